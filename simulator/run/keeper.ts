import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";

const CAT = "/bin/cat";

/** Does nothing until its standard input ends, which happens at the latest when this process does. */
const WAIT_FOR_END = existsSync(CAT) ? [CAT] : [process.execPath, "-e", "process.stdin.resume()"];

/**
 * The process that stands for the providers. Terraform takes a provider for dead one second after the process that it
 * names has ended, and kills that process when nobody answers at the address: it has to be one that lives as long as the
 * simulator does, and one that nobody misses.
 */
export class Keeper {
  public readonly pid: number;
  private readonly process;

  public constructor() {
    const [program = "", ...args] = WAIT_FOR_END;
    // In a group of its own: Ctrl-C is for terraform, which then still has to finish with the simulator.
    this.process = spawn(program, args, { stdio: ["pipe", "ignore", "ignore"], detached: true });
    if (this.process.pid === undefined) {
      throw new Error(`cannot start ${program}, which the simulator needs beside it`);
    }
    this.pid = this.process.pid;
    // Neither keeps a program running that forgot to stop the simulator.
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
