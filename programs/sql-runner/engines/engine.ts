import { type SqlQuery } from "../../../lib/sql/model/catalog-queries";
import { type SqlFact } from "../../../lib/sql/model/fact";
import { type SqlStep } from "../../../lib/sql/model/sql-step";
import { type Audience } from "../cloud";
import { type Row, type SqlConnection, type Target } from "../connection";
import { type NotDone } from "../failures";
import { type Session } from "../session";

/** What a server runs: Azure SQL, or a flexible server's PostgreSQL or MySQL. */
export type Product = "sql" | "postgres" | "mysql";

/** What differs between the servers that facts are about. */
export interface Engine<Fact extends SqlFact = SqlFact> {
  readonly product: Product;

  /** What tokens are for. */
  readonly audience: Audience;

  /**
   * The steps that make a fact true, the last of which is about nothing that was there before; running them again changes
   * nothing.
   *
   * @param formerIds ids that the principal had before: what stands for one of them may be dropped
   */
  stepsToApply(fact: Fact, formerIds?: readonly string[]): SqlStep[];

  /** The steps that make a fact untrue; running them again changes nothing. */
  stepsToRemove(fact: Fact): SqlStep[];

  /** Returns a row while the fact holds. */
  factQuery(fact: Fact): SqlQuery;

  /** Returns a row while the principal of the fact is the one that is meant, where `factQuery` cannot tell. */
  aboutQuery?(fact: Fact): SqlQuery | undefined;

  /** Returns a row while there is something to remove. What stands for somebody else stays. */
  removableQuery(fact: Fact): SqlQuery;

  /** One request that returns, for each of some SELECTs that returns a row, its place among them as `position`. */
  whichHaveRows(selects: readonly string[]): string;

  /** What makes a change known to sessions at once. */
  flushAfter?(fact: Fact): SqlStep | undefined;

  /** Whether the server knows a database, where only the server itself can tell. */
  databaseQuery?(database: string): SqlQuery;

  /** Who has the name of the principal instead: nothing is granted to them, and nothing is taken from them. */
  otherPrincipal?(fact: Fact, session: Session): Promise<NotDone | undefined>;

  /** Gets what a principal owns out of the way before it is removed, or throws `NotDone` with what that is. */
  disown?(fact: Fact, heir: string | undefined, session: Session, ran: (step: SqlStep) => void): Promise<void>;

  /**
   * The same fact about the principal that had the name before, where that and what it was granted have to be removed
   * one by one.
   */
  aboutFormer?(fact: Fact, id: string): Fact;

  /** Drops what was made a moment ago, by name, for somebody who is not meant. */
  undo?(fact: Fact, session: Session, ran: (step: SqlStep) => void): Promise<void>;

  /**
   * Why a fact does not hold although its steps were run.
   *
   * @param readBack what was asked, in words
   */
  whyNotTrue(fact: Fact, readBack: string, session: Session): Promise<NotDone>;

  /** A query as a person reads it, with its parameters as literals. */
  queryText(query: SqlQuery): string;

  /** A step as a person reads it. */
  script(server: string, step: SqlStep): string;

  /** Signs in to one database; the driver is loaded when this is first called. */
  open(target: Target): Promise<SqlConnection>;

  /** Whether something else has the name of the principal that a fact is about. */
  isOther(fact: Fact, session: Session): Promise<boolean>;

  /** How to tell that a principal is there and has been shut out, and the statement that lets it in again. */
  shutOut?(fact: Fact): { readonly query: SqlQuery; readonly enabling: string } | undefined;

  /** Returns a row where whoever checks sees all principals of a database. */
  seesAllQuery?(database: string): SqlQuery;

  /** What the principal of a fact has in the database of the fact, beyond facts that hold, in words. */
  unexpectedOf(fact: Fact, holding: readonly SqlFact[], session: Session): Promise<string[]>;
}

/** The text in a column; empty where there is none. */
export function textIn(row: Row, column: string): string {
  const value = row[column];
  return typeof value === "string" ? value : "";
}
