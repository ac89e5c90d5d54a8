import { connect, type Socket } from "node:net";
import { Connection, Request } from "tedious";

/**
 * The minimum that a program can do to run statements: it signs in once for each database, sends each statement as a
 * batch, and ends. It queries nothing, verifies nothing and retries nothing: `bare-statements.js <server>`, with a list
 * of databases and statements as JSON on standard input, and the environment of the SQL runner.
 */
const [server = ""] = process.argv.slice(2);
const { SQL_RUNNER_ACCESS_TOKEN: token = "", SQL_RUNNER_CONNECT: address = "" } = process.env;
const [host = "", port = ""] = address.split(":");

const socketTo = (): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(port), host, () => {
      resolve(socket);
    }).once("error", reject);
  });

const connections = new Map<string, Promise<Connection>>();

function connectionTo(database: string): Promise<Connection> {
  const open = connections.get(database);
  if (open) {
    return open;
  }
  const connection = new Connection({
    server,
    authentication: { type: "azure-active-directory-access-token", options: { token } },
    options: { connector: socketTo, database, encrypt: true, trustServerCertificate: false },
  });
  const opened = new Promise<Connection>((resolve, reject) => {
    connection.connect((error) => {
      if (error) {
        reject(error);
      } else {
        resolve(connection);
      }
    });
  });
  connections.set(database, opened);
  return opened;
}

async function send(database: string, statement: string): Promise<void> {
  const connection = await connectionTo(database);
  await new Promise<void>((resolve, reject) => {
    const request = new Request(statement, (error) => {
      if (error) {
        reject(error);
      } else {
        resolve();
      }
    });
    connection.execSqlBatch(request);
  });
}

async function main(): Promise<void> {
  const input: Buffer[] = [];
  for await (const chunk of process.stdin) {
    input.push(chunk as Buffer);
  }
  for (const { database, statement } of JSON.parse(Buffer.concat(input).toString()) as Batch[]) {
    await send(database, statement);
  }
  for (const connection of connections.values()) {
    (await connection).close();
  }
}

interface Batch {
  readonly database: string;
  readonly statement: string;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
