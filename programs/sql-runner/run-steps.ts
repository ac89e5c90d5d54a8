import { type SqlQuery } from "../../lib/sql/model/catalog-queries";
import { type Owned } from "../../lib/sql/model/owned-query";
import { release } from "../../lib/sql/model/owned-query";
import { type SqlStep } from "../../lib/sql/model/sql-step";
import { classify } from "./classify";
import { failureOf, NotDone, SqlError } from "./failures";
import { type Session } from "./session";

/**
 * Runs the necessary steps in order, and reports every statement that ran.
 *
 * @param found the conditions that returned a row; queried here by default
 * @returns whether any step ran
 */
export async function runSteps(
  steps: readonly SqlStep[],
  session: Session,
  ran: (step: SqlStep) => void,
  found?: ReadonlySet<SqlQuery>,
): Promise<boolean> {
  let hasChanged = false;
  for (const step of steps) {
    // The results stay valid until a statement has run.
    if (found && !hasChanged ? isNeeded(step, found) : isNeeded(step, await answersTo(step, session))) {
      await refuseWhenBlocked(step, session);
      await session.batch(step.database, step.statement);
      ran(step);
      hasChanged = true;
    }
  }
  return hasChanged;
}

/** Whether the conditions of a step are met, given the conditions that returned a row. */
export function isNeeded({ unless, onlyIf, isAbout }: SqlStep, found: ReadonlySet<SqlQuery>): boolean {
  const isMet = (query: SqlQuery | undefined): boolean => query === undefined || found.has(query);
  return !(unless !== undefined && found.has(unless)) && isMet(onlyIf) && isMet(isAbout);
}

/** Queries one condition after another, until one is not met. */
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

/** If the catalog cannot be queried, the server itself refuses to drop an owner. */
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
