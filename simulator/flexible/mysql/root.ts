import { type Connection, createConnection } from "mysql2";

/** A connection to MariaDB with all privileges. */
export function rootOf(socket: string): Connection {
  const connection = createConnection({ socketPath: socket, user: "root", charset: "utf8mb4" });
  // Without a listener, a lost connection would end the program. The pending request reports it.
  connection.on("error", () => undefined);
  return connection;
}
