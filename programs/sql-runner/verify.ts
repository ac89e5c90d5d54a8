import { type SqlQuery } from "../../lib/sql/model/catalog-queries";
import { type SqlFact } from "../../lib/sql/model/fact";
import { askMany, keyOf } from "./ask-many";
import { engineOf } from "./engines/engine-of";
import { NotDone } from "./failures";
import { type Session } from "./session";

/** Queries that each return a row if a fact holds. */
export function questionsAbout(fact: SqlFact): SqlQuery[] {
  const engine = engineOf(fact);
  const about = engine.aboutQuery?.(fact);
  return [engine.factQuery(fact), ...(about ? [about] : [])];
}

/** Reads back the facts of one server, and explains each one that does not hold. */
export async function verifyMany(facts: readonly SqlFact[], session: Session): Promise<[SqlFact, NotDone][]> {
  const [first] = facts;
  if (first === undefined) {
    return [];
  }
  const questions = new Map(facts.map((fact) => [fact, questionsAbout(fact)]));
  const found = await askMany([...questions.values()].flat(), session, engineOf(first));
  found.forEach((query) => session.verified.add(keyOf(query)));
  const failed: [SqlFact, NotDone][] = [];
  for (const [fact, asked] of questions) {
    const unanswered = asked.find((query) => !found.has(query));
    if (unanswered) {
      const engine = engineOf(fact);
      const readBack = `reading back returned no row: ${engine.queryText(unanswered)}`;
      failed.push([fact, await engine.whyNotTrue(fact, readBack, session)]);
    }
  }
  return failed;
}

/**
 * Reads back that a fact no longer holds.
 *
 * @throws NotDone if it still holds
 */
export async function verifyRemoval(fact: SqlFact, session: Session): Promise<void> {
  const engine = engineOf(fact);
  const query = engine.removableQuery(fact);
  if (await session.hasRow(query)) {
    throw new NotDone(
      `reading back returned a row: ${engine.queryText(query)}`,
      "Something else recreates it. Find out what does",
    );
  }
}
