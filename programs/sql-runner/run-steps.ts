import { type SqlQuery } from "../../lib/sql/model/catalog-queries";
import { type Owned } from "../../lib/sql/model/owned-query";
import { release } from "../../lib/sql/model/owned-query";
import { type SqlStep } from "../../lib/sql/model/sql-step";
import { classify } from "./classify";
import { failureOf, NotDone, SqlError } from "./failures";
import { type Session } from "./session";

/**
 * Runs the steps that are needed, each after the one before, and tells every statement that was run.
 *
 * @param found the conditions that were found to return a row; asked here where it is left out
 * @returns whether there was one
 */
export async function runSteps(
  steps: readonly SqlStep[],
  session: Session,
  ran: (step: SqlStep) => void,
  found?: ReadonlySet<SqlQuery>,
): Promise<boolean> {
  let hasChanged = false;
  for (const step of steps) {
    // What was found before holds until a statement was run.
    if (found && !hasChanged ? isNeeded(step, found) : isNeeded(step, await answersTo(step, session))) {
      await refuseWhenBlocked(step, session);
      await session.batch(step.database, step.statement);
      ran(step);
      hasChanged = true;
    }
  }
  return hasChanged;
}

/** Whether the conditions of a step are met, of which those that return a row were found. */
export function isNeeded({ unless, onlyIf, isAbout }: SqlStep, found: ReadonlySet<SqlQuery>): boolean {
  const isMet = (query: SqlQuery | undefined): boolean => query === undefined || found.has(query);
  return !(unless !== undefined && found.has(unless)) && isMet(onlyIf) && isMet(isAbout);
}

/** Asks for one condition after the other, until one is not met. */
async function answersTo({ unless, onlyIf, isAbout }: SqlStep, session: Session): Promise<ReadonlySet<SqlQuery>> {
  const found = new Set<SqlQuery>();
  if (unless !== undefined && (await session.hasRow(unless))) {
    return found.add(unless);
  }
  for (const condition of [onlyIf, isAbout]) {
    if (condition !== undefined) {
      if (!(await session.hasRow(condition))) {
        break;
      }
      found.add(condition);
    }
  }
  return found;
}

async function refuseWhenBlocked({ blockedBy, statement, database }: SqlStep, session: Session): Promise<void> {
  const statements = blockedBy === undefined ? [] : (await ownedBy(blockedBy, session)).map(release);
  if (statements.length > 0) {
    throw new NotDone(
      `${statement} in database ${JSON.stringify(database)} was left out, because ${statement.startsWith("DROP ROLE") ? "the role has members, " : "the user "}` +
        `owns something there, or has granted permissions:\n${statements.map((one) => `  ${one};`).join("\n")}`,
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
