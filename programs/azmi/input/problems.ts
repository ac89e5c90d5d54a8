import { WrongArguments } from "../../sql-runner/wrong-arguments";

/** Collects what is wrong with arguments and input, so that one run tells everything. */
export class Problems {
  private readonly messages: string[] = [];

  public add(message: string): void {
    this.messages.push(message);
  }

  /** The result, or undefined if the arguments are wrong. */
  public attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof WrongArguments)) {
        throw error;
      }
      this.add(error.message);
      return undefined;
    }
  }

  /** @throws WrongArguments with all problems, a line each */
  public check(): void {
    if (this.messages.length > 0) {
      throw new WrongArguments(this.messages.join("\n"));
    }
  }
}
