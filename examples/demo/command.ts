import { stripVTControlCharacters } from "node:util";
import { type CommandOptions, type CommandOutput, run } from "../../tools/terraform/command";

export interface InterruptibleOptions extends CommandOptions {
  readonly signal: AbortSignal;
}

/** A command failed. The message contains its whole output. */
export class CommandError extends Error {
  public constructor(command: string, { exitCode, output }: CommandOutput) {
    super(`${command} ended with exit code ${String(exitCode)}:\n\n${output.trim()}`);
  }
}

/** Runs a program without colors in its output. */
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
