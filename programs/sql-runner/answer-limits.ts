/** In bytes. Logging in takes some thousand. */
const MOST_AT_LOGIN = 256 * 1024;
/** In bytes. */
const MOST_IN_ANSWER = 2 * 1024 * 1024;
/** Values in all rows of an answer; the runner asks for some per fact. */
const MOST_VALUES = 100_000;
const MOST_COLUMNS = 1024;
/** Errors that one answer tells. */
const MOST_ERRORS = 1000;

/** TDS limits the size of packets so. https://learn.microsoft.com/openspecs/windows_protocols/ms-tds/ */
const PACKET_SIZE = { least: 512, most: 32_767 };

/** A token of TDS, as the driver has read it. */
interface Token {
  readonly handlerName: string;
  readonly newValue?: unknown;
  readonly columns?: readonly unknown[];
}

/** Watches how much a server sends, and of what. */
export class AnswerLimits {
  private most = 0;
  private bytes = 0;
  private values = 0;
  private errors = 0;

  /** @param exceeded is told what there was too much of, or what was wrong */
  public constructor(public readonly exceeded: (what: string) => void) {}

  public startLogin(): void {
    this.start(MOST_AT_LOGIN);
  }

  public startAnswer(): void {
    this.start(MOST_IN_ANSWER);
  }

  /** Some bytes have come. */
  public take(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.most) {
      this.exceeded(`more than ${String(this.most / 1024)} KiB at once`);
    }
  }

  /** The same handler of tokens, which gets only those that are within the limits, and throws nothing. */
  public guard<Handler extends object>(handler: Handler): Handler {
    return new Proxy(handler, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function") {
          return member;
        }
        return (token: Token): void => {
          try {
            const problem = this.problemOf(token);
            if (problem === undefined) {
              member.call(target, token);
            } else {
              this.exceeded(problem);
            }
          } catch (error) {
            this.exceeded((error as Error).message);
          }
        };
      },
    });
  }

  private start(most: number): void {
    this.most = most;
    this.bytes = this.values = this.errors = 0;
  }

  private problemOf({ handlerName, newValue, columns = [] }: Token): string | undefined {
    switch (handlerName) {
      case "onPacketSizeChange":
        return Number(newValue) >= PACKET_SIZE.least && Number(newValue) <= PACKET_SIZE.most
          ? undefined
          : `a packet size of ${String(newValue)}`;
      case "onColMetadata":
        return columns.length <= MOST_COLUMNS ? undefined : `a table of ${String(columns.length)} columns`;
      case "onRow":
        // A row without columns takes memory, too.
        this.values += Object.keys(columns).length + 1;
        return this.values <= MOST_VALUES ? undefined : `more than ${String(MOST_VALUES)} values at once`;
      case "onErrorMessage":
        return ++this.errors <= MOST_ERRORS ? undefined : `more than ${String(MOST_ERRORS)} errors at once`;
      default:
        return undefined;
    }
  }
}
