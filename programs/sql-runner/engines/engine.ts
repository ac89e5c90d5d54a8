import { type SqlQuery } from "../../../lib/sql/model/catalog-queries";
import { type SqlFact } from "../../../lib/sql/model/fact";
import { type SqlStep } from "../../../lib/sql/model/sql-step";
import { type Audience } from "../cloud";
import { type Row, type SqlConnection, type Target } from "../connection";
import { type NotDone } from "../failures";
import { type Session } from "../session";

/** The product that a server runs: Azure SQL, or PostgreSQL or MySQL on a flexible server. */
export type Product = "sql" | "postgres" | "mysql";

/** The differences between kinds of servers. */
export interface Engine<Fact extends SqlFact = SqlFact> {
  readonly product: Product;

  /** The resource of tokens. */
  readonly audience: Audience;

  /**
   * The steps that apply a fact. They are idempotent. The last step affects nothing that existed before.
   *
   * @param formerIds previous ids of the principal: logins and users with one of them may be dropped
   */
  stepsToApply(fact: Fact, formerIds?: readonly string[]): SqlStep[];

  /** The steps that remove a fact. They are idempotent. */
  stepsToRemove(fact: Fact): SqlStep[];

  /** Returns a row if the fact holds. */
  factQuery(fact: Fact): SqlQuery;

  /** Returns a row if the principal of the fact is the right one, where `factQuery` cannot tell. */
  aboutQuery?(fact: Fact): SqlQuery | undefined;

  /** Returns a row if there is something to remove. Facts of another principal stay. */
  removableQuery(fact: Fact): SqlQuery;

  /** One request that returns the index of each SELECT that returns a row, as `position`. */
  whichHaveRows(selects: readonly string[]): string;

  /** Makes a change visible to sessions at once. */
  flushAfter?(fact: Fact): SqlStep | undefined;

  /** Whether the server has a database, if only the server knows. */
  databaseQuery?(database: string): SqlQuery;

  /** The other principal that has the name. It gets no grants and loses none. */
  otherPrincipal?(fact: Fact, session: Session): Promise<NotDone | undefined>;

  /** Reassigns what a principal owns before it is removed, or throws `NotDone` with a list of it. */
  disown?(fact: Fact, heir: string | undefined, session: Session, ran: (step: SqlStep) => void): Promise<void>;

  /** The same fact for the principal that had the name before, if its grants must be revoked one by one. */
  aboutFormer?(fact: Fact, id: string): Fact;

  /** Drops, by name, what was just created for the wrong principal. */
  undo?(fact: Fact, session: Session, ran: (step: SqlStep) => void): Promise<void>;

  /**
   * Why a fact does not hold although its steps ran.
   *
   * @param readBack the query that was read back, in words
   */
  whyNotTrue(fact: Fact, readBack: string, session: Session): Promise<NotDone>;

  /** A query with its parameters as literals, for people. */
  queryText(query: SqlQuery): string;

  /** A step for people. */
  script(server: string, step: SqlStep): string;

  /** Signs in to one database. Loads the driver on the first call. */
  open(target: Target): Promise<SqlConnection>;

  /** Whether another principal has the name in a fact. */
  isOther(fact: Fact, session: Session): Promise<boolean>;

  /** How to find out that a principal exists but is disabled, and the statement that enables it. */
  shutOut?(fact: Fact): { readonly query: SqlQuery; readonly enabling: string } | undefined;

  /** Returns a row if the caller sees all principals of a database. */
  seesAllQuery?(database: string): SqlQuery;

  /** Roles and permissions of a principal in the database of a fact, beyond facts that hold, in words. */
  unexpectedOf(fact: Fact, holding: readonly SqlFact[], session: Session): Promise<string[]>;
}

/** The text in a column; empty if it is NULL. */
export function textIn(row: Row, column: string): string {
  const value = row[column];
  return typeof value === "string" ? value : "";
}
