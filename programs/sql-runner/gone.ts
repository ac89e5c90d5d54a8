import { type SqlFact } from "../../lib/sql/model/fact";
import { engineOf } from "./engines/engine-of";
import { failureOf, NotDone, Refusal, ServerGone, SqlError } from "./failures";
import { type Session } from "./session";

/**
 * The name of the server or database that a removed fact disappeared with, if that caused the failure: a deleted server
 * takes its logins and users along. It must be certain, because nobody removes what is left behind:
 *
 * - SQL_RUNNER_GONE names the server. Nothing else is certain: a name is also missing from DNS in a network without the
 *   private zone, and Azure's gateway says "cannot open" (40532) if network rules block the way.
 * - The server says, asked in master, that it has no such database. "Cannot open" (4060) alone can mean many things.
 */
export async function whatIsGone(error: unknown, fact: SqlFact, session: Session): Promise<string | undefined> {
  const failure = failureOf(error);
  return failure instanceof ServerGone ? `server ${fact.server}` : missingDatabase(failure, fact, session);
}

/** The database of a fact, if it could not be opened and the server does not have it. */
export async function missingDatabase(error: unknown, fact: SqlFact, session: Session): Promise<string | undefined> {
  const failure = failureOf(error);
  const wasNotOpened = failure instanceof SqlError && failure.number === 4060;
  const isUnknown = failure instanceof Refusal && failure.isDatabaseUnknown;
  return "database" in fact && (isUnknown || (wasNotOpened && !(await isKnown(fact, fact.database, session))))
    ? `database ${JSON.stringify(fact.database)}`
    : undefined;
}

/**
 * A server knows a database that is being created or restored. Waiting does not help if it does not know the database.
 */
export async function noDatabase(error: unknown, fact: SqlFact, session: Session): Promise<NotDone | undefined> {
  const missing = await missingDatabase(error, fact, session);
  return missing === undefined
    ? undefined
    : new NotDone(
        `${fact.server} has no ${missing}`,
        "Check its name, and that it is on this server. The Entra administrator of the server sees all databases",
      );
}

async function isKnown(fact: SqlFact, database: string, session: Session): Promise<boolean> {
  const query = engineOf(fact).databaseQuery?.(database);
  try {
    return query === undefined || (await session.hasRow(query));
  } catch {
    return true;
  }
}
