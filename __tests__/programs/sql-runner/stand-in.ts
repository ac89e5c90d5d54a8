import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { gzipSync } from "node:zlib";
import { join } from "node:path";
import { type SqlFact } from "../../../lib/sql/model/fact";
import { SimulatedSqlServers, type SqlServersOptions } from "../../../simulator/sql";
import { type SqlWorld, type WorldDatabase, type WorldPrincipal, type WorldServer } from "../../../simulator/sql/world";
import { SQL_RUNNER } from "../../../tools/paths";
import { INHERITED } from "../../support/inherited";

export const HOST = "orders.database.windows.net";
export const ADMINISTRATOR = "aaaaaaaa-0000-4000-8000-000000000001";
export const APP: WorldPrincipal = {
  objectId: "aaaaaaaa-0000-4000-8000-000000000002",
  clientId: "cccccccc-0000-4000-8000-000000000002",
  kind: "ServicePrincipal",
  name: "app",
  longKnown: true,
};
export const CLERKS: WorldPrincipal = {
  objectId: "aaaaaaaa-0000-4000-8000-000000000003",
  kind: "Group",
  name: "clerks",
  longKnown: true,
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** One server with the database "shop", its administrator, an app and a group; tests change it as they like. */
export class World implements SqlWorld {
  public known: WorldPrincipal[] = [
    {
      objectId: ADMINISTRATOR,
      clientId: "cccccccc-0000-4000-8000-000000000001",
      kind: "ServicePrincipal",
      name: "ci",
      longKnown: true,
    },
    APP,
    CLERKS,
  ];

  public exists = true;
  public databases: WorldDatabase[] = [{ id: "/shop", name: "shop", incarnation: "1" }];
  public readonly orders: Mutable<WorldServer> = {
    id: "/orders",
    host: HOST,
    incarnation: "1",
    administrator: { objectId: ADMINISTRATOR, name: "ci" },
    entraOnly: true,
    publicAccess: true,
    firewall: [{ from: "0.0.0.0", to: "255.255.255.255" }],
    databases: [],
    hasIdentity: true,
    readsDirectory: true,
  };

  public server(host: string): WorldServer | undefined {
    return this.exists && host.toLowerCase() === HOST ? { ...this.orders, databases: this.databases } : undefined;
  }

  public principals(): readonly WorldPrincipal[] {
    return this.known;
  }

  public groupsOf(): readonly string[] {
    return [];
  }
}

export interface Outcome {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** The stand-in for SQL servers, and the bundled runner as Terraform starts it. */
export class StandIn {
  public static async start(world = new World(), options: SqlServersOptions = {}): Promise<StandIn> {
    return new StandIn(world, await SimulatedSqlServers.start(world, options));
  }

  private readonly folder = mkdtempSync(join(tmpdir(), "stand-in-"));
  private readonly authority = join(this.folder, "ca.pem");

  private constructor(
    public readonly world: World,
    public readonly servers: SimulatedSqlServers,
  ) {
    writeFileSync(this.authority, servers.certificateAuthority);
  }

  public async stop(): Promise<void> {
    await this.servers.stop();
    rmSync(this.folder, { recursive: true });
  }

  public get token(): string {
    return this.servers.tokenFor(ADMINISTRATOR);
  }

  public get environment(): NodeJS.ProcessEnv {
    return {
      ...INHERITED,
      NODE_EXTRA_CA_CERTS: this.authority,
      SQL_RUNNER_CONNECT: this.servers.address,
      SQL_RUNNER_ACCESS_TOKEN: this.token,
      // Delays between attempts shrink with it.
      SQL_RUNNER_RETRY_AT_MOST: "20",
    };
  }

  public start(action: "apply" | "remove", fact: SqlFact, { options = [], env = {} }: Changes = {}): ChildProcess {
    return this.spawn([action, ...options, JSON.stringify(fact)], env);
  }

  private spawn(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    const TF_DATA_DIR = join(this.folder, ".terraform");
    return spawn(process.execPath, [SQL_RUNNER, ...args], { env: { ...this.environment, TF_DATA_DIR, ...env } });
  }

  /** Runs for many facts, as Terraform hands them over. */
  public async runAll(
    action: "apply" | "remove" | "note",
    facts: readonly SqlFact[],
    { options = [], env = {} }: Changes = {},
  ): Promise<Outcome> {
    const list = JSON.stringify(facts.map((fact) => ({ fact, arguments: options })));
    const listed = { SQL_RUNNER_FACTS_0: gzipSync(list).toString("base64") };
    return this.outcomeOf(this.spawn([action], { ...listed, ...env }), env);
  }

  /** Runs to the end; nobody may ever see the token. */
  public async run(action: "apply" | "remove", fact: SqlFact, changes: Changes = {}): Promise<Outcome> {
    return this.outcomeOf(this.start(action, fact, changes), changes.env);
  }

  private async outcomeOf(child: ChildProcess, env?: NodeJS.ProcessEnv): Promise<Outcome> {
    let out = "";
    let err = "";
    child.stdout?.on("data", (chunk) => (out += String(chunk)));
    child.stderr?.on("data", (chunk) => (err += String(chunk)));
    const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
    const secret = env?.SQL_RUNNER_ACCESS_TOKEN ?? this.token;
    if ([out, err, ...child.spawnargs].some((text) => text.includes(secret))) {
      throw new Error("the token has been printed, or is an argument");
    }
    return { status, out, err };
  }
}

export interface Changes {
  readonly options?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}
