import { type Connection } from "mysql2";
import { type ServedConnection } from "./served-connection";
import { translated } from "./statements";

/** Runs a statement in MariaDB, and sends the result to the client. */
export function forward(query: string, connection: ServedConnection, upstream: Connection): void {
  const [first = "", ...rest] = translated(query);
  upstream.query({ sql: first, rowsAsArray: true }, (error, rows, fields) => {
    if (error) {
      connection.writeError({ code: error.errno ?? 1105, message: error.message });
    } else if (rest.length > 0) {
      rest.forEach((sql) => upstream.query(sql));
      upstream.query("DO 0", () => {
        connection.writeOk();
        connection.sequenceId = 0;
      });
      return;
    } else if (Array.isArray(rows)) {
      connection.writeColumns(fields);
      (rows as unknown as unknown[][]).forEach((row) => {
        connection.writeTextRow(row);
      });
      connection.writeEof();
    } else {
      connection.writeOk({ affectedRows: 0 });
    }
    connection.sequenceId = 0;
  });
}
