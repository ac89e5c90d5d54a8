import { chunks } from "../../lib/core/collections";
import { type SqlQuery } from "../../lib/sql/model/catalog-queries";
import { type SqlStep } from "../../lib/sql/model/sql-step";
import { failureOf, SqlError } from "./failures";
import { isNeeded } from "./run-steps";
import { type Session } from "./session";

const AT_ONCE = 100;

/**
 * Runs the necessary steps of one database that may be batched, many in one request. If the server rejects one of them,
 * it is unknown which others ran, so the whole batch is left to be run one by one.
 *
 * @param found the conditions that returned a row
 * @returns the steps that ran, and the steps that were tried
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
