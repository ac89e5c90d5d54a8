import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";

const CAT = "/bin/cat";

/** Idles until its standard input ends, at the latest when this process ends. */
const WAIT_FOR_END = existsSync(CAT) ? [CAT] : [process.execPath, "-e", "process.stdin.resume()"];

/**
 * The process that stands for the providers. Terraform gives up on a provider one second after the process it was told
 * about has ended, and kills that process if the provider does not respond. So it must live as long as the simulator,
 * and must be expendable.
 */
export class Keeper {
  public readonly pid: number;
  private readonly process;

  public constructor() {
    const [program = "", ...args] = WAIT_FOR_END;
    // In its own process group, because Ctrl-C is for terraform, which then still needs the simulator.
    this.process = spawn(program, args, { stdio: ["pipe", "ignore", "ignore"], detached: true });
    if (this.process.pid === undefined) {
      throw new Error(`cannot start ${program}, which the simulator needs beside it`);
    }
    this.pid = this.process.pid;
    // Does not keep a program alive that forgot to stop the simulator.
    this.process.unref();
    (this.process.stdin as unknown as { unref(): void }).unref();
  }

  public async end(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.ref();
      const ended = once(this.process, "exit");
      this.process.stdin.end();
      await ended;
    }
  }
}
