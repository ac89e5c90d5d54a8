import { type IConstruct } from "constructs";
import { nameProblems } from "../flexible-server/name-problems";
import { postgresGroupProblem } from "../sql/model/postgres/postgres-rules";

/**
 * A role whose privileges its members have.
 *
 * https://www.postgresql.org/docs/current/predefined-roles.html
 */
export class PostgresRole {
  /** Read every table, view and sequence of every database. PostgreSQL 14 or later. */
  public static readonly READ_ALL_DATA = new PostgresRole("pg_read_all_data");
  /** Write every table, view and sequence of every database. PostgreSQL 14 or later. */
  public static readonly WRITE_ALL_DATA = new PostgresRole("pg_write_all_data");
  /** Read statistics and settings of the server. */
  public static readonly MONITOR = new PostgresRole("pg_monitor");

  /**
   * An existing role.
   *
   * @param roleName its name, 1 to 63 bytes, used as it is; synth rejects roles of administrators
   */
  public static custom(roleName: string): PostgresRole {
    return new PostgresRole(roleName);
  }

  /** Name in PostgreSQL. */
  public readonly roleName: string;

  private constructor(roleName: string) {
    this.roleName = roleName;
  }

  /** @internal */
  public _problems(scope: IConstruct): string[] {
    return nameProblems("role", this.roleName, postgresGroupProblem, scope);
  }
}
