import { type SqlFact } from "../../lib/sql/model/fact";
import { engineOf } from "./engines/engine-of";
import { failureOf, NotDone, Refusal, ServerGone, SqlError } from "./failures";
import { type Session } from "./session";

/**
 * What a fact to remove has gone down with, if the failure comes from that: a server or database that was deleted takes
 * its logins and users along. It has to be certain, because what is left behind nobody removes any more:
 *
 * - SQL_RUNNER_GONE names the server. Nothing else tells for sure: a name is missing from the DNS of a network without
 *   the private zone too, and the gateway of Azure says of servers whose network rules are in the way that it cannot open
 *   them (40532).
 * - The server, asked in master, does not know the database; "cannot open" (4060) alone may mean many things.
 */
export async function whatIsGone(error: unknown, fact: SqlFact, session: Session): Promise<string | undefined> {
  const failure = failureOf(error);
  return failure instanceof ServerGone ? `server ${fact.server}` : missingDatabase(failure, fact, session);
}

/** The database of a fact, where it was not opened and the server does not know it. */
export async function missingDatabase(error: unknown, fact: SqlFact, session: Session): Promise<string | undefined> {
  const failure = failureOf(error);
  const wasNotOpened = failure instanceof SqlError && failure.number === 4060;
  const isUnknown = failure instanceof Refusal && failure.isDatabaseUnknown;
  return "database" in fact && (isUnknown || (wasNotOpened && !(await isKnown(fact, fact.database, session))))
    ? `database ${JSON.stringify(fact.database)}`
    : undefined;
}

/** A database that is being made or restored is known to its server; one that is not will not come by waiting. */
export async function noDatabase(error: unknown, fact: SqlFact, session: Session): Promise<NotDone | undefined> {
  const missing = await missingDatabase(error, fact, session);
  return missing === undefined
    ? undefined
    : new NotDone(
        `${fact.server} knows no ${missing}`,
        "Check its name, and that it is on this server; the Entra administrator of the server sees all of them",
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
