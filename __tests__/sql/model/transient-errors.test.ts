import { TRANSIENT_ERRORS } from "../../../lib/sql/model/transient-errors";
import { ADVICE } from "../../../programs/sql-runner/known-errors";

test("the runner has advice for every error that is retried in vain", () => {
  expect(TRANSIENT_ERRORS.filter((number) => ADVICE[number] === undefined)).toEqual([]);
});

test.each([
  ["the service lists as transient", [615, 926, 4060, 4221, 40197, 40501, 40613, 49918, 49919, 49920]],
  [
    "the driver for .NET retries",
    [
      233, 997, 1204, 1205, 1222, 4060, 4221, 10060, 10928, 10929, 40143, 40197, 40501, 40540, 40613, 42108, 42109,
      49918, 49919, 49920,
    ],
  ],
])("what %s is retried", (_what, numbers) => {
  expect(TRANSIENT_ERRORS).toEqual(expect.arrayContaining(numbers));
});
