import { execFile } from "node:child_process";
import { chownSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client, escapeIdentifier, escapeLiteral } from "pg";
import { type LoopbackServer, type Row } from "../loopback-server";
import { ServerProcess } from "../server-process";
import { type Administrator } from "../world";
import { PGAADAUTH } from "./pgaadauth";
import { postgresPrograms } from "./programs";

/** A part of the name of the socket. */
const PORT = 5432;

const SUPERUSER = "postgres";

/** PostgreSQL refuses to run as root. This is Linux's nobody. */
const NOBODY = { uid: 65534, gid: 65534 };

type Identity = typeof NOBODY | undefined;

const run = promisify(execFile);

/** PostgreSQL with the Entra functions of a flexible server. */
export class PostgresCluster implements LoopbackServer {
  public static async start(): Promise<PostgresCluster> {
    const installed = postgresPrograms();
    const folder = mkdtempSync(join(tmpdir(), "postgres-"));
    try {
      const server = await serverIn(folder, installed);
      const cluster = new PostgresCluster(folder, server);
      await server.answers(() => cluster.rows("SELECT 1"));
      await cluster.rows(PGAADAUTH);
      return cluster;
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  private constructor(
    private readonly folder: string,
    private readonly server: ServerProcess,
  ) {}

  public get socket(): string {
    return join(this.folder, `.s.PGSQL.${String(PORT)}`);
  }

  /** A client without TLS and password. */
  public async connect(database = SUPERUSER, user = SUPERUSER): Promise<Client> {
    const client = new Client({ host: this.folder, port: PORT, user, database, ssl: false });
    await client.connect();
    return client;
  }

  public async rows(sql: string, database?: string, user?: string): Promise<Row[]> {
    const client = await this.connect(database, user);
    try {
      const result: unknown = await client.query(sql);
      const last = Array.isArray(result) ? (result as unknown[]).at(-1) : result;
      return (last as { rows: Row[] }).rows;
    } finally {
      await client.end();
    }
  }

  public async setAdministrators(administrators: readonly Administrator[]): Promise<void> {
    const there = await this.rows("SELECT rolname FROM pg_roles");
    const made = administrators.flatMap(({ name, objectId, type }) => [
      ...(there.some(({ rolname }) => rolname === name)
        ? []
        : [`CREATE ROLE ${escapeIdentifier(name)} LOGIN CREATEROLE CREATEDB IN ROLE azure_pg_admin`]),
      `SELECT aadauth.label(${[name, objectId, type].map(escapeLiteral).join(", ")}, true)`,
    ]);
    await this.rows(["UPDATE aadauth.labels SET admin = false WHERE admin", ...made].join(";\n"));
  }

  public async createDatabase(name: string): Promise<void> {
    const found = await this.rows(`SELECT 1 FROM pg_database WHERE datname = ${escapeLiteral(name)}`);
    if (found.length === 0) {
      await this.rows(`CREATE DATABASE ${escapeIdentifier(name)} OWNER azure_pg_admin`);
    }
  }

  public async dropDatabase(name: string): Promise<void> {
    await this.rows(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
  }

  public async stop(): Promise<void> {
    await this.server.stop();
  }
}

/** Creates a cluster in an empty folder, and starts its server. */
async function serverIn(folder: string, installed: string): Promise<ServerProcess> {
  const identity = process.getuid?.() === 0 ? NOBODY : undefined;
  if (identity) {
    chownSync(folder, identity.uid, identity.gid);
  }
  const native = await reachable(installed, folder, identity);
  const environment = libraries(native);
  const data = join(folder, "data");
  const settings = ["-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"];
  await run(join(native, "bin", "initdb"), ["-D", data, ...settings], { ...identity, cwd: folder, env: environment });
  const options = ["fsync=off", "listen_addresses=", `port=${String(PORT)}`].flatMap((option) => ["-c", option]);
  return new ServerProcess({
    command: join(native, "bin", "postgres"),
    // Nobody else can open its folder, so everybody who reaches the socket has all privileges.
    args: ["-D", data, "-k", folder, ...options],
    environment,
    signal: "INT",
    folder,
    ...(identity && { identity }),
  });
}

/** The folder of the npm package's programs, or a copy that the identity can read. */
async function reachable(native: string, folder: string, identity: Identity): Promise<string> {
  try {
    await run(join(native, "bin", "initdb"), ["--version"], { ...identity, cwd: folder, env: libraries(native) });
    return native;
  } catch {
    const copy = join(folder, "native");
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    return copy;
  }
}

const libraries = (native: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  LD_LIBRARY_PATH: join(native, "lib"),
  LC_ALL: "C",
});
