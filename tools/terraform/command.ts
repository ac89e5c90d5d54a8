import { spawn } from "node:child_process";

export interface CommandOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Interrupts the command as Ctrl-C does. */
  readonly signal?: AbortSignal;
  /** Receives the output line by line. */
  readonly onLine?: (line: string) => void;
  /**
   * The maximum length of the output, in characters.
   *
   * @default - unlimited
   */
  readonly most?: number;
}

/** The output exceeded the limit, so the command was ended. */
export class TooMuchOutput extends Error {}

export interface CommandOutput {
  readonly exitCode: number;
  /** Standard output and standard error, in order of arrival. */
  readonly output: string;
  readonly stdout: string;
}

/**
 * Runs a program with an argument vector, without a shell. Asynchronous, because this process can be the server that
 * the program calls.
 *
 * @throws the reason of an aborted signal, or the error if the program cannot be started
 */
export async function run(program: string, args: readonly string[], options: CommandOptions): Promise<CommandOutput> {
  const { cwd, env, signal, onLine, most = Infinity } = options;
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const interrupt = (): void => {
      child.kill("SIGINT");
    };
    signal?.addEventListener("abort", interrupt);
    let output = "";
    let stdout = "";
    let unfinished = "";
    const take = (text: string): void => {
      if (output.length + text.length > most) {
        child.stdout.destroy();
        child.stderr.destroy();
        child.kill("SIGKILL");
        reject(new TooMuchOutput(`${program} wrote more than ${String(most)} characters`));
        return;
      }
      output += text;
      if (onLine) {
        const lines = (unfinished + text).split("\n");
        unfinished = lines.pop() ?? "";
        lines.forEach((line) => {
          onLine(line);
        });
      }
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      take(text);
    });
    child.stderr.setEncoding("utf8").on("data", take);
    child.on("error", reject);
    child.on("close", (code) => {
      signal?.removeEventListener("abort", interrupt);
      resolve({ exitCode: code ?? 1, output, stdout });
    });
  });
}
