import { type IConstruct } from "constructs";
import { notMadeWith, tellsProblems, textOr } from "../../core/given";
import { type PermissionFact, type PermissionState } from "../model/fact";
import { COLUMN_PERMISSIONS, isPermissionName, type PermissionClass, PERMISSIONS } from "../model/fact-rules";
import { sqlNameProblems } from "./sql-name";
import { type SqlSecurable } from "./sql-securable";

/** The securable of a permission. */
interface On {
  readonly class: PermissionClass;
  readonly schema?: string;
  readonly object?: string;
  readonly column?: string;
  readonly problems?: (scope: IConstruct, isManagedInstance: boolean) => readonly string[];
}

/** The options of a permission. */
interface How {
  readonly state?: PermissionState;
  readonly unchecked?: true;
}

/**
 * A permission in a database, such as EXECUTE on a schema. It is granted unless `denied` is called.
 *
 * https://learn.microsoft.com/sql/relational-databases/security/permissions-database-engine
 */
export class SqlPermission {
  /**
   * A permission on the whole database.
   *
   * @param permission such as "VIEW DATABASE STATE"; synth rejects one that does not exist
   */
  public static onDatabase(permission: string): SqlPermission {
    return new SqlPermission(permission, { class: "DATABASE" });
  }

  /**
   * A permission on everything in a schema.
   *
   * @param permission such as "EXECUTE"
   * @param schema such as "dbo"
   */
  public static onSchema(permission: string, schema: string): SqlPermission {
    return new SqlPermission(permission, { class: "SCHEMA", schema });
  }

  /**
   * A permission on one table, view, function or procedure.
   *
   * @param permission such as "SELECT"
   * @param schema such as "dbo"
   * @param object such as "Orders"
   */
  public static onObject(permission: string, schema: string, object: string): SqlPermission {
    return new SqlPermission(permission, { class: "OBJECT", schema, object });
  }

  /**
   * A permission on one column of a table or view. It applies even if the same permission is denied on the whole table.
   *
   * https://learn.microsoft.com/sql/t-sql/statements/grant-object-permissions-transact-sql
   *
   * @param permission SELECT, UPDATE, REFERENCES or UNMASK
   * @param schema such as "dbo"
   * @param object such as "Orders"
   * @param column such as "Total"
   */
  public static onColumn(permission: string, schema: string, object: string, column: string): SqlPermission {
    return new SqlPermission(permission, { class: "OBJECT", schema, object, column });
  }

  /**
   * A permission on another securable in the database.
   *
   * @param permission such as "REFERENCES"
   * @param securable such as `SqlSecurable.certificate("signing")`
   */
  public static onSecurable(permission: string, securable: SqlSecurable): SqlPermission {
    return tellsProblems(securable)
      ? new SqlPermission(permission, {
          class: securable._class,
          schema: securable._schema,
          object: securable._name,
          problems: (scope, isManagedInstance) => securable._problems(scope, isManagedInstance),
        })
      : new SqlPermission(permission, {
          class: "DATABASE",
          problems: () => notMadeWith("securable", "SqlSecurable", securable),
        });
  }

  /** @internal */
  public readonly _permission: string;

  private constructor(
    permission: string,
    private readonly on: On,
    private readonly how: How = {},
  ) {
    this._permission = textOr(permission).trim().toUpperCase();
  }

  /**
   * The same permission, with the right to grant it to others. Revoking it also revokes it from them.
   *
   * https://learn.microsoft.com/sql/t-sql/statements/grant-transact-sql
   */
  public withGrantOption(): SqlPermission {
    return new SqlPermission(this._permission, this.on, { ...this.how, state: "GRANT_WITH_GRANT_OPTION" });
  }

  /**
   * Denies the permission, whatever roles and groups grant. Owners of the database are not affected.
   *
   * https://learn.microsoft.com/sql/t-sql/statements/deny-transact-sql
   */
  public denied(): SqlPermission {
    return new SqlPermission(this._permission, this.on, { ...this.how, state: "DENY" });
  }

  /**
   * The same permission, if Azure has it and this package does not know it yet. Any words of letters are accepted; the
   * server rejects an unknown permission at apply.
   */
  public unchecked(): SqlPermission {
    return new SqlPermission(this._permission, this.on, { ...this.how, unchecked: true });
  }

  /** @internal */
  public _problems(scope: IConstruct, isManagedInstance: boolean): string[] {
    const { schema, object, column, problems } = this.on;
    const ofSecurable = problems?.(scope, isManagedInstance);
    return [
      ...this.nameProblems(),
      ...(ofSecurable ?? [
        ...(schema === undefined ? [] : sqlNameProblems("schema", schema, scope)),
        ...(object === undefined ? [] : sqlNameProblems("object", object, scope)),
        ...(column === undefined ? [] : sqlNameProblems("column", column, scope)),
      ]),
    ];
  }

  /**
   * The fields of its fact, without place and grantee.
   *
   * @internal
   */
  public get _fact(): Pick<PermissionFact, "permission" | "on" | "schema" | "object" | "column" | "state"> {
    const { class: on, schema, object, column } = this.on;
    return { permission: this._permission, on, schema, object, column, state: this.how.state };
  }

  private nameProblems(): string[] {
    const { class: on, column } = this.on;
    const name = JSON.stringify(this._permission);
    if (this.how.unchecked) {
      return isPermissionName(this._permission)
        ? []
        : [`permission ${name} is not made of words; give one as Azure writes it, such as "VIEW DEFINITION"`];
    }
    const known = column === undefined ? PERMISSIONS[on] : COLUMN_PERMISSIONS;
    const what = column === undefined ? on.toLowerCase() : "column";
    return known.includes(this._permission)
      ? []
      : [
          `permission ${name} cannot be granted on ${/^[aeiou]/.test(what) ? "an" : "a"} ${what}; use one of ${known.join(", ")}` +
            (isPermissionName(this._permission) ? ", or say unchecked() of one that is new in Azure" : ""),
        ];
  }
}
