// Roles of flexible servers of PostgreSQL for principals of Entra ID. The statements are in ../../programs/sql-runner/postgres.
export * from "./postgres-endpoint";
export * from "./postgres-entra-user";
export * from "./postgres-privilege";
export * from "./postgres-role";
