import { DATABASE_ROLES, EVERYONE_ON_SERVER, MASTER_ROLES } from "../state/fixed-roles";
import { DBO, type DatabasePrincipal, type DatabaseState, type Permission } from "../state/database-state";
import { type ServerPrincipal, type ServerState } from "../state/server-state";
import { sqlError } from "../sql-error";
import { sameName } from "../state/names";
import { type ObjectName } from "../tsql/ast";
import { type WorldPrincipal, type WorldServer } from "../world";
import { type Directory } from "./directory";
import { hasPermission } from "./effective-permissions";

/** Whom the server takes a client for. */
export interface SignedIn {
  readonly name: string;
  /** The SID of the principal, then those of its groups. */
  readonly sids: readonly Buffer[];
  readonly isAdministrator: boolean;
  /** Nothing where it signed in with a password. */
  readonly principal?: WorldPrincipal;
  readonly login?: ServerPrincipal;
}

const GUEST = 2;

/** A signed-in client in a database, and what it may do there. */
export class Session {
  /** Its own user; dbo for administrators, guest for who only may connect. */
  private readonly own: DatabasePrincipal;
  private readonly rolesAtSignIn: readonly string[];
  /** Users that it acts as, the last one now. */
  private readonly acting: DatabasePrincipal[] = [];
  /** SET NOEXEC ON: batches are compiled, and nothing in them happens. */
  public compilesOnly = false;

  public constructor(
    readonly server: ServerState,
    readonly world: WorldServer,
    readonly database: DatabaseState,
    readonly who: SignedIn,
    readonly directory: Directory,
    /** Number of the connection, as @@SPID. */
    readonly id: number,
    readonly client: { readonly host: string; readonly application: string },
  ) {
    this.own = userOf(database, who) ?? database.principals.byId(GUEST)!;
    this.rolesAtSignIn = who.login ? server.rolesOf(who.login.id, database) : [];
  }

  /** Whom statements are run as. */
  public get user(): DatabasePrincipal {
    return this.acting.at(-1) ?? this.own;
  }

  /** https://learn.microsoft.com/sql/t-sql/statements/execute-as-transact-sql */
  public actAs(name: string): void {
    const found = this.database.find(name);
    const canBe = found && (found.type === "E" || found.type === "S") && found.id > GUEST;
    if (!canBe || !(found === this.user || hasPermission(this, "IMPERSONATE", { class: "USER", on: found.id }))) {
      throw sqlError(15517, name);
    }
    this.acting.push(found);
  }

  /** Without EXECUTE AS before it, it does nothing. */
  public revert(): void {
    this.acting.pop();
  }

  /** There is no way from one database to another. */
  public requireHere({ database, schema = "", name = "" }: Partial<ObjectName>): void {
    if (database !== undefined && !sameName(database, this.database.name)) {
      throw sqlError(40515, [database, schema, name].join("."));
    }
  }

  /** As it was after signing in. */
  public reset(): void {
    this.compilesOnly = false;
    this.acting.length = 0;
  }

  public get isOwner(): boolean {
    return (this.acting.length === 0 && this.who.isAdministrator) || this.granted("DATABASE", 0).has("CONTROL");
  }

  /** Permissions on the server, of the login and its roles. */
  public serverPermissions(): Set<string> {
    // A user of a database is nobody on the server.
    if (this.acting.length > 0) {
      return new Set();
    }
    if (this.who.isAdministrator) {
      return new Set([...EVERYONE_ON_SERVER, ...this.server.allPermissions()]);
    }
    const roles = this.serverRoles();
    const ofMaster = this.database.isMaster ? this.roles().flatMap(({ name }) => MASTER_ROLES[name] ?? []) : [];
    return new Set([...EVERYONE_ON_SERVER, ...roles.flatMap((role) => this.server.permissionsOf(role)), ...ofMaster]);
  }

  /** The roles of its login that count in this session. */
  public serverRoles(): readonly string[] {
    const { server, who } = this;
    return server.tellsOpenSessions && who.login ? server.rolesOf(who.login.id) : this.rolesAtSignIn;
  }

  /** The permissions that a class of things has by what was granted on it, and by the roles of the user. */
  public granted(on: Permission["class"], id: number): Set<string> {
    const tokens = this.tokens();
    const all = this.database.permissions.filter(
      (permission) => permission.class === on && permission.on === id && tokens.includes(permission.grantee),
    );
    const denied = new Set(all.filter(({ state }) => state === "D").map(({ name }) => name));
    const given = all.filter(({ state }) => state !== "D").map(({ name }) => name);
    const fixed = on === "DATABASE" ? this.roles().flatMap(({ name }) => DATABASE_ROLES[name]?.[1] ?? []) : [];
    return new Set([...given, ...fixed].filter((name) => !denied.has(name)));
  }

  /** Whether one of these permissions on the database is held. */
  public may(...permissions: readonly string[]): boolean {
    if (this.isOwner) {
      return true;
    }
    const held = this.granted("DATABASE", 0);
    return permissions.some((permission) => held.has(permission));
  }

  /** Whether the permission was given with the right to pass it on. */
  public mayPassOn(name: string, on: Permission["class"], id: number): boolean {
    const tokens = this.tokens();
    return this.database.permissions.some(
      (permission) =>
        permission.class === on &&
        permission.on === id &&
        permission.state === "W" &&
        permission.name === name &&
        tokens.includes(permission.grantee),
    );
  }

  public roles(): DatabasePrincipal[] {
    return this.database.rolesOf(this.users()).flatMap((id) => this.database.principals.byId(id) ?? []);
  }

  /** Ids of everything in the database that the client counts as. */
  public tokens(): number[] {
    return [...this.users(), ...this.roles().map(({ id }) => id), 0];
  }

  private users(): number[] {
    if (this.acting.length > 0) {
      return [this.user.id];
    }
    const others = this.who.sids.flatMap((sid) => this.database.principals.withSid(sid)?.id ?? []);
    return [...new Set([this.user.id, ...others])];
  }
}

/** The user of a client in a database: its own, or that of one of its groups. */
export function userOf(database: DatabaseState, who: SignedIn): DatabasePrincipal | undefined {
  if (who.isAdministrator) {
    return database.principals.byId(DBO);
  }
  return who.sids.map((sid) => database.principals.withSid(sid)).find((user) => user !== undefined);
}
