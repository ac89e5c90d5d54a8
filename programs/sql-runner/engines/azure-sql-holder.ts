import { idForSid, idOfSid } from "../../../lib/sql/model/catalog-queries";
import { type AzureSqlFact } from "../../../lib/sql/model/fact";
import { aboutQuery, holderQuery, principalNamed } from "../../../lib/sql/model/fact-queries";
import { type SqlStep } from "../../../lib/sql/model/sql-step";
import { stepsToRemove } from "../../../lib/sql/model/fact-steps";
import { NotDone } from "../failures";
import { runSteps } from "../run-steps";
import { type Session } from "../session";

/** Describes the principal that has the name of a fact, if it is another one. */
export async function otherHolder(fact: AzureSqlFact, session: Session): Promise<NotDone | undefined> {
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
    `${what} belongs to another principal: its id is ${holder}, not ${meant.toLowerCase()}`,
    "Neither was changed. Give one of them another name (loginName, userName). If nobody needs the other one, drop it or " +
      "set replaceOther",
  );
}

/** Drops, by name, what was just created for the wrong principal. */
export async function undo(fact: AzureSqlFact, session: Session, ran: (step: SqlStep) => void): Promise<void> {
  const holder = (fact.kind === "login" || fact.kind === "database-user") && (await holderOf(fact, session));
  if (!holder) {
    return;
  }
  const made: AzureSqlFact =
    fact.kind === "login"
      ? { ...fact, sidFrom: holder }
      : { ...fact, origin: { type: "sid", sidFrom: holder, sidType: "E" } };
  await runSteps(stepsToRemove(made), session, ran);
}

async function holderOf(fact: AzureSqlFact, session: Session): Promise<string | undefined> {
  const [row] = await session.query(holderQuery(fact));
  return row?.sid instanceof Uint8Array ? idOfSid(row.sid) : undefined;
}
