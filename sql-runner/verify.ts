import { idForSid, idOfSid } from "../lib/sql/catalog-queries";
import { type SqlFact } from "../lib/sql/fact";
import {
  aboutQuery,
  factQuery,
  holderQuery,
  principalNamed,
  queryText,
  removableQuery,
  stepsToRemove,
} from "../lib/sql/t-sql";
import { askMany } from "./ask-many";
import { NotDone } from "./failures";
import { runSteps } from "./run-steps";
import { type Session } from "./session";
import { type Tell, told } from "./told";

/** Reads back whether facts hold, and says of each that does not why. */
export async function verifyMany(facts: readonly SqlFact[], session: Session): Promise<[SqlFact, NotDone][]> {
  const queries = facts.map(factQuery);
  const found = await askMany(queries, session);
  const failed: [SqlFact, NotDone][] = [];
  for (const [index, fact] of facts.entries()) {
    const query = queries[index];
    if (query && !found.has(query)) {
      const readBack = `reading back returned no row: ${queryText(query)}`;
      failed.push([fact, (await otherHolder(fact, session)) ?? new NotDone(readBack, WHY[fact.kind])]);
    }
  }
  return failed;
}

/**
 * Reads back whether the fact holds no longer.
 *
 * @throws NotDone if it does
 */
export async function verifyRemoval(fact: SqlFact, session: Session): Promise<void> {
  const query = removableQuery(fact);
  if (await session.hasRow(query)) {
    throw new NotDone(
      `reading back returned a row: ${queryText(query)}`,
      "Something else brings it back; look for what does",
    );
  }
}

/** Drops what was made a moment ago, by name, for somebody who is not meant. */
export async function undo(fact: SqlFact, session: Session, tell: Tell): Promise<void> {
  const holder = (fact.kind === "login" || fact.kind === "database-user") && (await holderOf(fact, session));
  if (!holder) {
    return;
  }
  const made: SqlFact =
    fact.kind === "login"
      ? { ...fact, sidFrom: holder }
      : { ...fact, origin: { type: "sid", sidFrom: holder, sidType: "E" } };
  await runSteps(stepsToRemove(made), session, told(fact.server, tell));
}

/** Says who has the name that a fact is about, where that is somebody else. */
async function otherHolder(fact: SqlFact, session: Session): Promise<NotDone | undefined> {
  const meant = idForSid(fact);
  if (meant === undefined || aboutQuery(fact) === undefined) {
    return undefined;
  }
  const holder = await holderOf(fact, session);
  if (holder === undefined || holder === meant.toLowerCase()) {
    return undefined;
  }
  const name = JSON.stringify(principalNamed(fact).name);
  const what = "database" in fact ? `user ${name} in database ${JSON.stringify(fact.database)}` : `login ${name}`;
  return new NotDone(
    `${what} stands for another principal, with the id ${holder}, and not for the one with the id ${meant.toLowerCase()}`,
    "Nothing was taken from either. Give one of them another name (loginName, userName); or, where nobody needs the other " +
      "one any more, drop it, or let replaceOther do that",
  );
}

async function holderOf(fact: SqlFact, session: Session): Promise<string | undefined> {
  const [row] = await session.query(holderQuery(fact));
  return row?.sid instanceof Uint8Array ? idOfSid(row.sid) : undefined;
}

const OTHER_PRINCIPAL =
  "Something else has this name: a SQL login or user, a role, or a principal with another id. Choose another name, or " +
  "drop that";
const CHANGED = "Something else takes it away; look for what does";

const WHY: Readonly<Record<SqlFact["kind"], string>> = {
  login: OTHER_PRINCIPAL,
  "database-user": OTHER_PRINCIPAL,
  "database-role": "A user or an application role has this name. Choose another name, or drop that",
  schema: CHANGED,
  owner: CHANGED,
  "default-schema": CHANGED,
  "server-role-member": CHANGED,
  "database-role-member": CHANGED,
  permission: CHANGED,
};
