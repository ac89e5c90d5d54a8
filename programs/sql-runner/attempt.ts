import { type SqlFact } from "../../lib/sql/model/fact";
import { engineOf } from "./engines/engine-of";
import { flush } from "./flush";
import { whatIsGone } from "./gone";
import { runSteps } from "./run-steps";
import { type Connect, Session } from "./session";
import { type Tell, told } from "./told";
import { verifyRemoval } from "./verify";

/**
 * Tries once, over new connections, to remove a fact.
 *
 * @param heir the role that takes over the objects of a principal
 */
export async function attemptRemoval(fact: SqlFact, connect: Connect, tell: Tell, heir?: string): Promise<void> {
  const session = new Session(connect);
  try {
    const other = await engineOf(fact).otherPrincipal?.(fact, session);
    if (other) {
      tell(`nothing to do: ${other.message}`);
    } else if (!(await takeAway(fact, session, tell, heir))) {
      tell("nothing to do");
    }
  } catch (error) {
    const gone = await whatIsGone(error, fact, session);
    if (gone === undefined) {
      throw error;
    }
    tell(`nothing to do: ${gone} no longer exists`);
  } finally {
    session.close();
  }
}

/** @returns whether there was something to remove */
export async function takeAway(fact: SqlFact, session: Session, tell: Tell, heir?: string): Promise<boolean> {
  const engine = engineOf(fact);
  const ran = told(fact.server, tell);
  await engine.disown?.(fact, heir, session, ran);
  const hasChanged = await runSteps(engine.stepsToRemove(fact), session, ran);
  if (hasChanged) {
    await flush(fact, session, tell);
  }
  await verifyRemoval(fact, session);
  return hasChanged;
}
