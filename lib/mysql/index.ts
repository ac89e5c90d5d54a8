// Users of MySQL flexible servers for Entra principals. The statements are in ../../programs/sql-runner/mysql.
export * from "./my-sql-access";
export * from "./mysql-endpoint";
export * from "./mysql-entra-user";
export * from "./mysql-privilege";
