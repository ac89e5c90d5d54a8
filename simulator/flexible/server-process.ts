import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/**
 * Replaces the shell with the server, and signals the server when standard input ends, at the latest when this process
 * ends.
 */
const UNTIL_INPUT_ENDS = `exec 3<&0; (read -r _ <&3; kill -s "$0" $$) & exec "$@" 3<&- </dev/null`;

const START_TIMEOUT = 60_000;

export interface ServerProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** The signal that stops it: "INT". */
  readonly signal: string;
  /** The user who runs it, if not the current one. */
  readonly identity?: { readonly uid: number; readonly gid: number };
  /** Its data folder, which is removed when it stops. */
  readonly folder: string;
}

/** A server that ends with this process at the latest. */
export class ServerProcess {
  private readonly child: ChildProcess;
  private readonly log: string;
  private hasFailed = false;

  public constructor(private readonly program: ServerProgram) {
    const { command, args, environment, signal, identity, folder } = program;
    this.log = join(folder, "server.log");
    const log = openSync(this.log, "w");
    // In its own process group, because Ctrl-C is for terraform, which then still needs the server.
    this.child = spawn("/bin/sh", ["-c", UNTIL_INPUT_ENDS, signal, command, ...args], {
      ...identity,
      cwd: folder,
      env: environment,
      stdio: ["pipe", log, log],
      detached: true,
    });
    closeSync(log);
    this.child.on("error", () => {
      this.hasFailed = true;
    });
    // Does not keep a program alive that forgot to stop the simulator.
    this.child.unref();
    (this.child.stdin as unknown as { unref(): void }).unref();
  }

  /**
   * Waits until the server responds.
   *
   * @param ask fails until the server responds
   * @throws an error with the last output of the server, if it never responds
   */
  public async answers(ask: () => Promise<unknown>): Promise<void> {
    for (const end = Date.now() + START_TIMEOUT; ;) {
      try {
        await ask();
        return;
      } catch (error) {
        if (Date.now() > end || this.hasEnded) {
          const said = readFileSync(this.log, "utf8").trim().split("\n").at(-1) ?? "";
          await this.stop();
          throw new Error(`${this.program.command} does not answer: ${said}`, { cause: error });
        }
        await wait(50);
      }
    }
  }

  public async stop(): Promise<void> {
    if (!this.hasEnded) {
      this.child.ref();
      const ended = once(this.child, "exit");
      this.child.stdin?.end();
      await ended;
    }
    rmSync(this.program.folder, { recursive: true, force: true });
  }

  private get hasEnded(): boolean {
    return this.hasFailed || this.child.exitCode !== null || this.child.signalCode !== null;
  }
}
