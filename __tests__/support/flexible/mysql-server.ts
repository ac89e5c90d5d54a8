import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Connection, createConnection } from "mysql2";
import { overConnection, SETTINGS } from "../../../sql-runner/mysql/connection";
import { type Connect } from "../../../sql-runner/session";
import { makeCertificates } from "../../../simulator/sql/certificates";
import { testNeeding, type TestNeedingProgram } from "../needed-program";
import { EntraMySql } from "./entra-mysql";

const HOST = "shop.mysql.database.azure.com";
const START_TIMEOUT = 60_000;
const TOKEN = `h.${Buffer.from(JSON.stringify({ aud: "https://ossrdbms-aad.database.windows.net" })).toString("base64url")}.s`;

/** A test that needs MariaDB. */
export const testWithMariaDb: TestNeedingProgram = testNeeding({
  program: "mariadbd",
  probe: ["--version"],
  required: "REQUIRE_MARIADB",
});

/** MariaDB behind what a flexible server of MySQL adds to it, with the administrator "ci" and the table shop.orders. */
export class MySqlServer {
  public static async start(): Promise<MySqlServer> {
    const folder = mkdtempSync(join(tmpdir(), "mysql-"));
    const data = join(folder, "data");
    const user = process.getuid?.() === 0 ? ["--user=root"] : [];
    const install = [
      "--no-defaults",
      `--datadir=${data}`,
      "--auth-root-authentication-method=normal",
      "--skip-test-db",
    ];
    const installed = spawnSync("mariadb-install-db", [...install, ...user]);
    if (installed.status !== 0) {
      throw new Error(`mariadb-install-db: ${String(installed.stderr)}`);
    }
    const port = await freePort();
    const settings = [
      `--datadir=${data}`,
      `--socket=${join(folder, "socket")}`,
      `--port=${String(port)}`,
      "--bind-address=127.0.0.1",
      "--innodb-flush-log-at-trx-commit=0",
      "--lower-case-table-names=1",
    ];
    const child = spawn("mariadbd", ["--no-defaults", ...user, ...settings], { stdio: "ignore" });
    const { authority, certificate, key } = await makeCertificates(new Date(), [HOST]);
    writeFileSync(join(folder, "ca.pem"), authority);
    const proxy = await EntraMySql.start({ certificate, key, tokens: { ci: TOKEN }, upstreamPort: port });
    const server = new MySqlServer(folder, port, child, proxy);
    await server.started();
    await server.rows("CREATE DATABASE shop");
    await server.rows("CREATE TABLE shop.orders (id int)");
    return server;
  }

  public readonly host = HOST;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly child: ChildProcess,
    private readonly proxy: EntraMySql,
  ) {}

  public get environment(): NodeJS.ProcessEnv {
    return {
      NODE_EXTRA_CA_CERTS: join(this.folder, "ca.pem"),
      SQL_RUNNER_CONNECT: `127.0.0.1:${String(this.proxy.port)}`,
      SQL_RUNNER_ACCESS_TOKEN: TOKEN,
    };
  }

  /** How the runner connects, as the administrator. */
  public readonly connectAsRunner: Connect = async () => {
    const connection = createConnection({
      host: "127.0.0.1",
      port: this.proxy.port,
      user: "ci",
      charset: "utf8mb4",
      ssl: { rejectUnauthorized: false },
      authPlugins: { mysql_clear_password: () => () => Buffer.from(`${TOKEN}\0`) },
    });
    await query(connection, SETTINGS);
    return overConnection(connection);
  };

  /** The rows that a statement returns, as the root of MariaDB and without anything in between. */
  public async rows(sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    const connection = createConnection({ host: "127.0.0.1", port: this.port, user: "root", charset: "utf8mb4" });
    try {
      return await query(connection, sql, values);
    } finally {
      connection.destroy();
    }
  }

  public async stop(): Promise<void> {
    this.proxy.stop();
    const closed = once(this.child, "close");
    this.child.kill("SIGKILL");
    await closed;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async started(): Promise<void> {
    for (const end = Date.now() + START_TIMEOUT; ;) {
      try {
        await this.rows("SELECT 1");
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

function query(
  connection: Connection,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  return new Promise((resolve, reject) => {
    connection.query(sql, [...values] as string[], (error, rows) => {
      if (error) {
        reject(error);
      } else {
        resolve(Array.isArray(rows) ? (rows as Record<string, unknown>[]) : []);
      }
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { readonly port: number };
  server.close();
  return port;
}
