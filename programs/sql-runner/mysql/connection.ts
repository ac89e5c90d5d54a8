import { connect, type Socket } from "node:net";
import { type Connection, createConnection, type RowDataPacket } from "mysql2";
import { MYSQL_PORT } from "../../../lib/sql/model/mysql/mysql-rules";
import { type Row, type SqlConnection, type Target } from "../connection";
import { mysqlFailure } from "./errors";
import { queryText } from "./statements";

const CONNECT_TIMEOUT = 15_000;
const REQUEST_TIMEOUT = 60_000;

/** Session settings that statements.ts relies on. */
export const SETTINGS = "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES', SESSION lock_wait_timeout = 30";

/**
 * Signs in with a token. The driver sends it only after TLS with a verified certificate, and fails otherwise.
 *
 * https://learn.microsoft.com/azure/mysql/flexible-server/security-tls
 */
export async function openMySql({ server, token, administrator, address }: Target): Promise<SqlConnection> {
  const connection = createConnection({
    host: server,
    port: MYSQL_PORT,
    user: administrator,
    charset: "utf8mb4",
    connectTimeout: CONNECT_TIMEOUT,
    // Node's root certificates include Azure's. NODE_EXTRA_CA_CERTS adds others.
    ssl: { rejectUnauthorized: true, verifyIdentity: true, minVersion: "TLSv1.2" },
    // The only authentication method in which the server asks for a token.
    authPlugins: { mysql_clear_password: () => () => Buffer.from(`${token}\0`) },
    ...(address ? { stream: (): Socket => connect(address) } : {}),
  });
  // Without a listener, a lost connection would end the program. The pending request reports it.
  connection.on("error", () => undefined);
  try {
    await connected(connection);
    await send(connection, SETTINGS);
  } catch (error) {
    connection.destroy();
    throw error;
  }
  return overConnection(connection);
}

/** Wraps an open connection. */
export function overConnection(connection: Connection): SqlConnection {
  return {
    query: (text, parameters) =>
      send(connection, queryText({ text, parameters: parameters as Readonly<Record<string, string>> })),
    batch: async (text) => {
      await send(connection, text);
    },
    close: () => {
      connection.destroy();
    },
  };
}

function connected(connection: Connection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.connect((error) => {
      if (error) {
        reject(mysqlFailure(error));
      } else {
        resolve();
      }
    });
  });
}

function send(connection: Connection, sql: string): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    connection.query<RowDataPacket[]>({ sql, timeout: REQUEST_TIMEOUT }, (error, rows) => {
      if (error) {
        reject(mysqlFailure(error));
      } else {
        resolve(Array.isArray(rows) ? rows : []);
      }
    });
  });
}
