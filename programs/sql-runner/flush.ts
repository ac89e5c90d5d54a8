import { type SqlFact } from "../../lib/sql/model/fact";
import { engineOf } from "./engines/engine-of";
import { failureOf, SqlError } from "./failures";
import { runSteps } from "./run-steps";
import { type Session } from "./session";
import { type Tell, told } from "./told";

/** Without it a change takes effect some minutes later, so being refused it is no failure. */
export async function flush(fact: SqlFact, session: Session, tell: Tell): Promise<void> {
  const step = engineOf(fact).flushAfter?.(fact);
  if (step === undefined) {
    return;
  }
  try {
    await runSteps([step], session, told(fact.server, tell));
  } catch (error) {
    if (!(failureOf(error) instanceof SqlError)) {
      throw error;
    }
  }
}
