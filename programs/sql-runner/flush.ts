import { type SqlFact } from "../../lib/sql/model/fact";
import { engineOf } from "./engines/engine-of";
import { failureOf, SqlError } from "./failures";
import { runSteps } from "./run-steps";
import { type Session } from "./session";
import { type Tell, told } from "./told";

/** Flushes the server's caches. Otherwise a change takes minutes to apply. A refused flush is not a failure. */
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
