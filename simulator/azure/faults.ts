import { AzureError } from "./refusal";

/** What goes wrong on request. Writes are creations, updates and deletions. */
export class Faults {
  private throttled = 0;
  private refusedAt = 0;
  private lostAt = 0;
  private awaited: { writes: number; readonly begin: () => void } | undefined;
  private replicationLookups = 0;
  private readonly lookups = new Map<string, number>();

  /** The next requests to write are answered "429 too many requests". */
  public throttle(requests: number): void {
    this.throttled = requests;
  }

  /** The n-th write from now fails, and nothing is written. */
  public failAt(n: number): void {
    this.refusedAt = n;
  }

  /** The n-th creation from now succeeds, but its answer is lost: Terraform learns of a failure. */
  public loseAnswerAt(n: number): void {
    this.lostAt = n;
  }

  /** Resolves when the n-th write from now begins: with a latency, that is when something can come in between. */
  public async untilWrite(n: number): Promise<void> {
    return new Promise((begin) => {
      this.awaited = { writes: n, begin };
    });
  }

  /** Every new principal stays unknown to the first look-ups for it. */
  public delayReplication(lookups: number): void {
    this.replicationLookups = lookups;
    this.lookups.clear();
  }

  /** @internal */
  public beforeWrite(): void {
    if (this.awaited && --this.awaited.writes === 0) {
      this.awaited.begin();
      this.awaited = undefined;
    }
    if (this.throttled > 0) {
      this.throttled--;
      throw new AzureError(429, "TooManyRequests", "the request is being throttled, try again later");
    }
    if (this.refusedAt > 0 && --this.refusedAt === 0) {
      throw new AzureError(500, "InternalServerError", "an error was requested of the simulator here");
    }
  }

  /** What Terraform is told instead of the answer to a creation. @internal */
  public lostAnswer(): AzureError | undefined {
    if (this.lostAt > 0 && --this.lostAt === 0) {
      return new AzureError(
        504,
        "GatewayTimeout",
        "the gateway did not receive a response within the specified time period",
      );
    }
    return undefined;
  }

  /** @internal */
  public isReplicated(objectId: string): boolean {
    const seen = this.lookups.get(objectId) ?? 0;
    this.lookups.set(objectId, seen + 1);
    return seen >= this.replicationLookups;
  }
}
