import { type FlexibleProduct } from "../loopback-server";

/** MySQL; its driver is loaded when the first client comes. */
export const MYSQL: FlexibleProduct = {
  start: async () => (await import("./maria-db")).MariaDb.start(),
  greet: (socket, entry) => {
    void import("./greet").then(({ greetMySql }) => {
      greetMySql(socket, entry);
    });
  },
};
