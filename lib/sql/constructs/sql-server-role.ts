/**
 * A fixed server role. Azure SQL Database has seven. Managed instances also have the roles of SQL Server.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/security-server-roles
 * https://learn.microsoft.com/sql/relational-databases/security/authentication-access/server-level-roles
 */
export class SqlServerRole {
  /** Connect to every database without a user there. */
  public static readonly DATABASE_CONNECTOR = new SqlServerRole("##MS_DatabaseConnector##");
  /** Create databases, and alter the ones the member owns. */
  public static readonly DATABASE_MANAGER = new SqlServerRole("##MS_DatabaseManager##");
  /** Read every catalog view, and therefore list all databases. */
  public static readonly DEFINITION_READER = new SqlServerRole("##MS_DefinitionReader##");
  /** Create and alter logins. */
  public static readonly LOGIN_MANAGER = new SqlServerRole("##MS_LoginManager##");
  /** Read the catalog views about security. */
  public static readonly SECURITY_DEFINITION_READER = new SqlServerRole("##MS_SecurityDefinitionReader##");
  /** Read dynamic management views. */
  public static readonly SERVER_STATE_READER = new SqlServerRole("##MS_ServerStateReader##");
  /** Read dynamic management views, and change the state they show, such as clearing caches. */
  public static readonly SERVER_STATE_MANAGER = new SqlServerRole("##MS_ServerStateManager##");

  /** Full control of a managed instance. */
  public static readonly SYSADMIN = new SqlServerRole("sysadmin", true);
  /** Manage the logins of a managed instance and their permissions. Treat it like `SYSADMIN`. */
  public static readonly SECURITY_ADMIN = new SqlServerRole("securityadmin", true);
  /** Change settings of a managed instance. */
  public static readonly SERVER_ADMIN = new SqlServerRole("serveradmin", true);
  /** Add and remove linked servers of a managed instance. */
  public static readonly SETUP_ADMIN = new SqlServerRole("setupadmin", true);
  /** End processes of a managed instance. */
  public static readonly PROCESS_ADMIN = new SqlServerRole("processadmin", true);
  /** Manage files of a managed instance. */
  public static readonly DISK_ADMIN = new SqlServerRole("diskadmin", true);
  /** Create, alter, drop and restore databases of a managed instance. */
  public static readonly DB_CREATOR = new SqlServerRole("dbcreator", true);
  /** Load data in bulk on a managed instance. */
  public static readonly BULK_ADMIN = new SqlServerRole("bulkadmin", true);

  /**
   * The role with this name.
   *
   * @param roleName such as "##MS_ServerStateManager##", in any case; synth rejects an unknown name
   */
  public static of(roleName: string): SqlServerRole {
    const wanted = typeof roleName === "string" ? roleName.toLowerCase() : undefined;
    const known = SqlServerRole._all().find((role) => role.roleName.toLowerCase() === wanted);
    return known ?? new SqlServerRole(roleName);
  }

  /** @internal */
  public static _names(): string[] {
    return SqlServerRole._all().map(({ roleName }) => roleName);
  }

  /** @internal */
  public static _all(): SqlServerRole[] {
    return Object.values(SqlServerRole).filter((value): value is SqlServerRole => value instanceof SqlServerRole);
  }

  /** Name in SQL. */
  public readonly roleName: string;

  private constructor(
    roleName: string,
    private readonly onManagedInstancesOnly = false,
  ) {
    this.roleName = roleName;
  }

  /** @internal */
  public _problems(isManagedInstance: boolean): string[] {
    const possible = SqlServerRole._all().filter((role) => isManagedInstance || !role.onManagedInstancesOnly);
    const where = isManagedInstance ? "on managed instances" : "in Azure SQL Database";
    return possible.some(({ roleName }) => roleName === this.roleName)
      ? []
      : [
          `server role ${JSON.stringify(this.roleName)} does not exist ${where}; ` +
            `use one of ${possible.map(({ roleName }) => roleName).join(", ")}`,
        ];
  }
}
