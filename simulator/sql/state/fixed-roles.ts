/**
 * The server roles of Azure SQL Database, with what their members may do on the server.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/security-server-roles
 */
export const SERVER_ROLES: Readonly<Record<string, readonly string[]>> = {
  "##MS_ServerStateReader##": ["VIEW SERVER STATE", "VIEW SERVER PERFORMANCE STATE", "VIEW SERVER SECURITY STATE"],
  "##MS_ServerStateManager##": [
    "ALTER SERVER STATE",
    "VIEW SERVER STATE",
    "VIEW SERVER PERFORMANCE STATE",
    "VIEW SERVER SECURITY STATE",
  ],
  "##MS_DefinitionReader##": ["VIEW ANY DATABASE", "VIEW ANY DEFINITION", "VIEW ANY SECURITY DEFINITION"],
  "##MS_DatabaseConnector##": ["CONNECT ANY DATABASE"],
  "##MS_DatabaseManager##": ["CREATE ANY DATABASE", "ALTER ANY DATABASE"],
  "##MS_LoginManager##": ["CREATE LOGIN", "ALTER ANY LOGIN"],
  "##MS_SecurityDefinitionReader##": ["VIEW ANY SECURITY DEFINITION"],
};

/** What every login may do. */
export const EVERYONE_ON_SERVER: readonly string[] = ["CONNECT SQL", "VIEW ANY DATABASE"];

/** Id of the first of them; they follow each other as above. */
export const FIRST_SERVER_ROLE_ID = 11;

/**
 * The fixed roles of every database, their ids, and what their members may do in it.
 *
 * https://learn.microsoft.com/sql/relational-databases/security/authentication-access/database-level-roles
 */
export const DATABASE_ROLES: Readonly<Record<string, readonly [id: number, permissions: readonly string[]]>> = {
  db_owner: [16384, ["CONTROL"]],
  db_accessadmin: [16385, ["ALTER ANY USER", "CREATE USER", "CREATE SCHEMA", "CONNECT"]],
  db_securityadmin: [16386, ["ALTER ANY ROLE", "CREATE ROLE", "CREATE SCHEMA", "VIEW DEFINITION", "GRANT ANY"]],
  db_ddladmin: [16387, ["ALTER ANY SCHEMA", "CREATE SCHEMA", "CREATE TABLE", "CREATE VIEW", "CREATE PROCEDURE"]],
  db_backupoperator: [16389, ["BACKUP DATABASE", "BACKUP LOG", "CHECKPOINT"]],
  db_datareader: [16390, ["SELECT"]],
  db_datawriter: [16391, ["INSERT", "UPDATE", "DELETE"]],
  db_denydatareader: [16392, []],
  db_denydatawriter: [16393, []],
};

/** Further roles of master. They are no fixed roles: their ids follow those of users. */
export const MASTER_ROLES: Readonly<Record<string, readonly string[]>> = {
  dbmanager: ["CREATE ANY DATABASE", "ALTER ANY DATABASE"],
  loginmanager: ["CREATE LOGIN", "ALTER ANY LOGIN"],
};
