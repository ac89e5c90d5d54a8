import { AzureError } from "./refusal";

/** Faults that tests inject. Writes are creations, updates and deletions. */
export class Faults {
  private throttled = 0;
  private refusedAt = 0;
  private lostAt = 0;
  private awaited: { writes: number; readonly begin: () => void } | undefined;
  private replicationLookups = 0;
  private readonly lookups = new Map<string, number>();

  /** Answers the next writes with "429 too many requests". */
  public throttle(requests: number): void {
    this.throttled = requests;
  }

  /** Fails the n-th write from now, without writing. */
  public failAt(n: number): void {
    this.refusedAt = n;
  }

  /** Lets the n-th creation from now succeed, but loses the response, so that Terraform sees a failure. */
  public loseAnswerAt(n: number): void {
    this.lostAt = n;
  }

  /** Resolves when the n-th write from now begins; a latency leaves time to act before it ends. */
  public async untilWrite(n: number): Promise<void> {
    return new Promise((begin) => {
      this.awaited = { writes: n, begin };
    });
  }

  /** Hides every new principal from the first lookups. */
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

  /** The error that replaces the response to a creation. @internal */
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
