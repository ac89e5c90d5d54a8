import { TRANSIENT_ERRORS } from "../../lib/sql/transient-errors";
import { BY_NUMBER } from "../../sql-runner/known-errors";

test("what may pass by itself is the same to the runner and to other executors", () => {
  const retried = Object.entries(BY_NUMBER).filter(([, { retry }]) => retry);
  expect(TRANSIENT_ERRORS).toEqual(retried.map(([number]) => Number(number)));
});
