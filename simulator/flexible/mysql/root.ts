import { type Connection, createConnection } from "mysql2";

/** A connection to MariaDB of somebody who may do everything. */
export function rootOf(socket: string): Connection {
  const connection = createConnection({ socketPath: socket, user: "root", charset: "utf8mb4" });
  // Without a listener a connection that is lost ends the program; the request that is under way tells it.
  connection.on("error", () => undefined);
  return connection;
}
