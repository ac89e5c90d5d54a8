import { type SqlStep } from "../lib/sql/t-sql";
import { NotDone } from "./failures";
import { type Session } from "./session";

/**
 * Runs the steps that are needed, each after the one before, and tells every statement that was run.
 *
 * @returns whether there was one
 */
export async function runSteps(
  steps: readonly SqlStep[],
  session: Session,
  ran: (step: SqlStep) => void,
): Promise<boolean> {
  let hasChanged = false;
  for (const step of steps) {
    if (await isNeeded(step, session)) {
      await refuseWhenBlocked(step, session);
      await session.batch(step.database, step.statement);
      ran(step);
      hasChanged = true;
    }
  }
  return hasChanged;
}

async function isNeeded({ unless, onlyIf }: SqlStep, session: Session): Promise<boolean> {
  if (unless !== undefined && (await session.hasRow(unless))) {
    return false;
  }
  return onlyIf === undefined || (await session.hasRow(onlyIf));
}

async function refuseWhenBlocked({ blockedBy = {}, statement, database }: SqlStep, session: Session): Promise<void> {
  const owned: string[] = [];
  for (const [what, query] of Object.entries(blockedBy)) {
    const rows = await session.query(query);
    owned.push(...rows.map((row) => `${what} ${JSON.stringify(Object.values(row)[0])}`));
  }
  if (owned.length > 0) {
    throw new NotDone(
      `${statement} in database ${JSON.stringify(database)} was left out, because the user owns ${owned.join(", ")}`,
      "Give that to somebody else (ALTER AUTHORIZATION ON SCHEMA::… TO …), then apply again",
    );
  }
}
