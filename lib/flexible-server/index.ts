// What flexible servers of PostgreSQL and MySQL have in common.
export * from "./flexible-server-endpoint-options";
