// The common part of PostgreSQL and MySQL flexible servers.
export * from "./flexible-server-endpoint-options";
