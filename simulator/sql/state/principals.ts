import { fold } from "./names";

interface Principal {
  readonly id: number;
  readonly name: string;
  readonly sid: Buffer | null;
}

/** Logins, users and roles, found by id, name and SID without looking at all of them. */
export class Principals<T extends Principal> implements Iterable<T> {
  private readonly ids = new Map<number, T>();
  private readonly names = new Map<string, T>();
  private readonly sids = new Map<string, T>();

  public add(principal: T): T {
    this.ids.set(principal.id, principal);
    this.names.set(fold(principal.name), principal);
    if (principal.sid) {
      this.sids.set(sidKey(principal.sid), principal);
    }
    return principal;
  }

  public drop({ id, name, sid }: T): void {
    this.ids.delete(id);
    this.names.delete(fold(name));
    if (sid) {
      this.sids.delete(sidKey(sid));
    }
  }

  public byId(id: number | null): T | undefined {
    return id === null ? undefined : this.ids.get(id);
  }

  public named(name: string): T | undefined {
    return this.names.get(fold(name));
  }

  /** Only the first 16 bytes count: the SIDs of users made from a login may have bytes appended. */
  public withSid(sid: Buffer): T | undefined {
    return this.sids.get(sidKey(sid));
  }

  public [Symbol.iterator](): Iterator<T> {
    return this.ids.values();
  }

  public filter(keep: (principal: T) => boolean): T[] {
    return [...this].filter(keep);
  }
}

const sidKey = (sid: Buffer): string => sid.toString("hex", 0, 16);
