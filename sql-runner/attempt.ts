import { type SqlFact } from "../lib/sql/fact";
import { stepsToRemove } from "../lib/sql/t-sql";
import { flush } from "./flush";
import { whatIsGone } from "./gone";
import { runSteps } from "./run-steps";
import { type Connect, Session } from "./session";
import { type Tell, told } from "./told";
import { verifyRemoval } from "./verify";

/** Tries once, over new connections, to make a fact untrue. */
export async function attemptRemoval(fact: SqlFact, connect: Connect, tell: Tell): Promise<void> {
  const session = new Session(connect);
  try {
    if (await runSteps(stepsToRemove(fact), session, told(fact.server, tell))) {
      await flush(fact, session, tell);
    } else {
      tell("nothing to do");
    }
    await verifyRemoval(fact, session);
  } catch (error) {
    const gone = await whatIsGone(error, fact, session);
    if (gone === undefined) {
      throw error;
    }
    tell(`nothing to do: ${gone} does not exist any more`);
  } finally {
    session.close();
  }
}
