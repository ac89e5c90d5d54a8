import { type SqlQuery } from "./catalog-queries";

/**
 * One statement in one database, with queries that tell whether it is needed. Statements are made in the files named
 * *-steps.ts, and identifiers and literals are quoted in quoting.ts, and nowhere else.
 *
 * CREATE LOGIN and CREATE USER stand alone in their batch, and Azure SQL has no USE; so a fact becomes steps.
 */
export interface SqlStep {
  readonly database: string;
  /** The statement is left out when this query returns a row. */
  readonly unless?: SqlQuery;
  /** The statement is left out when this query returns no row. */
  readonly onlyIf?: SqlQuery;
  /** The statement is for a principal that has the name only while this query returns a row; another one is not meant. */
  readonly isAbout?: SqlQuery;
  /** The statement cannot be run while this query returns a row; see `release`. */
  readonly blockedBy?: SqlQuery;
  readonly statement: string;
  /** Whether others may stand in the batch as well, because running the statement twice changes nothing. */
  readonly mayShareBatch?: true;
}
