import { TRANSIENT_ERRORS } from "../../lib/sql/model/transient-errors";
import { BY_NUMBER } from "../../programs/sql-runner/known-errors";
import published from "./published-transient-errors.json";

const NUMBERS = [...new Set(Object.values(published).flatMap(({ numbers }) => numbers))].sort((a, b) => a - b);

test("deployment scripts retry the errors that pass by themselves, and no others", () => {
  expect(TRANSIENT_ERRORS).toEqual(NUMBERS);
});

test("the runner retries the same errors", () => {
  const retried = Object.entries(BY_NUMBER).filter(([, { retry }]) => retry);
  expect(retried.map(([number]) => Number(number))).toEqual(NUMBERS);
});
