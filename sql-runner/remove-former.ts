import { type SqlFact } from "../lib/sql/fact";
import { FACT_ORDER } from "../lib/sql/fact-order";
import { idOfPrincipal, isPrincipal } from "../lib/sql/principal-of-fact";
import { takeAway } from "./attempt";
import { basesOf, madeBy } from "./base";
import { engineOf } from "./engines/engine-of";
import { type Session } from "./session";
import { type Tell } from "./told";

/**
 * Takes away what was made for whoever had the name of a principal before, with what that was granted, on servers that drop
 * nobody who has something.
 *
 * @param all facts of the server
 * @param ids that the principal had before
 * @param heir who takes over what it owns
 * @returns whether there was something
 */
export async function removeFormer(
  fact: SqlFact,
  all: readonly SqlFact[],
  ids: readonly string[],
  session: Session,
  tell: Tell,
  heir: string | undefined,
): Promise<boolean> {
  const engine = engineOf(fact);
  const made = madeBy(fact);
  if (!engine.aboutFormer || !isPrincipal(fact) || made === undefined) {
    return false;
  }
  let hasChanged = false;
  for (const id of ids.filter((one) => one.toLowerCase() !== idOfPrincipal(fact)?.toLowerCase())) {
    const former = engine.aboutFormer(fact, id);
    if (await session.hasRow(engine.removableQuery(former))) {
      for (const other of basedOn(made, all)) {
        // Of what a fact is based on, its principal comes first.
        const isItsOwn = basesOf(other)[0] === made;
        await takeAway(isItsOwn ? engine.aboutFormer(other, id) : other, session, tell);
      }
      await takeAway(former, session, tell, heir);
      hasChanged = true;
    }
  }
  return hasChanged;
}

/** What is based on most comes first. */
const basedOn = (made: string, all: readonly SqlFact[]): SqlFact[] =>
  [...FACT_ORDER]
    .reverse()
    .flatMap((kind) => all.filter((other) => other.kind === kind && basesOf(other).includes(made)));
