import { type IConstruct } from "constructs";
import { type SqlFactResource } from "../execution/sql-fact-resource";
import { sqlNameProblems } from "./sql-name";

/**
 * A role in a database: a fixed role, or an existing custom role.
 *
 * https://learn.microsoft.com/sql/relational-databases/security/authentication-access/database-level-roles
 */
export class SqlDatabaseRole {
  /** Read every table and view. */
  public static readonly DATA_READER = new SqlDatabaseRole("db_datareader");
  /** Insert, update and delete rows of every table. */
  public static readonly DATA_WRITER = new SqlDatabaseRole("db_datawriter");
  /** Create, alter and drop tables and other objects. */
  public static readonly DDL_ADMIN = new SqlDatabaseRole("db_ddladmin");
  /** Back up the database. */
  public static readonly BACKUP_OPERATOR = new SqlDatabaseRole("db_backupoperator");
  /** Change role memberships and permissions. */
  public static readonly SECURITY_ADMIN = new SqlDatabaseRole("db_securityadmin");
  /** Add and remove users. */
  public static readonly ACCESS_ADMIN = new SqlDatabaseRole("db_accessadmin");
  /** Denies reading every table, whatever else is granted. */
  public static readonly DENY_DATA_READER = new SqlDatabaseRole("db_denydatareader");
  /** Denies writing every table, whatever else is granted. */
  public static readonly DENY_DATA_WRITER = new SqlDatabaseRole("db_denydatawriter");
  /** Full control of the database. */
  public static readonly OWNER = new SqlDatabaseRole("db_owner");

  /**
   * An existing role of the database. `SqlCustomDatabaseRole` creates one.
   *
   * @param roleName its name, 1 to 128 characters, used as it is; synth rejects "public", because every user is a
   * member
   */
  public static custom(roleName: string): SqlDatabaseRole {
    return new SqlDatabaseRole(roleName);
  }

  /**
   * A role of a construct.
   *
   * @internal
   */
  public static _madeBy(roleName: string, resource: SqlFactResource): SqlDatabaseRole {
    return new SqlDatabaseRole(roleName, resource);
  }

  /** @internal */
  public static _isInEveryDatabase(roleName: string): boolean {
    return (
      roleName.toLowerCase() === "public" ||
      Object.values(SqlDatabaseRole).some(
        (role) => role instanceof SqlDatabaseRole && role.roleName === roleName.toLowerCase(),
      )
    );
  }

  /** Name in SQL. */
  public readonly roleName: string;

  private constructor(
    roleName: string,
    /** @internal */
    public readonly _resource?: SqlFactResource,
  ) {
    this.roleName = roleName;
  }

  /** @internal */
  public _problems(scope: IConstruct): string[] {
    return /^public$/i.test(this.roleName)
      ? [
          `role ${JSON.stringify(this.roleName)} has every user as a member, and nobody can change that; leave it out, or ` +
            "grant permissions to the user",
        ]
      : sqlNameProblems("role", this.roleName, scope);
  }
}
