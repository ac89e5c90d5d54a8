import { guidBytes } from "./sid";
import { type DatabaseState } from "./database-state";
import { type FixedServerRoles, serverRoles } from "./fixed-roles";
import { Principals } from "./principals";
import { type Membership } from "./role-members";

/** A row of sys.server_principals: S is a SQL login, E one of the directory, X a group of it, R a role. */
export interface ServerPrincipal {
  readonly id: number;
  readonly name: string;
  readonly type: "S" | "E" | "X" | "R";
  readonly sid: Buffer;
  disabled: boolean;
  readonly created: Date;
  modified: Date;
}

/** What a logical server holds beside its databases: logins, and who is in its roles. */
export class ServerState {
  public readonly principals = new Principals<ServerPrincipal>();
  public readonly databases = new Map<string, DatabaseState>();
  private members: readonly Membership[] = [];
  private nextId = 264;
  private readonly fixedRoles: FixedServerRoles;

  public constructor(
    readonly now: () => Date,
    /** Whether the SIDs of users made from a login have the bytes appended that Azure was seen to append. */
    readonly marksLoginUsers: boolean,
    /** How many uses of a database it takes until a change of roles is known there; 0 where it is known at once. */
    private readonly roleDelay: () => number,
    /** Whether it is a managed instance. */
    readonly managed = false,
  ) {
    this.fixedRoles = serverRoles(managed);
    this.add({ name: "public", type: "R", sid: Buffer.from([2]) }, 2);
    Object.entries(this.fixedRoles).forEach(([name, { id }]) => {
      this.add({ name, type: "R", sid: Buffer.from([id]) }, id);
    });
  }

  public add(of: Pick<ServerPrincipal, "name" | "type" | "sid">, id = this.nextId++): ServerPrincipal {
    return this.principals.add({ ...of, id, disabled: false, created: this.now(), modified: this.now() });
  }

  public find(name: string): ServerPrincipal | undefined {
    return this.principals.named(name);
  }

  public login(name: string): ServerPrincipal | undefined {
    const found = this.find(name);
    return found?.type === "R" ? undefined : found;
  }

  public role(name: string): ServerPrincipal | undefined {
    const found = this.find(name);
    return found?.type === "R" ? found : undefined;
  }

  public drop(login: ServerPrincipal): void {
    const { id } = login;
    this.principals.drop(login);
    this.memberships = this.members.filter(({ member }) => member !== id);
  }

  /** Who is in which role. */
  public get memberships(): readonly Membership[] {
    return this.members;
  }

  public set memberships(members: readonly Membership[]) {
    for (const database of this.databases.values()) {
      if (!database.isMaster && !this.managed) {
        database.serverRoleMembers.outdate(this.members, this.roleDelay());
      }
    }
    this.members = members;
  }

  /** Whether sessions that are open learn of a change of roles. */
  public get tellsOpenSessions(): boolean {
    return this.managed || this.roleDelay() === 0;
  }

  /** The roles that a login is in, as listed or as a database knows them. */
  public rolesOf(id: number, database?: DatabaseState): string[] {
    const members = database?.serverRoleMembers.read(this.members) ?? this.members;
    const roles = members.filter(({ member }) => member === id).map(({ role }) => role);
    return this.principals.filter(({ id: role }) => roles.includes(role)).map(({ name }) => name);
  }

  /** What the members of a fixed role may do on the server. */
  public permissionsOf(role: string): readonly string[] {
    return this.fixedRoles[role]?.permissions ?? [];
  }

  /** Everything that some fixed role allows. */
  public allPermissions(): string[] {
    return Object.values(this.fixedRoles).flatMap(({ permissions }) => permissions);
  }

  /** The SQL login that every server has in addition, of the administrator that it was made with. */
  public ensureSqlAdministrator(name: string): void {
    if (!this.login(name)) {
      this.add({ name, type: "S", sid: guidBytes("01060000-0000-0164-0000-000000000001") });
    }
  }
}
