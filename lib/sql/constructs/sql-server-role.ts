import { type ServerRoleName, serverRoles } from "../model/server-roles";

/**
 * A fixed server role. Azure SQL Database has seven. Managed instances also have the roles of SQL Server.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/security-server-roles
 * https://learn.microsoft.com/sql/relational-databases/security/authentication-access/server-level-roles
 */
export class SqlServerRole {
  /** Connect to every database without a user there. */
  public static readonly DATABASE_CONNECTOR = SqlServerRole.fixed("##MS_DatabaseConnector##");
  /** Create databases, and alter the ones the member owns. */
  public static readonly DATABASE_MANAGER = SqlServerRole.fixed("##MS_DatabaseManager##");
  /** Read every catalog view, and therefore list all databases. */
  public static readonly DEFINITION_READER = SqlServerRole.fixed("##MS_DefinitionReader##");
  /** Create and alter logins. */
  public static readonly LOGIN_MANAGER = SqlServerRole.fixed("##MS_LoginManager##");
  /** Read the catalog views about security. */
  public static readonly SECURITY_DEFINITION_READER = SqlServerRole.fixed("##MS_SecurityDefinitionReader##");
  /** Read dynamic management views. */
  public static readonly SERVER_STATE_READER = SqlServerRole.fixed("##MS_ServerStateReader##");
  /** Read dynamic management views, and change the state they show, such as clearing caches. */
  public static readonly SERVER_STATE_MANAGER = SqlServerRole.fixed("##MS_ServerStateManager##");

  /** Full control of a managed instance. */
  public static readonly SYSADMIN = SqlServerRole.fixed("sysadmin");
  /** Manage the logins of a managed instance and their permissions. Treat it like `SYSADMIN`. */
  public static readonly SECURITY_ADMIN = SqlServerRole.fixed("securityadmin");
  /** Change settings of a managed instance. */
  public static readonly SERVER_ADMIN = SqlServerRole.fixed("serveradmin");
  /** Add and remove linked servers of a managed instance. */
  public static readonly SETUP_ADMIN = SqlServerRole.fixed("setupadmin");
  /** End processes of a managed instance. */
  public static readonly PROCESS_ADMIN = SqlServerRole.fixed("processadmin");
  /** Manage files of a managed instance. */
  public static readonly DISK_ADMIN = SqlServerRole.fixed("diskadmin");
  /** Create, alter, drop and restore databases of a managed instance. */
  public static readonly DB_CREATOR = SqlServerRole.fixed("dbcreator");
  /** Load data in bulk on a managed instance. */
  public static readonly BULK_ADMIN = SqlServerRole.fixed("bulkadmin");

  /**
   * The role with this name.
   *
   * @param roleName such as "##MS_ServerStateManager##", in any case; synth rejects an unknown name
   */
  public static of(roleName: string): SqlServerRole {
    const wanted = typeof roleName === "string" ? roleName.toLowerCase() : undefined;
    return new SqlServerRole(serverRoles(true).find((name) => name.toLowerCase() === wanted) ?? roleName);
  }

  private static fixed(roleName: ServerRoleName): SqlServerRole {
    return new SqlServerRole(roleName);
  }

  /** Name in SQL. */
  public readonly roleName: string;

  private constructor(roleName: string) {
    this.roleName = roleName;
  }

  /** @internal */
  public _problems(isManagedInstance: boolean): string[] {
    const possible: readonly string[] = serverRoles(isManagedInstance);
    const where = isManagedInstance ? "on managed instances" : "in Azure SQL Database";
    return possible.includes(this.roleName)
      ? []
      : [
          `server role ${JSON.stringify(this.roleName)} does not exist ${where}; ` +
            `use one of ${possible.join(", ")}`,
        ];
  }
}
