import { type FlexibleProduct } from "../loopback-server";

/** MySQL. Its driver is loaded on demand. */
export const MYSQL: FlexibleProduct = {
  start: async () => (await import("./maria-db")).MariaDb.start(),
  greet: (socket, entry) => {
    void import("./greet").then(({ greetMySql }) => {
      greetMySql(socket, entry);
    });
  },
};
