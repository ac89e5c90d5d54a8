/** https://learn.microsoft.com/azure/azure-sql/database/security-server-roles */
const OF_AZURE_SQL = [
  "##MS_DatabaseConnector##",
  "##MS_DatabaseManager##",
  "##MS_DefinitionReader##",
  "##MS_LoginManager##",
  "##MS_SecurityDefinitionReader##",
  "##MS_ServerStateReader##",
  "##MS_ServerStateManager##",
] as const;

/** https://learn.microsoft.com/sql/relational-databases/security/authentication-access/server-level-roles */
const OF_SQL_SERVER = [
  "sysadmin",
  "securityadmin",
  "serveradmin",
  "setupadmin",
  "processadmin",
  "diskadmin",
  "dbcreator",
  "bulkadmin",
] as const;

export type ServerRoleName = (typeof OF_AZURE_SQL)[number] | (typeof OF_SQL_SERVER)[number];

/** The fixed roles of a server. Managed instances have those of SQL Server as well. */
export function serverRoles(isManagedInstance: boolean): readonly ServerRoleName[] {
  return isManagedInstance ? [...OF_AZURE_SQL, ...OF_SQL_SERVER] : OF_AZURE_SQL;
}
