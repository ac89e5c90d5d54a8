import { letsIn } from "../firewall";
import { type Faults } from "./faults";
import { sidOf } from "./run/directory";
import { type SignedIn, userOf } from "./run/session";
import { sqlError, type SqlError } from "./sql-error";
import { type DatabaseState, DBO } from "./state/database-state";
import { sameName } from "./state/names";
import { SYSADMIN } from "./state/fixed-roles";
import { type ServerPrincipal, type ServerState } from "./state/server-state";
import { type Servers } from "./state/servers";
import { guidBytes } from "./state/sid";
import { type SqlWorld, type WorldServer } from "./world";

/** Who wants in, and where. */
export interface Credentials {
  /** Names of the server that the client gave, the likeliest first. */
  readonly servers: readonly string[];
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** Object id in the token, where it brought a good one. */
  readonly objectId?: string;
  readonly hasToken: boolean;
}

/** Address that the firewall sees, or a network that a private endpoint is in. */
export type Origin = { readonly address: string } | "private endpoint";

export interface Admission {
  readonly world: WorldServer;
  readonly server: ServerState;
  readonly database: DatabaseState;
  readonly who: SignedIn;
}

/** Not let in, with what the server says. */
export class Refused extends Error {
  public constructor(readonly errors: readonly SqlError[]) {
    super(errors.map(({ message }) => message).join(" "));
  }
}

export interface SignInOptions {
  /** Address that the firewalls see. */
  readonly clientAddress: string;
  /** Password of the SQL administrators; without it none is right for them. */
  readonly password?: string;
}

/** Decides who may connect to which database. */
export class SignIn {
  public constructor(
    private readonly world: SqlWorld,
    private readonly servers: Servers,
    private readonly faults: Faults,
    private readonly options: SignInOptions,
  ) {}

  /** @returns undefined where the connection shall be cut instead of an answer */
  public admit(credentials: Credentials, origin: Origin = this.outside): Admission | undefined {
    const world = this.serverNamed(credentials.servers);
    const [short = ""] = world.host.split(".");
    if (origin !== "private endpoint") {
      this.requireWay(world, short, origin.address);
    }
    const user = credentials.hasToken ? TOKEN_USER : credentials.user;
    const name = credentials.database === "" ? "master" : credentials.database;
    const fault = this.faults.atLogin(name, short, user);
    if (fault === "drop") {
      return undefined;
    }
    if (fault) {
      throw new Refused([fault]);
    }
    const failed = sqlError(18456, user);
    const server = this.servers.stateOf(world);
    const who = credentials.hasToken
      ? this.byToken(credentials.objectId, world, server, failed)
      : this.byPassword(credentials, world, server, failed);
    const database = [...server.databases.values()].find((one) => sameName(one.name, name));
    if (!database) {
      throw new Refused([sqlError(4060, name), failed]);
    }
    database.serverRoleMembers.use();
    requireConnect(who, server, database, name, failed);
    return { world, server, database, who };
  }

  private get outside(): Origin {
    return { address: this.options.clientAddress };
  }

  private requireWay({ publicAccess, firewall }: WorldServer, short: string, address: string): void {
    if (!publicAccess) {
      throw new Refused([sqlError(47073)]);
    }
    if (!letsIn(firewall, address)) {
      throw new Refused([sqlError(40615, short, address)]);
    }
  }

  private serverNamed(names: readonly string[]): WorldServer {
    for (const name of names) {
      const found = this.world.server(hostIn(name));
      if (found) {
        return found;
      }
    }
    throw new Refused([sqlError(40532, hostIn(names.find((name) => name !== "") ?? "").split(".")[0] ?? "")]);
  }

  private byToken(objectId: string | undefined, world: WorldServer, server: ServerState, failed: SqlError): SignedIn {
    const principal = this.world.principals().find((one) => one.objectId.toLowerCase() === objectId?.toLowerCase());
    if (!principal || principal.kind === "Group") {
      throw new Refused([failed]);
    }
    const groups = this.world.groupsOf(principal.objectId);
    const sids = [sidOf(principal), ...groups.map(guidBytes)];
    const administrator = world.administrator?.objectId.toLowerCase();
    const isAdministrator = [principal.objectId, ...groups].some((id) => id.toLowerCase() === administrator);
    const login = sids.map((sid) => server.principals.withSid(sid)).find((one) => one !== undefined);
    if (login?.disabled && !isAdministrator) {
      throw new Refused([sqlError(18470, login.name)]);
    }
    return {
      name: login?.name ?? principal.name,
      sids,
      isAdministrator: isAdministrator || isSysadmin(login, server),
      principal,
      ...(login && { login }),
    };
  }

  /** The administrator that the server was made with is the only one who has a password. */
  private byPassword(
    { user, password }: Credentials,
    world: WorldServer,
    server: ServerState,
    failed: SqlError,
  ): SignedIn {
    const [name = ""] = user.split("@");
    const login = server.login(name);
    const right = login?.name === world.sqlAdministrator && password === this.options.password;
    if (world.entraOnly || !login || !right) {
      throw new Refused([failed]);
    }
    return { name: login.name, sids: [login.sid], isAdministrator: true, login };
  }
}

const isSysadmin = (login: ServerPrincipal | undefined, server: ServerState): boolean =>
  login !== undefined && server.rolesOf(login.id).includes(SYSADMIN);

const TOKEN_USER = "<token-identified principal>";

/** "tcp:orders.database.windows.net,1433" */
const hostIn = (name: string): string => name.replace(/^tcp:/i, "").replace(/[,\\].*$/s, "");

function requireConnect(
  who: SignedIn,
  server: ServerState,
  database: DatabaseState,
  name: string,
  failed: SqlError,
): void {
  const user = userOf(database, who);
  if (user?.id === DBO) {
    return;
  }
  const roles = who.login ? server.rolesOf(who.login.id, database) : [];
  const everywhere = roles.some((role) => server.permissionsOf(role).includes("CONNECT ANY DATABASE"));
  if ((database.isMaster && who.login) || everywhere || (user && mayConnect(user.id, database))) {
    return;
  }
  throw new Refused(user || who.login ? [sqlError(4060, name), failed] : [failed]);
}

function mayConnect(user: number, database: DatabaseState): boolean {
  const ids = [user, 0, ...database.rolesOf([user])];
  const own = database.permissions.filter(
    ({ class: on, name, grantee }) =>
      on === "DATABASE" && (name === "CONNECT" || name === "CONTROL") && ids.includes(grantee),
  );
  const isOwner = ids.some((id) => database.principals.byId(id)?.name === "db_owner");
  return own.every(({ state }) => state !== "D") && (own.length > 0 || isOwner);
}
