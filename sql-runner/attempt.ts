import { type SqlFact } from "../lib/sql/fact";
import { flushAfter, type SqlStep, stepsToApply, stepsToRemove } from "../lib/sql/t-sql";
import { type Action } from "./arguments";
import { failureOf, NotDone, SqlError } from "./failures";
import { missingDatabase, whatIsGone } from "./gone";
import { printable } from "./printable";
import { runSteps } from "./run-steps";
import { type Connect, Session } from "./session";
import { verify } from "./verify";

/** What a person is told, a line at a time. */
export type Tell = (line: string) => void;

/** Tries once, over new connections, to make a fact true or untrue. */
export async function attempt(action: Action, fact: SqlFact, connect: Connect, tell: Tell): Promise<void> {
  const session = new Session(connect);
  const ran = ({ database, statement }: SqlStep): void => {
    tell(`${fact.server}, database ${JSON.stringify(database)}: ${printable(statement)}`);
  };
  try {
    const steps = action === "apply" ? stepsToApply(fact) : stepsToRemove(fact);
    if (await runSteps(steps, session, ran)) {
      await flush(fact, session, ran);
    } else {
      tell("nothing to do");
    }
    await verify(action, fact, session);
  } catch (error) {
    if (action === "apply") {
      throw (await noDatabase(error, fact, session)) ?? error;
    }
    const gone = await whatIsGone(error, fact, session);
    if (gone === undefined) {
      throw error;
    }
    tell(`nothing to do: ${gone} does not exist any more`);
  } finally {
    session.close();
  }
}

/** A database that is being made or restored is known to its server; one that is not will not come by waiting. */
async function noDatabase(error: unknown, fact: SqlFact, session: Session): Promise<NotDone | undefined> {
  const missing = await missingDatabase(error, fact, session);
  if (missing === undefined) {
    return undefined;
  }
  return new NotDone(
    `${fact.server} knows no ${missing}`,
    "Check its name, and that it is on this server; the Entra administrator of the server sees all of them",
  );
}

/** Without it the change takes effect some minutes later, so being refused it is no failure. */
async function flush(fact: SqlFact, session: Session, ran: (step: SqlStep) => void): Promise<void> {
  const step = flushAfter(fact);
  if (step === undefined) {
    return;
  }
  try {
    await runSteps([step], session, ran);
  } catch (error) {
    if (!(failureOf(error) instanceof SqlError)) {
      throw error;
    }
  }
}
