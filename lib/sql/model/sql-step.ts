import { type SqlQuery } from "./catalog-queries";

/**
 * One statement in one database, with queries that tell whether it is needed. CREATE LOGIN and CREATE USER must be alone in
 * their batch, and Azure SQL has no USE. A fact therefore consists of steps.
 *
 * Only the files named *-steps.ts build statements. quoting.ts quotes identifiers and literals.
 */
export interface SqlStep {
  readonly database: string;
  /** Skips the statement if this query returns a row. */
  readonly unless?: SqlQuery;
  /** Skips the statement if this query returns no row. */
  readonly onlyIf?: SqlQuery;
  /** The name belongs to the right principal only if this query returns a row. */
  readonly isAbout?: SqlQuery;
  /** The statement fails while this query returns a row; see `release`. */
  readonly blockedBy?: SqlQuery;
  readonly statement: string;
  /** Whether the statement is idempotent, and can share a batch with others. */
  readonly mayShareBatch?: true;
}
