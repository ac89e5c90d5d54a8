import { TRANSIENT_ERRORS } from "../../lib/sql/model/transient-errors";
import { BY_NUMBER } from "../../programs/sql-runner/known-errors";

test("what may pass by itself is the same to the runner and to other executors", () => {
  const retried = Object.entries(BY_NUMBER).filter(([, { retry }]) => retry);
  expect(TRANSIENT_ERRORS).toEqual(retried.map(([number]) => Number(number)));
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
