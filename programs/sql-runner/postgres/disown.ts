import { type PostgresFact } from "../../../lib/sql/model/postgres/postgres-fact";
import { type SqlStep } from "../../../lib/sql/model/sql-step";
import { textIn } from "../engines/engine";
import { NotDone } from "../failures";
import { runSteps } from "../run-steps";
import { type Session } from "../session";
import { dependingDatabasesQuery, dependingObjectsQuery } from "./queries";
import { actAs, reassign, removableQuery } from "./statements";

/** Limits the length of an error. */
const MOST_NAMED = 20;

/**
 * Reassigns or revokes what depends on a role before it is dropped.
 *
 * @param heir role that takes over its objects
 * @throws NotDone with a list of what depends on it, if there is no heir
 */
export async function disown(
  fact: PostgresFact,
  heir: string | undefined,
  session: Session,
  ran: (step: SqlStep) => void,
): Promise<void> {
  if (fact.kind !== "postgres-role" || !(await session.hasRow(removableQuery(fact)))) {
    return;
  }
  const databases = (await session.query(dependingDatabasesQuery(fact.name))).map((row) => textIn(row, "database"));
  if (databases.length === 0) {
    return;
  }
  if (heir === undefined) {
    throw await ownsSomething(fact.name, databases, session);
  }
  await runSteps([actAs(fact.name), ...databases.flatMap((name) => reassign(name, fact.name, heir))], session, ran);
}

async function ownsSomething(role: string, databases: readonly string[], session: Session): Promise<NotDone> {
  const found: string[] = [];
  for (const database of databases) {
    const rows = await session.query(dependingObjectsQuery(database, role));
    found.push(...rows.map((row) => `  ${JSON.stringify(database)}: ${textIn(row, "object")} (${textIn(row, "how")})`));
  }
  const more = found.length > MOST_NAMED ? [`  and ${String(found.length - MOST_NAMED)} more`] : [];
  return new NotDone(
    `role ${JSON.stringify(role)} was not dropped, because it owns objects, or has privileges that the app did not ` +
      `grant:\n${[...found.slice(0, MOST_NAMED), ...more].join("\n")}`,
    "Set reassignOwnedTo of the PostgresEndpoint to the role that takes over its objects, or run REASSIGN OWNED and DROP " +
      "OWNED in these databases yourself, then apply again",
  );
}
