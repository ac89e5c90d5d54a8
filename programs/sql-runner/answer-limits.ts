/** In bytes. A login takes a few thousand. */
const MOST_AT_LOGIN = 256 * 1024;
/** In bytes. */
const MOST_IN_ANSWER = 2 * 1024 * 1024;
/** Values in all rows of a response. The runner queries a few for each fact. */
const MOST_VALUES = 100_000;
const MOST_COLUMNS = 1024;
/** Errors in one response. */
const MOST_ERRORS = 1000;

/** Packet sizes that TDS allows. https://learn.microsoft.com/openspecs/windows_protocols/ms-tds/ */
const PACKET_SIZE = { least: 512, most: 32_767 };

/** A TDS token, as the driver parsed it. */
interface Token {
  readonly handlerName: string;
  readonly newValue?: unknown;
  readonly columns?: readonly unknown[];
}

/** Limits how much a server may send. */
export class AnswerLimits {
  private most = 0;
  private bytes = 0;
  private values = 0;
  private errors = 0;

  /** @param exceeded called with the limit that was exceeded, or with a protocol error */
  public constructor(public readonly exceeded: (what: string) => void) {}

  public startLogin(): void {
    this.start(MOST_AT_LOGIN);
  }

  public startAnswer(): void {
    this.start(MOST_IN_ANSWER);
  }

  /** Counts received bytes. */
  public take(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.most) {
      this.exceeded(`more than ${String(this.most / 1024)} KiB at once`);
    }
  }

  /** A token handler that passes on only the tokens within the limits, and never throws. */
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
        // A row without columns uses memory, too.
        this.values += Object.keys(columns).length + 1;
        return this.values <= MOST_VALUES ? undefined : `more than ${String(MOST_VALUES)} values at once`;
      case "onErrorMessage":
        return ++this.errors <= MOST_ERRORS ? undefined : `more than ${String(MOST_ERRORS)} errors at once`;
      default:
        return undefined;
    }
  }
}
