import { connect, type Socket } from "node:net";
import { Connection, Request } from "tedious";

/**
 * The least that a program can do to have statements run: signs in, sends each as a batch, ends. It asks nothing, reads
 * nothing back and tries nothing again: `bare-statements.js <server> <database> <statement>…`, with the environment of
 * the SQL runner.
 */
const [server = "", database = "", ...statements] = process.argv.slice(2);
const { SQL_RUNNER_ACCESS_TOKEN: token = "", SQL_RUNNER_CONNECT: address = "" } = process.env;
const [host = "", port = ""] = address.split(":");

const socketTo = (): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(port), host, () => {
      resolve(socket);
    }).once("error", reject);
  });

const connection = new Connection({
  server,
  authentication: { type: "azure-active-directory-access-token", options: { token } },
  options: { connector: socketTo, database, encrypt: true, trustServerCertificate: false },
});

function send(): void {
  const statement = statements.shift();
  if (statement === undefined) {
    connection.close();
    return;
  }
  const request = new Request(statement, (error) => {
    if (error) {
      throw error;
    }
    send();
  });
  connection.execSqlBatch(request);
}

connection.connect((error) => {
  if (error) {
    throw error;
  }
  send();
});
