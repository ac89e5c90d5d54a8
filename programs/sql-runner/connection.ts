import { type ConnectionConfiguration, Request, TYPES } from "tedious";
import { portOf } from "../../lib/sql/model/fact-rules";
import { type Address, connectTo } from "./connect-to";
import { BrokenAnswer, SqlError, TransportError } from "./failures";
import { GuardedConnection } from "./guarded-connection";

export type Row = Readonly<Record<string, unknown>>;
export type Value = string | Uint8Array | null;

/** A connection to one database. */
export interface SqlConnection {
  /** Runs one SELECT. Its parameters are separate from its text. */
  readonly query: (text: string, parameters: Readonly<Record<string, Value>>) => Promise<Row[]>;
  /** Runs a batch without changes. */
  readonly batch: (text: string) => Promise<void>;
  readonly close: () => void;
}

export interface Target {
  readonly server: string;
  readonly database: string;
  readonly token: string;
  /** Suffix of the host names that may receive the token. */
  readonly suffix: string;
  readonly strictEncryption: boolean;
  /** User name for signing in to flexible servers. */
  readonly administrator?: string;
  /** The address to connect to instead. */
  readonly address: Address | undefined;
}

/** In milliseconds: for one connection attempt, for a login with all redirects, and for a whole response. */
const CONNECT_TIMEOUT = 15_000;
const LOGIN_TIMEOUT = 30_000;
const ANSWER_TIMEOUT = 50_000;

export function openConnection(target: Target): Promise<SqlConnection> {
  const { server, suffix } = target;
  return new Promise((resolve, reject) => {
    let refusal: SqlError | undefined;
    let failed = reject;
    const connection = new GuardedConnection(configurationOf(target), suffix, (failure) => {
      failed(failure);
    });
    const timer = expectWithin(connection, LOGIN_TIMEOUT, `no login to ${server}`);
    connection.on("errorMessage", ({ message, number }) => {
      refusal ??= new SqlError(message, number);
    });
    // Without a listener, a lost connection would end the program. The pending request reports it.
    connection.on("error", () => undefined);
    connection.connect((error) => {
      clearTimeout(timer);
      if (error) {
        connection.close();
        reject(refusal ?? asLost(error, server));
      } else {
        resolve(
          asSqlConnection(connection, server, (onFailure) => {
            failed = onFailure;
          }),
        );
      }
    });
  });
}

/** The driver waits without a limit in some states, and never times out once a response has started. */
function expectWithin(connection: GuardedConnection, milliseconds: number, otherwise: string): NodeJS.Timeout {
  return setTimeout(() => {
    connection.fail(new TransportError(`${otherwise} within ${String(milliseconds / 1000)} s`, "ETIMEOUT"));
  }, milliseconds);
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
      requestTimeout: 0,
      rowCollectionOnRequestCompletion: true,
      trustServerCertificate: false,
      useColumnNames: true,
      ...(address ? { connector: () => connectTo(address, CONNECT_TIMEOUT) } : {}),
    },
  };
}

function asSqlConnection(
  connection: GuardedConnection,
  server: string,
  onFailure: (failed: (failure: Error) => void) => void,
): SqlConnection {
  const run = (text: string, start: (request: Request) => void): Promise<Row[]> =>
    new Promise((resolve, reject) => {
      const timer = expectWithin(connection, ANSWER_TIMEOUT, `no complete response from ${server}`);
      const failed = (failure: Error): void => {
        clearTimeout(timer);
        reject(failure);
      };
      onFailure(failed);
      connection.expectAnswer();
      const request = new Request(text, (error, _count, rows: readonly DriverRow[] = []) => {
        if (error) {
          failed(asLost(error, server));
        } else {
          clearTimeout(timer);
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

/** The driver has no error code for a server that hangs up before or during a response, or sends garbage. */
function asLost(error: Error, server: string): Error {
  if (error instanceof RangeError || error instanceof TypeError) {
    return new BrokenAnswer(server, error.message);
  }
  const isPlain = Object.getPrototypeOf(error) === Error.prototype && !("code" in error);
  return isPlain ? new TransportError(`Connection lost - ${error.message}`, "ECONNRESET") : error;
}

type DriverRow = Readonly<Record<string, { readonly value: unknown }>>;

function plainRow(row: DriverRow): Row {
  return Object.fromEntries(Object.entries(row).map(([name, { value }]) => [name, value]));
}
