import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { DEPLOYER_ADDRESS } from "../firewall";
import { accessToken, objectIdIn, type TokenOptions } from "./access-token";
import { type AccessRow, accessIn } from "./access";
import { type Certificates, makeCertificates } from "./certificates";
import { Faults } from "./faults";
import { type DatabaseContent, databaseContent, type ServerContent, serverContent } from "./inspection";
import { runBatch } from "./run/batch";
import { Directory } from "./run/directory";
import { planOf } from "./run/plan";
import { Session } from "./run/session";
import { type Origin, SignIn } from "./sign-in";
import { type DatabaseState } from "./state/database-state";
import { sameName } from "./state/names";
import { isInSchema, type OwnableClass } from "./state/ownable";
import { type ServerState } from "./state/server-state";
import { Servers } from "./state/servers";
import { greet } from "./tds/greet";
import { type Host } from "./tds/host";
import { tlsContexts } from "./tls-contexts";
import { type SqlWorld } from "./world";

export interface SqlServersOptions {
  /**
   * The address that firewall rules see.
   *
   * @default "203.0.113.10"
   */
  readonly clientAddress?: string;
  /**
   * Password of the SQL administrators of servers that are not Entra only.
   *
   * @default - nobody signs in with a password
   */
  readonly password?: string;
  /**
   * Object id of the principal that a token is for; undefined refuses it.
   *
   * @default - tokens of `tokenFor`
   */
  readonly acceptToken?: (token: string) => string | undefined;
  /**
   * Whether the SIDs of users made from a login end with AADE, as was seen in Azure.
   *
   * @default false
   */
  readonly marksLoginUsers?: boolean;
  /** @default - of an authority of their own */
  readonly certificates?: Certificates;
  /** @default - the clock */
  readonly now?: () => Date;
}

/** A connection without a network. */
export interface Connecting {
  readonly host: string;
  readonly database: string;
  /** Who signs in. */
  readonly objectId: string;
  readonly origin: Origin;
}

const DOMAINS = [".database.windows.net", ".database.usgovcloudapi.net", ".database.chinacloudapi.cn"];

/** All SQL servers of a simulated Azure behind one port of the loopback interface. They hold everything in memory. */
export class SimulatedSqlServers {
  public static async start(world: SqlWorld, options: SqlServersOptions = {}): Promise<SimulatedSqlServers> {
    const certificates = options.certificates ?? (await makeCertificates(options.now?.()));
    const servers = new SimulatedSqlServers(world, certificates.authority, options);
    const contexts = tlsContexts(certificates, (host) => world.server(host)?.managed === true);
    const listener = createServer((socket) => {
      servers.sockets.add(socket);
      socket.on("close", () => servers.sockets.delete(socket));
      greet(socket, contexts, servers.host, servers.nextConnection++);
    });
    await new Promise<void>((resolve, reject) => {
      listener.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
    servers.listener = listener;
    return servers;
  }

  /** What goes wrong, on request. */
  public readonly faults = new Faults();

  private readonly sockets = new Set<Socket>();
  private readonly servers: Servers;
  private readonly now: () => Date;
  private readonly host: Host;
  private listener: Server | undefined;
  private nextConnection = 51;

  private constructor(
    private readonly world: SqlWorld,
    /** The certificate that clients have to trust, in PEM: NODE_EXTRA_CA_CERTS names a file with it. */
    public readonly certificateAuthority: string,
    options: SqlServersOptions,
  ) {
    const { clientAddress = DEPLOYER_ADDRESS, password, acceptToken, now = () => new Date() } = options;
    this.now = now;
    this.servers = new Servers(now, options.marksLoginUsers ?? false, () => this.faults.roleDelay);
    this.host = {
      faults: this.faults,
      directory: new Directory(world, this.faults),
      signIn: new SignIn(world, this.servers, this.faults, {
        clientAddress,
        ...(password !== undefined && { password }),
      }),
      objectIdIn: acceptToken ?? ((token) => objectIdIn(token, now())),
      fullNames: (name) =>
        name === "" || name.includes(".") ? [name] : [name, ...DOMAINS.map((domain) => name + domain)],
      isPresent: (server, database) => {
        const present = world.server(server.host);
        return (
          present?.incarnation === server.incarnation &&
          (database === "master" || present.databases.some(({ name }) => sameName(name, database)))
        );
      },
    };
  }

  /** "127.0.0.1:port" */
  public get address(): string {
    const { address, port } = this.listener?.address() as AddressInfo;
    return `${address}:${String(port)}`;
  }

  /** A token that signs a principal in. */
  public tokenFor(objectId: string, options: TokenOptions = {}): string {
    return accessToken(objectId, this.now(), options);
  }

  /** Logins of a server and the members of its roles. */
  public server(host: string): ServerContent {
    return serverContent(this.stateOf(host));
  }

  /** Users of a database, members of its roles, permissions, schemas and objects. */
  public database(host: string, name: string): DatabaseContent {
    return databaseContent(this.databaseOf(host, name));
  }

  /** Puts a schema or an object there that belongs to a user. */
  public declareSchema(host: string, database: string, schema: string, owner = "dbo"): void {
    const state = this.databaseOf(host, database);
    state.addSchema(schema, state.find(owner)?.id ?? fail(`there is no ${owner}`));
  }

  public declareObject(
    host: string,
    database: string,
    schema: string,
    name: string,
    owner?: string,
    columns?: readonly string[],
  ): void {
    const state = this.databaseOf(host, database);
    const found = state.schema(schema) ?? fail(`there is no schema ${schema}`);
    const ownerId = owner === undefined ? null : (state.find(owner)?.id ?? fail(`there is no ${owner}`));
    state.addObject(name, found, ownerId, columns);
  }

  /** Puts something else there that belongs to a user; types and XML schema collections are in dbo. */
  public declareOwned(host: string, database: string, of: OwnableClass, name: string, owner: string): void {
    const state = this.databaseOf(host, database);
    const schema = isInSchema(of) ? state.schema("dbo") : undefined;
    state.addOwnable(of, name, state.find(owner)?.id ?? fail(`there is no ${owner}`), schema);
  }

  /** Runs batches one after the other over one connection, up to the first that fails; what it says is thrown. */
  public run({ host, database, objectId, origin }: Connecting, batches: readonly string[]): void {
    const credentials = { servers: [host], database, user: "", password: "", objectId, hasToken: true };
    const admission = this.host.signIn.admit(credentials, origin) ?? fail("the connection was lost");
    const { server, world, who } = admission;
    const client = { host: "", application: "" };
    const session = new Session(
      server,
      world,
      admission.database,
      who,
      this.host.directory,
      this.nextConnection++,
      client,
    );
    for (const batch of batches) {
      const failed = runBatch(planOf(batch).statements, session).find((answer) => answer.kind === "error");
      if (failed) {
        throw failed.error;
      }
    }
  }

  /** Who may do what on these servers. */
  public access(hosts: readonly string[]): AccessRow[] {
    return hosts.flatMap((host) => {
      const server = this.world.server(host) ?? fail(`there is no server ${host}`);
      return accessIn(server, this.servers.stateOf(server), this.world.principals());
    });
  }

  /** Ends it, and every connection. */
  public async stop(): Promise<void> {
    const { listener } = this;
    const closed =
      listener &&
      new Promise<void>((resolve) =>
        listener.close(() => {
          resolve();
        }),
      );
    this.sockets.forEach((socket) => socket.destroy());
    await closed;
  }

  private stateOf(host: string): ServerState {
    return this.servers.stateOf(this.world.server(host) ?? fail(`there is no server ${host}`));
  }

  private databaseOf(host: string, name: string): DatabaseState {
    const databases = [...this.stateOf(host).databases.values()];
    return databases.find((one) => sameName(one.name, name)) ?? fail(`there is no database ${name} on ${host}`);
  }
}

function fail(message: string): never {
  throw new Error(message);
}
