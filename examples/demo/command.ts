import { stripVTControlCharacters } from "node:util";
import { type CommandOptions, type CommandOutput, run } from "../../tools/terraform/command";

export interface InterruptibleOptions extends CommandOptions {
  readonly signal: AbortSignal;
}

/** A command that did not end as it should, with everything that it printed. */
export class CommandError extends Error {
  public constructor(command: string, { exitCode, output }: CommandOutput) {
    super(`${command} ended with exit code ${String(exitCode)}:\n\n${output.trim()}`);
  }
}

/** Runs a program, its output without colours. */
export async function runPlain(
  program: string,
  args: readonly string[],
  options: InterruptibleOptions,
): Promise<CommandOutput> {
  const { onLine, signal } = options;
  signal.throwIfAborted();
  const { exitCode, output, stdout } = await run(program, args, {
    ...options,
    onLine: (line) => onLine?.(stripVTControlCharacters(line)),
  });
  signal.throwIfAborted();
  return { exitCode, output: stripVTControlCharacters(output), stdout: stripVTControlCharacters(stdout) };
}
