import { FACT_ORDER, type SqlFact } from "../../lib/sql/model/fact";
import { idOfPrincipal, isPrincipal } from "../../lib/sql/model/principal-of-fact";
import { takeAway } from "./attempt";
import { basesOf, madeBy } from "./base";
import { classify } from "./classify";
import { engineOf } from "./engines/engine-of";
import { failureOf, isRefusal } from "./failures";
import { type Session } from "./session";
import { type Tell } from "./told";

/** Whether whoever had the name of a principal before has to be removed with all that was granted, one by one. */
export const isRemovedFirst = (fact: SqlFact): boolean => isPrincipal(fact) && engineOf(fact).aboutFormer !== undefined;

/**
 * Takes away what was made for whoever had the name of a principal before.
 *
 * @param ids that the principal had before
 * @param all facts of the server
 * @param heir who takes over what it owns
 * @returns whether there was something
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
      // An heir takes over everything, and what was granted goes with that.
      for (const other of heir === undefined ? basedOn(made, all) : []) {
        // Of what a fact is based on, its own principal comes first.
        await takeAwayIfAllowed(basesOf(other)[0] === made ? about(other, id) : other, session, tell);
      }
      await takeAway(former, session, tell, heir);
      hasChanged = true;
    }
  }
  return hasChanged;
}

/** What is refused here hangs on the principal, and is named when that cannot be dropped. */
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

/** What is based on most comes first. */
const basedOn = (made: string, all: readonly SqlFact[]): SqlFact[] =>
  [...FACT_ORDER]
    .reverse()
    .flatMap((kind) => all.filter((other) => other.kind === kind && basesOf(other).includes(made)));
