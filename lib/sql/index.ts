// Logins and users of Azure SQL for Entra principals. model/ has the facts and their T-SQL, without CDKTF, so that programs
// can use them too. execution/ applies facts. constructs/ has the public constructs.
export * from "./constructs/sql-aad-login";
export * from "./constructs/sql-aad-login-interface";
export * from "./constructs/sql-access";
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
