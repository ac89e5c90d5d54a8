import { type SqlError, sqlError } from "./sql-error";
import { type WorldPrincipal } from "./world";

/** What a user database needs, of sign-ins and batches, to learn who is in which server role. */
const ROLE_CHANGE_USES = 5;

/** What goes wrong: on request, except for role changes, which are slow by default. Logins and batches are counted over all servers; calls of sp_executesql are batches, SET options of drivers are none. */
export class Faults {
  private readonly logins: number[] = [];
  private readonly batches: number[] = [];
  private droppedLogins = 0;
  private droppedBefore = 0;
  private droppedAfter = 0;
  private stalled = 0;
  private tellStalled: () => void = () => undefined;
  private replicationLookUps = 0;
  private replicationError = 33130;
  private readonly lookUps = new Map<string, number>();
  private delay = 0;
  private roleChangeUses = ROLE_CHANGE_USES;

  /** The next logins are answered with this error: 40613, 40501, 10928, 49918, ... */
  public failLogins(count: number, number: number): void {
    this.logins.push(...Array.from({ length: count }, () => number));
  }

  /** The next batches are answered with this error, and do nothing. */
  public failBatches(count: number, number: number): void {
    this.batches.push(...Array.from({ length: count }, () => number));
  }

  /** The server is still starting: the next connections are told that the database is not available. */
  public starting(connections: number): void {
    this.failLogins(connections, 40613);
  }

  /** The administrator was set a moment ago, and the next logins do not know it yet. */
  public administratorJustSet(logins: number): void {
    this.failLogins(logins, 18456);
  }

  /** The connection of the next logins is cut instead of an answer. */
  public dropLogins(count: number): void {
    this.droppedLogins = count;
  }

  /** The connection is cut when the n-th batch from now comes; it does nothing. */
  public dropBeforeBatch(n: number): void {
    this.droppedBefore = n;
  }

  /** The n-th batch from now does what it says, and then the connection is cut instead of an answer. */
  public dropAfterBatch(n: number): void {
    this.droppedAfter = n;
  }

  /**
   * The n-th batch from now gets no answer until the client gives it up; it does nothing.
   *
   * @returns when that batch is there
   */
  public stallBatch(n: number): Promise<void> {
    this.stalled = n;
    return new Promise((resolve) => {
      this.tellStalled = resolve;
    });
  }

  /** Every new principal stays unknown to the first look-ups for it, with 33130 or 33134. */
  public delayReplication(lookUps: number, number: 33130 | 33134 = 33130): void {
    this.replicationLookUps = lookUps;
    this.replicationError = number;
    this.lookUps.clear();
  }

  /**
   * A change of who is in a server role is listed at once, and gives or takes permissions later: in a user database after
   * this many sign-ins and batches there, or after DBCC FLUSHAUTHCACHE in it; in sessions that were open, when they connect
   * again. 0 makes it effective at once, everywhere. Managed instances are not concerned.
   *
   * https://learn.microsoft.com/azure/azure-sql/database/security-server-roles#limitations
   *
   * @param uses 5 unless it is set
   */
  public delayRoleChanges(uses: number): void {
    this.roleChangeUses = uses;
  }

  /** Every answer takes this long, in milliseconds. */
  public answerSlowly(milliseconds: number): void {
    this.delay = milliseconds;
  }

  /** Nothing goes wrong any more, and role changes are effective at once. */
  public clear(): void {
    this.logins.length = 0;
    this.batches.length = 0;
    this.droppedLogins = this.droppedBefore = this.droppedAfter = this.stalled = 0;
    this.replicationLookUps = this.delay = this.roleChangeUses = 0;
  }

  /** @internal */
  public get roleDelay(): number {
    return this.roleChangeUses;
  }

  /** @internal */
  public get latency(): number {
    return this.delay;
  }

  /** @internal */
  public atLogin(database: string, server: string, user: string): "drop" | SqlError | undefined {
    if (this.droppedLogins > 0) {
      this.droppedLogins--;
      return "drop";
    }
    const number = this.logins.shift();
    return number === undefined
      ? undefined
      : sqlError(number, ...(number === 18456 ? [user] : number === 4060 ? [database] : [database, server]));
  }

  /** @internal */
  public atBatch(database: string, server: string): "drop before" | "drop after" | "stall" | SqlError | undefined {
    const before = this.droppedBefore > 0 && --this.droppedBefore === 0;
    const after = this.droppedAfter > 0 && --this.droppedAfter === 0;
    const stalls = this.stalled > 0 && --this.stalled === 0;
    if (stalls) {
      this.tellStalled();
      return "stall";
    }
    if (before || after) {
      return before ? "drop before" : "drop after";
    }
    const number = this.batches.shift();
    return number === undefined ? undefined : sqlError(number, database, server);
  }

  /** @internal */
  public checkReplication({ objectId, longKnown }: WorldPrincipal, name: string): void {
    const seen = this.lookUps.get(objectId) ?? 0;
    this.lookUps.set(objectId, seen + 1);
    if (!longKnown && seen < this.replicationLookUps) {
      throw sqlError(this.replicationError, name, "The directory does not know it yet.");
    }
  }
}
