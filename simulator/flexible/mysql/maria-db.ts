import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { escapeId, type RowDataPacket } from "mysql2";
import { type LoopbackServer, MissingProgram, type Row } from "../loopback-server";
import { ServerProcess } from "../server-process";
import { rootOf } from "./root";

const INSTALL = ["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db"];

const SETTINGS = [
  "--no-defaults",
  "--skip-networking",
  "--innodb-flush-log-at-trx-commit=0",
  "--lower-case-table-names=1",
];

const run = promisify(execFile);

/** MariaDB in place of MySQL. */
export class MariaDb implements LoopbackServer {
  public static async start(): Promise<MariaDb> {
    const folder = mkdtempSync(join(tmpdir(), "mariadb-"));
    const data = [`--datadir=${join(folder, "data")}`, ...(process.getuid?.() === 0 ? ["--user=root"] : [])];
    try {
      await run("mariadb-install-db", [...INSTALL, ...data], { env: environment() });
      const socket = join(folder, "socket");
      const server = new ServerProcess({
        command: "mariadbd",
        // Nobody else can open its folder, so everybody who reaches the socket has all privileges.
        args: [...SETTINGS, ...data, `--socket=${socket}`],
        environment: environment(),
        signal: "KILL",
        folder,
      });
      const mariaDb = new MariaDb(socket, server);
      await server.answers(() => mariaDb.rows("SELECT 1"));
      return mariaDb;
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw (error as NodeJS.ErrnoException).code === "ENOENT" ? missing() : error;
    }
  }

  private constructor(
    public readonly socket: string,
    private readonly server: ServerProcess,
  ) {}

  public async rows(sql: string, database?: string, values: readonly unknown[] = []): Promise<Row[]> {
    const connection = rootOf(this.socket);
    const query = (text: string): Promise<Row[]> =>
      new Promise((resolve, reject) => {
        connection.query<RowDataPacket[]>(text, [...values], (error, rows) => {
          if (error) {
            reject(error);
          } else {
            resolve(Array.isArray(rows) ? rows : []);
          }
        });
      });
    try {
      if (database !== undefined) {
        await query(`USE ${escapeId(database, true)}`);
      }
      return await query(sql);
    } finally {
      connection.destroy();
    }
  }

  /** All administrators are root here, so there are no users to create. */
  public async setAdministrators(): Promise<void> {
    await Promise.resolve();
  }

  public async createDatabase(name: string): Promise<void> {
    await this.rows(`CREATE DATABASE IF NOT EXISTS ${escapeId(name, true)}`);
  }

  public async dropDatabase(name: string): Promise<void> {
    await this.rows(`DROP DATABASE IF EXISTS ${escapeId(name, true)}`);
  }

  public async stop(): Promise<void> {
    await this.server.stop();
  }
}

/** Debian installs the server in a folder that is on root's PATH only. */
const environment = (): NodeJS.ProcessEnv => ({ ...process.env, PATH: `${process.env.PATH ?? ""}:/usr/sbin` });

const missing = (): MissingProgram =>
  new MissingProgram(
    "MySQL",
    "MariaDB",
    "install the Debian package mariadb-server, or put mariadbd and mariadb-install-db on the PATH",
  );
