// Logins and users of Azure SQL for principals of Entra ID. The statements are in t-sql.ts; the program that runs them
// when Terraform applies is in ../../sql-runner.
export * from "./sql-aad-login";
export * from "./sql-database-user";
export * from "./sql-endpoint";
export * from "./sql-ledger";
export * from "./sql-permission";
export * from "./sql-securable";
export * from "./sql-in-database";
export * from "./sql-custom-database-role";
export * from "./sql-schema";
export * from "./sql-database-role";
export * from "./sql-server-role";
export * from "./sql-server-directory-access";
export * from "./sql-executor";
export * from "./sql-deployment-script-props";
