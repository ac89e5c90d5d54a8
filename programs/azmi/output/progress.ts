import { printable } from "../../sql-runner/printable";

export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const PATIENCE = 1_000;
const CLEAR_LINE = "\r\u001b[K";

/**
 * Tells a person at a terminal which step is running, once they have waited for a second. The steps themselves do not
 * give way to anything that could animate.
 */
export class Progress {
  private readonly start = performance.now();
  private isShown = false;

  public constructor(private readonly stream: ProgressStream) {}

  public step(what: string): void {
    if (this.stream.isTTY === true && performance.now() - this.start > PATIENCE) {
      this.stream.write(`${CLEAR_LINE}${printable(what)}…`);
      this.isShown = true;
    }
  }

  public end(): void {
    if (this.isShown) {
      this.stream.write(CLEAR_LINE);
      this.isShown = false;
    }
  }
}
