import { type SqlQuery } from "../lib/sql/catalog-queries";
import { type Owned } from "../lib/sql/owned-query";
import { release, type SqlStep } from "../lib/sql/t-sql";
import { classify } from "./classify";
import { failureOf, NotDone, SqlError } from "./failures";
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

async function refuseWhenBlocked({ blockedBy, statement, database }: SqlStep, session: Session): Promise<void> {
  const statements = blockedBy === undefined ? [] : (await ownedBy(blockedBy, session)).map(release);
  if (statements.length > 0) {
    throw new NotDone(
      `${statement} in database ${JSON.stringify(database)} was left out, because the user owns something there, or has ` +
        `granted permissions:\n${statements.map((one) => `  ${one};`).join("\n")}`,
      "Run these statements in the database, or give things to somebody else than dbo, then apply again",
    );
  }
}

/** Where the catalog cannot be asked, the server itself refuses to drop what owns something. */
async function ownedBy(query: SqlQuery, session: Session): Promise<readonly Owned[]> {
  try {
    return (await session.query(query)) as unknown as readonly Owned[];
  } catch (error) {
    const failure = failureOf(error);
    if (failure instanceof SqlError && !classify(failure).retry) {
      return [];
    }
    throw error;
  }
}
