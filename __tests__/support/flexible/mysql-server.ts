import { connect, type Socket } from "node:net";
import { type Connection, createConnection } from "mysql2";
import { readAddress } from "../../../programs/sql-runner/connect-to";
import { overConnection, SETTINGS } from "../../../programs/sql-runner/mysql/connection";
import { type Connect } from "../../../programs/sql-runner/session";
import { MYSQL } from "../../../simulator/flexible";
import { MariaDb } from "../../../simulator/flexible/mysql/maria-db";
import { type NeededProgram, testNeeding } from "../needed-program";
import { type OneServer, startOne } from "./one-server";

const HOST = "shop.mysql.database.azure.com";

export const MARIADB: NeededProgram = { program: "mariadbd", probe: ["--version"], required: "REQUIRE_MARIADB" };

/** A test that needs MariaDB. */
export const testWithMariaDb = testNeeding(MARIADB);

/** A flexible server of MySQL with the table shop.orders. */
export class MySqlServer {
  public static async start(): Promise<MySqlServer> {
    const product = { ...MYSQL, start: () => MariaDb.start() };
    const server = new MySqlServer(await startOne(product, HOST, "SQL_RUNNER_MYSQL_CONNECT"));
    await server.rows("CREATE TABLE shop.orders (id int)");
    return server;
  }

  public readonly host = HOST;
  public readonly environment: NodeJS.ProcessEnv;

  private constructor(private readonly one: OneServer<MariaDb>) {
    this.environment = one.environment;
  }

  /** How the runner connects, as the administrator; the certificate is of an authority that this process does not know. */
  public readonly connectAsRunner: Connect = async () => {
    const connection = createConnection({
      host: HOST,
      user: "ci",
      charset: "utf8mb4",
      ssl: { rejectUnauthorized: false },
      authPlugins: { mysql_clear_password: () => () => Buffer.from(`${this.one.token}\0`) },
      stream: (): Socket => connect(readAddress(this.one.address)!),
    });
    await sent(connection, SETTINGS);
    return overConnection(connection);
  };

  /** The rows that a statement returns, as the root of MariaDB and without anything in between. */
  public async rows(sql: string, values?: readonly unknown[]): Promise<Readonly<Record<string, unknown>>[]> {
    return this.one.running.rows(sql, undefined, values);
  }

  public async stop(): Promise<void> {
    await this.one.stop();
  }
}

function sent(connection: Connection, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.query(sql, (error) => {
      if (error) {
        reject(error);
      } else {
        resolve();
      }
    });
  });
}
