import { type FlexibleProduct } from "../loopback-server";
import { greetPostgres } from "./greet";

/** PostgreSQL. Its driver is loaded on demand. */
export const POSTGRES: FlexibleProduct = {
  start: async () => (await import("./postgres-cluster")).PostgresCluster.start(),
  greet: greetPostgres,
};
