import { type FlexibleProduct } from "../loopback-server";
import { greetPostgres } from "./greet";

/** PostgreSQL; its driver is loaded when the first server is started. */
export const POSTGRES: FlexibleProduct = {
  start: async () => (await import("./postgres-cluster")).PostgresCluster.start(),
  greet: greetPostgres,
};
