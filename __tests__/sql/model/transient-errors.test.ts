import { TRANSIENT_ERRORS } from "../../../lib/sql/model/transient-errors";
import { ADVICE } from "../../../programs/sql-runner/known-errors";
import published from "./published-transient-errors.json";

const NUMBERS = [...new Set(Object.values(published).flatMap(({ numbers }) => numbers))].sort((a, b) => a - b);

test("the errors that Microsoft publishes as transient are retried, and no others", () => {
  expect(TRANSIENT_ERRORS).toEqual(NUMBERS);
});

test("the runner has advice for every error that is retried in vain", () => {
  expect(TRANSIENT_ERRORS.filter((number) => ADVICE[number] === undefined)).toEqual([]);
});
