/**
 * The server roles of Azure SQL Database, with what their members may do on the server.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/security-server-roles
 */
const SERVER_ROLES: Readonly<Record<string, readonly string[]>> = {
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

/** Id of the first of them; they follow each other as above. */
const FIRST_ROLE_ID = 11;

/** A fixed role of a server. */
export interface FixedServerRole {
  readonly id: number;
  readonly permissions: readonly string[];
}

export type FixedServerRoles = Readonly<Record<string, FixedServerRole>>;

const newRoles: FixedServerRoles = Object.fromEntries(
  Object.entries(SERVER_ROLES).map(([name, permissions], index) => [name, { id: FIRST_ROLE_ID + index, permissions }]),
);

/** The role whose members may do everything. */
export const SYSADMIN = "sysadmin";

/**
 * The roles of managed instances are those of SQL Server.
 *
 * https://learn.microsoft.com/sql/relational-databases/security/authentication-access/server-level-roles
 */
const instanceRoles: FixedServerRoles = {
  [SYSADMIN]: { id: 3, permissions: ["CONTROL SERVER"] },
  securityadmin: { id: 4, permissions: ["ALTER ANY LOGIN", "CREATE LOGIN", "VIEW ANY SECURITY DEFINITION"] },
  serveradmin: {
    id: 5,
    permissions: ["ALTER ANY ENDPOINT", "ALTER SERVER STATE", "ALTER SETTINGS", "VIEW SERVER STATE"],
  },
  setupadmin: { id: 6, permissions: ["ALTER ANY LINKED SERVER"] },
  processadmin: { id: 7, permissions: ["ALTER ANY CONNECTION", "ALTER SERVER STATE", "VIEW SERVER STATE"] },
  diskadmin: { id: 8, permissions: ["ALTER RESOURCES"] },
  dbcreator: { id: 9, permissions: ["ALTER ANY DATABASE", "CREATE ANY DATABASE"] },
  bulkadmin: { id: 10, permissions: ["ADMINISTER BULK OPERATIONS"] },
  ...newRoles,
};

/** The fixed roles of a logical server, or of a managed instance. */
export const serverRoles = (managed: boolean): FixedServerRoles => (managed ? instanceRoles : newRoles);

/** What every login may do. */
export const EVERYONE_ON_SERVER: readonly string[] = ["CONNECT SQL", "VIEW ANY DATABASE"];

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
