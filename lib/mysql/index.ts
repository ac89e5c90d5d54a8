// Users of flexible servers of MySQL for principals of Entra ID. The statements are in ../../programs/sql-runner/mysql.
export * from "./mysql-endpoint";
export * from "./mysql-entra-user";
export * from "./mysql-privilege";
