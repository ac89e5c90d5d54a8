// Roles of PostgreSQL flexible servers for Entra principals. The statements are in ../../programs/sql-runner/postgres.
export * from "./postgres-access";
export * from "./postgres-endpoint";
export * from "./postgres-entra-user";
export * from "./postgres-privilege";
export * from "./postgres-role";
