import { type IConstruct } from "constructs";
import { textOr } from "../core/given";
import { PERMISSIONS, type PermissionClass } from "./fact-rules";
import { sqlNameProblems } from "./sql-name";

/**
 * A permission in a database, such as EXECUTE on a schema.
 *
 * https://learn.microsoft.com/sql/relational-databases/security/permissions-database-engine
 */
export class SqlPermission {
  /**
   * A permission on the whole database.
   *
   * @param permission such as "VIEW DATABASE STATE"; one that does not exist is reported at synth
   */
  public static onDatabase(permission: string): SqlPermission {
    return new SqlPermission(permission, "DATABASE");
  }

  /**
   * A permission on everything in a schema.
   *
   * @param permission such as "EXECUTE"
   * @param schema such as "dbo"
   */
  public static onSchema(permission: string, schema: string): SqlPermission {
    return new SqlPermission(permission, "SCHEMA", schema);
  }

  /**
   * A permission on one table, view, function or procedure.
   *
   * @param permission such as "SELECT"
   * @param schema such as "dbo"
   * @param object such as "Orders"
   */
  public static onObject(permission: string, schema: string, object: string): SqlPermission {
    return new SqlPermission(permission, "OBJECT", schema, object);
  }

  /** @internal */
  public readonly _permission: string;

  private constructor(
    permission: string,
    /** @internal */
    public readonly _on: PermissionClass,
    /** @internal */
    public readonly _schema?: string,
    /** @internal */
    public readonly _object?: string,
  ) {
    this._permission = textOr(permission).trim().toUpperCase();
  }

  /** @internal */
  public _problems(scope: IConstruct): string[] {
    const known = PERMISSIONS[this._on];
    return [
      ...(known.includes(this._permission)
        ? []
        : [
            `permission ${JSON.stringify(this._permission)} cannot be granted on a ${this._on.toLowerCase()}; use one of ${known.join(", ")}`,
          ]),
      ...(this._schema === undefined ? [] : sqlNameProblems("schema", this._schema, scope)),
      ...(this._object === undefined ? [] : sqlNameProblems("object", this._object, scope)),
    ];
  }
}
