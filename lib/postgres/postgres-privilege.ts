import { type IConstruct } from "constructs";
import { textOr } from "../core/given";
import { nameProblems } from "../flexible-server/name-problems";
import {
  POSTGRES_PRIVILEGES,
  postgresNameProblem,
  postgresRoleProblem,
  type PostgresPrivilegeTarget,
} from "../sql/model/postgres/postgres-rules";

/**
 * A privilege in a database, such as SELECT on a table.
 *
 * https://www.postgresql.org/docs/current/ddl-priv.html
 */
export class PostgresPrivilege {
  /**
   * Reads the tables of a schema: USAGE of the schema, SELECT on its current and future tables.
   *
   * @param schema such as "public"
   * @param owner role that will create tables; by default the administrator of the endpoint
   */
  public static toRead(schema: string, owner?: string): PostgresPrivilege[] {
    return [
      PostgresPrivilege.onSchema("USAGE", schema),
      PostgresPrivilege.onAllTables("SELECT", schema),
      PostgresPrivilege.onFutureTables("SELECT", schema, owner),
    ];
  }

  /**
   * Reads and changes the rows of the current and future tables of a schema, and uses its sequences.
   *
   * @param schema such as "public"
   * @param owner role that will create tables and sequences; by default the administrator of the endpoint
   */
  public static toWrite(schema: string, owner?: string): PostgresPrivilege[] {
    const rows = ["INSERT", "UPDATE", "DELETE"];
    return [
      ...PostgresPrivilege.toRead(schema, owner),
      ...rows.map((privilege) => PostgresPrivilege.onAllTables(privilege, schema)),
      ...rows.map((privilege) => PostgresPrivilege.onFutureTables(privilege, schema, owner)),
      PostgresPrivilege.onAllSequences("USAGE", schema),
      PostgresPrivilege.onFutureSequences("USAGE", schema, owner),
    ];
  }

  /**
   * A privilege on the database itself. Every role can connect to every database unless CONNECT was revoked from
   * PUBLIC.
   *
   * @param privilege such as "CONNECT"; synth rejects one that does not exist
   */
  public static onDatabase(privilege: string): PostgresPrivilege {
    return new PostgresPrivilege(privilege, "DATABASE");
  }

  /**
   * A privilege on a schema.
   *
   * @param privilege "USAGE" or "CREATE"
   * @param schema such as "public"
   */
  public static onSchema(privilege: string, schema: string): PostgresPrivilege {
    return new PostgresPrivilege(privilege, "SCHEMA", schema);
  }

  /**
   * A privilege on one table or view.
   *
   * @param privilege such as "SELECT"
   * @param schema such as "public"
   * @param table such as "orders"
   */
  public static onTable(privilege: string, schema: string, table: string): PostgresPrivilege {
    return new PostgresPrivilege(privilege, "TABLE", schema, table);
  }

  /**
   * A privilege on all tables and views that a schema has at apply. Removing it revokes the privilege on all tables of
   * the schema.
   *
   * @param privilege such as "SELECT"
   * @param schema such as "public"
   */
  public static onAllTables(privilege: string, schema: string): PostgresPrivilege {
    return new PostgresPrivilege(privilege, "ALL TABLES", schema);
  }

  /**
   * A privilege on all sequences that a schema has at apply.
   *
   * @param privilege such as "USAGE"
   * @param schema such as "public"
   */
  public static onAllSequences(privilege: string, schema: string): PostgresPrivilege {
    return new PostgresPrivilege(privilege, "ALL SEQUENCES", schema);
  }

  /**
   * A privilege on the tables and views that a role will create in a schema: ALTER DEFAULT PRIVILEGES. The
   * administrator of the endpoint must be a member of that role.
   *
   * https://www.postgresql.org/docs/current/sql-alterdefaultprivileges.html
   *
   * @param privilege such as "SELECT"
   * @param schema such as "public"
   * @param owner role that will create them; by default the administrator of the endpoint
   */
  public static onFutureTables(privilege: string, schema: string, owner?: string): PostgresPrivilege {
    return new PostgresPrivilege(privilege, "FUTURE TABLES", schema, undefined, owner);
  }

  /**
   * A privilege on the sequences that a role will create in a schema: ALTER DEFAULT PRIVILEGES.
   *
   * @param privilege such as "USAGE"
   * @param schema such as "public"
   * @param owner role that will create them; by default the administrator of the endpoint
   */
  public static onFutureSequences(privilege: string, schema: string, owner?: string): PostgresPrivilege {
    return new PostgresPrivilege(privilege, "FUTURE SEQUENCES", schema, undefined, owner);
  }

  /** @internal */
  public readonly _privilege: string;

  private constructor(
    privilege: string,
    /** @internal */
    public readonly _on: PostgresPrivilegeTarget,
    /** @internal */
    public readonly _schema?: string,
    /** @internal */
    public readonly _table?: string,
    /** @internal */
    public readonly _owner?: string,
  ) {
    this._privilege = textOr(privilege).trim().toUpperCase();
  }

  /** Whether another privilege covers it. */
  private isPartOf(other: PostgresPrivilege): boolean {
    return (
      this._on === "TABLE" &&
      other._on === "ALL TABLES" &&
      this._privilege === other._privilege &&
      this._schema === other._schema
    );
  }

  /**
   * Errors in the privileges of one role in one database.
   *
   * @internal
   */
  public static _overlaps(privileges: readonly PostgresPrivilege[]): string[] {
    return privileges
      .filter((one) => privileges.some((other) => one.isPartOf(other)))
      .map(
        ({ _privilege, _schema, _table }) =>
          `${_privilege} on table ${JSON.stringify(_table)} is part of ${_privilege} on all tables in schema ` +
          `${JSON.stringify(_schema)}; leave one of them out, because removing the other would revoke both`,
      );
  }

  /** @internal */
  public _problems(scope: IConstruct): string[] {
    const known = POSTGRES_PRIVILEGES[this._on];
    const { _schema: schema, _table: table, _owner: owner } = this;
    return [
      ...(known.includes(this._privilege)
        ? []
        : [
            `privilege ${JSON.stringify(this._privilege)} cannot be granted on ${this._on.toLowerCase()}; use one of ${known.join(", ")}`,
          ]),
      ...(this._on === "DATABASE" ? [] : nameProblems("schema", schema, postgresNameProblem, scope)),
      ...(this._on === "TABLE" ? nameProblems("table", table, postgresNameProblem, scope) : []),
      ...(owner === undefined ? [] : nameProblems("owner", owner, postgresRoleProblem, scope)),
    ];
  }
}
