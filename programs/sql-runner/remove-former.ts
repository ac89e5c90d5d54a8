import { FACT_ORDER, type SqlFact } from "../../lib/sql/model/fact";
import { idOfPrincipal, isPrincipal } from "../../lib/sql/model/principal-of-fact";
import { takeAway } from "./attempt";
import { basesOf, madeBy } from "./base";
import { classify } from "./classify";
import { engineOf } from "./engines/engine-of";
import { failureOf, isRefusal } from "./failures";
import { type Session } from "./session";
import { type Tell } from "./told";

/** Whether the grants of the previous principal must be revoked one by one. */
export const isRemovedFirst = (fact: SqlFact): boolean => isPrincipal(fact) && engineOf(fact).aboutFormer !== undefined;

/**
 * Removes everything that was created for the previous principal of a name.
 *
 * @param ids previous ids of the principal
 * @param all facts of the server
 * @param heir the role that takes over its objects
 * @returns whether there was something to remove
 */
export async function removeFormer(
  fact: SqlFact,
  ids: readonly string[],
  all: readonly SqlFact[],
  heir: string | undefined,
  session: Session,
  tell: Tell,
): Promise<boolean> {
  const engine = engineOf(fact);
  const made = madeBy(fact);
  const about = (one: SqlFact, id: string): SqlFact => engine.aboutFormer?.(one, id) ?? one;
  let hasChanged = false;
  for (const id of ids.filter((one) => one.toLowerCase() !== idOfPrincipal(fact)?.toLowerCase())) {
    const former = about(fact, id);
    if (made !== undefined && (await session.hasRow(engine.removableQuery(former)))) {
      // An heir takes over all objects, which revokes the grants too.
      for (const other of heir === undefined ? basedOn(made, all) : []) {
        // The own principal is the first prerequisite of a fact.
        await takeAwayIfAllowed(basesOf(other)[0] === made ? about(other, id) : other, session, tell);
      }
      await takeAway(former, session, tell, heir);
      hasChanged = true;
    }
  }
  return hasChanged;
}

/**
 * An error here is about something that depends on the principal. It is reported when the principal cannot be dropped.
 */
async function takeAwayIfAllowed(fact: SqlFact, session: Session, tell: Tell): Promise<void> {
  try {
    await takeAway(fact, session, tell);
  } catch (error) {
    const failure = failureOf(error);
    if (!isRefusal(failure) || classify(failure).retry) {
      throw error;
    }
  }
}

/** Facts with most prerequisites first. */
const basedOn = (made: string, all: readonly SqlFact[]): SqlFact[] =>
  [...FACT_ORDER]
    .reverse()
    .flatMap((kind) => all.filter((other) => other.kind === kind && basesOf(other).includes(made)));
