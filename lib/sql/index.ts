// Logins and users of Azure SQL for Entra principals. The statements are in t-sql.ts. The program that runs them at
// apply is in ../../programs/sql-runner.
export * from "./constructs/sql-aad-login";
export * from "./constructs/sql-database-user";
export * from "./constructs/sql-endpoint";
export * from "./execution/sql-ledger";
export * from "./constructs/sql-permission";
export * from "./constructs/sql-securable";
export * from "./constructs/sql-in-database";
export * from "./constructs/sql-custom-database-role";
export * from "./constructs/sql-schema";
export * from "./constructs/sql-database-role";
export * from "./constructs/sql-server-role";
export * from "./constructs/sql-server-directory-access";
export * from "./execution/sql-executor";
export * from "./execution/sql-deployment-script-props";
