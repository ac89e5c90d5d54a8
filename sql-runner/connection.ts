import { TLSSocket } from "node:tls";
import { Connection, type ConnectionConfiguration, Request, TYPES } from "tedious";
import { portOf } from "../lib/sql/fact-rules";
import { type Address, connectTo } from "./connect-to";
import { NotDone, SqlError, TransportError } from "./failures";

export type Row = Readonly<Record<string, unknown>>;
export type Value = string | Uint8Array | null;

/** A connection to one database; there is no way to another one. */
export interface SqlConnection {
  /** Runs one SELECT, with its parameters apart from its text. */
  readonly query: (text: string, parameters: Readonly<Record<string, Value>>) => Promise<Row[]>;
  /** Runs a batch as it is. */
  readonly batch: (text: string) => Promise<void>;
  readonly close: () => void;
}

export interface Target {
  readonly server: string;
  readonly database: string;
  readonly token: string;
  readonly strictEncryption: boolean;
  /** Where the TCP connection goes instead. */
  readonly address: Address | undefined;
}

const CONNECT_TIMEOUT = 15_000;
const REQUEST_TIMEOUT = 60_000;

/**
 * The driver sends the token in clear text where the server says that it cannot encrypt. Here it does not: what is no
 * verified TLS gets no login.
 */
class VerifiedConnection extends Connection {
  public override sendLogin7Packet(): void {
    const { securePair, socket } = this.messageIo;
    const channel = securePair?.cleartext ?? socket;
    if (!(channel instanceof TLSSocket) || !channel.authorized) {
      throw new NotDone(
        "the server offers no verified TLS, so it got no token",
        "Something between here and the server takes encryption away; connect from another network",
      );
    }
    super.sendLogin7Packet();
  }
}

export function openConnection(target: Target): Promise<SqlConnection> {
  return new Promise((resolve, reject) => {
    const connection = new VerifiedConnection(configurationOf(target));
    let refusal: SqlError | undefined;
    // The driver leaves some waits of the login without an end.
    const timer = setTimeout(() => {
      connection.close();
      reject(new TransportError(`no answer from ${target.server} to the login`, "ETIMEOUT"));
    }, 2 * CONNECT_TIMEOUT);
    connection.on("errorMessage", ({ message, number }) => {
      refusal ??= new SqlError(message, number);
    });
    // Without a listener a connection that is lost ends the program; the request that is under way tells it.
    connection.on("error", () => undefined);
    connection.connect((error) => {
      clearTimeout(timer);
      if (error) {
        connection.close();
        reject(refusal ?? asLost(error));
      } else {
        resolve(asSqlConnection(connection));
      }
    });
  });
}

function configurationOf({ server, database, token, strictEncryption, address }: Target): ConnectionConfiguration {
  return {
    server,
    authentication: { type: "azure-active-directory-access-token", options: { token } },
    options: {
      appName: "cdktf-azure-managed-identity",
      connectTimeout: CONNECT_TIMEOUT,
      database,
      encrypt: strictEncryption ? "strict" : true,
      maxRetriesOnTransientErrors: 0,
      port: portOf(server),
      requestTimeout: REQUEST_TIMEOUT,
      rowCollectionOnRequestCompletion: true,
      trustServerCertificate: false,
      useColumnNames: true,
      ...(address ? { connector: () => connectTo(address, CONNECT_TIMEOUT) } : {}),
    },
  };
}

function asSqlConnection(connection: Connection): SqlConnection {
  const run = (text: string, start: (request: Request) => void): Promise<Row[]> =>
    new Promise((resolve, reject) => {
      const request = new Request(text, (error, _count, rows: readonly DriverRow[] = []) => {
        if (error) {
          reject(asLost(error));
        } else {
          resolve(rows.map(plainRow));
        }
      });
      start(request);
    });
  return {
    query: (text, parameters) =>
      run(text, (request) => {
        for (const [name, value] of Object.entries(parameters)) {
          if (typeof value === "string") {
            request.addParameter(name, TYPES.NVarChar, value);
          } else {
            request.addParameter(name, TYPES.VarBinary, value === null ? null : Buffer.from(value));
          }
        }
        connection.execSql(request);
      }),
    batch: async (text) => {
      await run(text, (request) => {
        connection.execSqlBatch(request);
      });
    },
    close: () => {
      connection.close();
    },
  };
}

/** The driver has no code for a server that hangs up in the middle of an answer, or before one. */
function asLost(error: Error): Error {
  const isPlain = Object.getPrototypeOf(error) === Error.prototype && !("code" in error);
  return isPlain ? new TransportError(`Connection lost - ${error.message}`, "ECONNRESET") : error;
}

type DriverRow = Readonly<Record<string, { readonly value: unknown }>>;

function plainRow(row: DriverRow): Row {
  return Object.fromEntries(Object.entries(row).map(([name, { value }]) => [name, value]));
}
