import { connect as connectSocket, type Socket } from "node:net";
import { Connection, type ConnectionConfiguration, Request, TYPES } from "tedious";
import { type SimulatedSqlServers } from "../../../simulator/sql";
import { ADMINISTRATOR, HOST } from "./world";

export interface Answer {
  readonly sets: Record<string, unknown>[][];
  /** Error numbers in the order in which they came. */
  readonly errors: number[];
}

export interface Client {
  readonly connection: Connection;
  readonly query: (
    sql: string,
    parameters?: Readonly<Record<string, readonly [keyof typeof TYPES, unknown]>>,
  ) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export interface ClientOptions {
  readonly objectId?: string;
  readonly token?: string;
  readonly database?: string;
  readonly host?: string;
  readonly password?: { readonly user: string; readonly password: string };
  readonly options?: Partial<NonNullable<ConnectionConfiguration["options"]>>;
}

/** Numbers of the errors with which a login was refused. */
export class LoginError extends Error {
  public constructor(
    readonly numbers: readonly number[],
    cause: Error,
  ) {
    super(`${cause.message} (${numbers.join(", ")})`, { cause });
  }
}

/** Signs in with tedious, over the loopback, with its certificate verified. */
export async function connect(servers: SimulatedSqlServers, client: ClientOptions = {}): Promise<Client> {
  const { objectId = ADMINISTRATOR.objectId, token = servers.tokenFor(objectId), host = HOST, password } = client;
  const [address = "", port = ""] = servers.address.split(":");
  let socket: Socket | undefined;
  const connection = new Connection({
    server: host,
    authentication: password
      ? { type: "default", options: { userName: password.user, password: password.password } }
      : { type: "azure-active-directory-access-token", options: { token } },
    options: {
      database: client.database ?? "master",
      encrypt: true,
      trustServerCertificate: false,
      cryptoCredentialsDetails: { ca: servers.certificateAuthority },
      connector: async () => {
        socket = connectSocket(Number(port), address);
        await new Promise((resolve, reject) => socket?.once("connect", resolve).once("error", reject));
        return socket;
      },
      maxRetriesOnTransientErrors: 0,
      rowCollectionOnRequestCompletion: true,
      useColumnNames: false,
      ...client.options,
    },
  });
  const numbers: number[] = [];
  const ended = new Promise((resolve) => connection.once("end", resolve));
  connection.on("errorMessage", ({ number }) => numbers.push(number));
  connection.on("error", () => undefined);
  await new Promise<void>((resolve, reject) => {
    connection.connect((error) => {
      if (error) {
        connection.close();
        socket?.destroy();
        reject(new LoginError([...numbers], error));
      } else {
        resolve();
      }
    });
  });
  return {
    connection,
    query: async (sql, parameters) => {
      numbers.length = 0;
      const sets: Record<string, unknown>[][] = [];
      await new Promise<void>((resolve, reject) => {
        const request = new Request(sql, (error) => {
          if (error && numbers.length === 0) {
            reject(error);
          } else {
            resolve();
          }
        });
        request.on("columnMetadata", () => sets.push([]));
        request.on("row", (row: { metadata: { colName: string }; value: unknown }[]) =>
          sets.at(-1)?.push(Object.fromEntries(row.map(({ metadata, value }) => [metadata.colName, value]))),
        );
        for (const [name, [type, value]] of Object.entries(parameters ?? {})) {
          request.addParameter(name, TYPES[type], value);
        }
        if (parameters) {
          connection.execSql(request);
        } else {
          connection.execSqlBatch(request);
        }
      });
      return { sets, errors: [...numbers] };
    },
    close: async () => {
      connection.close();
      await ended;
    },
  };
}

export async function using<T>(
  servers: SimulatedSqlServers,
  options: ClientOptions,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await connect(servers, options);
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

/** Error numbers of a login that is refused; none where it is not. */
export const refusal = (servers: SimulatedSqlServers, options: ClientOptions = {}): Promise<readonly number[]> =>
  using(servers, options, () => Promise.resolve([])).catch((error: unknown) => {
    if (error instanceof LoginError) {
      return error.numbers;
    }
    throw error;
  });
