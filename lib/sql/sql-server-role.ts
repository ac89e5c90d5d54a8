/**
 * A fixed server role of Azure SQL Database. There are exactly seven, and none of one's own.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/security-server-roles
 */
export class SqlServerRole {
  /** Connect to every database, without a user there. */
  public static readonly DATABASE_CONNECTOR = new SqlServerRole("##MS_DatabaseConnector##");
  /** Create databases, and alter those one owns. */
  public static readonly DATABASE_MANAGER = new SqlServerRole("##MS_DatabaseManager##");
  /** Read every catalogue view, and so list all databases. */
  public static readonly DEFINITION_READER = new SqlServerRole("##MS_DefinitionReader##");
  /** Create and alter logins. */
  public static readonly LOGIN_MANAGER = new SqlServerRole("##MS_LoginManager##");
  /** Read the catalogue views about security. */
  public static readonly SECURITY_DEFINITION_READER = new SqlServerRole("##MS_SecurityDefinitionReader##");
  /** Read dynamic management views. */
  public static readonly SERVER_STATE_READER = new SqlServerRole("##MS_ServerStateReader##");
  /** Read dynamic management views, and change what they show, such as clearing caches. */
  public static readonly SERVER_STATE_MANAGER = new SqlServerRole("##MS_ServerStateManager##");

  /**
   * The role with this name.
   *
   * @param roleName such as "##MS_ServerStateManager##", in any case; an unknown name is reported at synth
   */
  public static of(roleName: string): SqlServerRole {
    const known = SqlServerRole._all().find((role) => role.roleName.toLowerCase() === roleName.toLowerCase());
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

  private constructor(roleName: string) {
    this.roleName = roleName;
  }

  /** @internal */
  public _problems(): string[] {
    const roles = SqlServerRole._all();
    return roles.includes(this)
      ? []
      : [
          `server role ${JSON.stringify(this.roleName)} does not exist in Azure SQL; ` +
            `use one of ${SqlServerRole._names().join(", ")}`,
        ];
  }
}
