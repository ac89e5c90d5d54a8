import { type IConstruct } from "constructs";
import { textOr } from "../core/given";
import { nameProblems } from "../flexible-server/name-problems";
import { MYSQL_DATABASE_PRIVILEGES, MYSQL_TABLE_PRIVILEGES, mysqlNameProblem } from "../sql/model/mysql/mysql-rules";

/**
 * A privilege on a database or on one of its tables.
 *
 * https://dev.mysql.com/doc/refman/8.4/en/privileges-provided.html
 */
export class MySqlPrivilege {
  /** Reads all current and future tables and views of a database: SELECT. */
  public static toRead(): MySqlPrivilege[] {
    return [MySqlPrivilege.onDatabase("SELECT")];
  }

  /** Reads and changes the rows of all current and future tables of a database: SELECT, INSERT, UPDATE and DELETE. */
  public static toWrite(): MySqlPrivilege[] {
    return ["SELECT", "INSERT", "UPDATE", "DELETE"].map((privilege) => MySqlPrivilege.onDatabase(privilege));
  }

  /**
   * A privilege on a whole database.
   *
   * @param privilege such as "SELECT"; synth rejects one that does not exist
   */
  public static onDatabase(privilege: string): MySqlPrivilege {
    return new MySqlPrivilege(privilege);
  }

  /**
   * A privilege on one table or view, which must exist.
   *
   * @param privilege such as "SELECT"
   * @param table such as "orders"
   */
  public static onTable(privilege: string, table: string): MySqlPrivilege {
    return new MySqlPrivilege(privilege, textOr(table));
  }

  /** @internal */
  public readonly _privilege: string;

  private constructor(
    privilege: string,
    /** @internal */
    public readonly _table?: string,
  ) {
    this._privilege = textOr(privilege).trim().toUpperCase();
  }

  /** @internal */
  public _problems(scope: IConstruct): string[] {
    const { _privilege: privilege, _table: table } = this;
    const [on, known] =
      table === undefined ? ["a database", MYSQL_DATABASE_PRIVILEGES] : ["a table", MYSQL_TABLE_PRIVILEGES];
    return [
      ...(known.includes(privilege)
        ? []
        : [`privilege ${JSON.stringify(privilege)} cannot be granted on ${on}; use one of ${known.join(", ")}`]),
      ...(table === undefined ? [] : nameProblems("table", table, mysqlNameProblem, scope)),
    ];
  }
}
