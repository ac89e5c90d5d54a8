import { chunks } from "../../lib/core/chunks";
import { type SqlQuery } from "../../lib/sql/model/catalog-queries";
import { type SqlStep } from "../../lib/sql/model/sql-step";
import { failureOf, SqlError } from "./failures";
import { isNeeded } from "./run-steps";
import { type Session } from "./session";

const AT_ONCE = 100;

/**
 * Runs those steps of one database that are needed and may stand in one batch, many in a round trip. Where the server refuses
 * one of them, nobody knows which of the others were run: all of that batch are left to be run one by one.
 *
 * @param found the conditions that were found to return a row
 * @returns what was run, and what was tried
 */
export async function runAtOnce(
  steps: readonly SqlStep[],
  session: Session,
  found: ReadonlySet<SqlQuery>,
): Promise<{ readonly ran: ReadonlySet<SqlStep>; readonly tried: ReadonlySet<SqlStep> }> {
  const tried = steps.filter((step) => step.mayShareBatch === true && isNeeded(step, found));
  const ran = new Set<SqlStep>();
  for (const some of chunks(tried, AT_ONCE)) {
    try {
      await session.batch(some[0]?.database ?? "", some.map(({ statement }) => `${statement};`).join("\n"));
      some.forEach((step) => ran.add(step));
    } catch (error) {
      const failure = failureOf(error);
      if (!(failure instanceof SqlError)) {
        throw failure;
      }
    }
  }
  return { ran, tried: new Set(tried) };
}
