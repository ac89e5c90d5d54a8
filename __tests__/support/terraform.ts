import { spawnSync } from "node:child_process";

const TIMEOUT = 60_000;

const isThere = spawnSync("terraform", ["version"], { stdio: "ignore" }).status === 0;

if (!isThere && process.env.REQUIRE_TERRAFORM !== undefined) {
  throw new Error("REQUIRE_TERRAFORM is set, and there is no terraform on the PATH");
}

/** A test that needs the terraform binary; reported as skipped where there is none, failed where it is required. */
export function testWithTerraform(name: string, run: () => unknown): void {
  const title = isThere ? name : `${name} (skipped: no terraform on the PATH)`;
  const inTurn = async (): Promise<void> => {
    await run();
  };
  (isThere ? test : test.skip)(title, inTurn, TIMEOUT);
}

/** One such test for each row, whose first element completes the name. */
testWithTerraform.each =
  <Row extends readonly [string, ...unknown[]]>(rows: readonly Row[]) =>
  (name: string, run: (...row: Row) => unknown): void => {
    rows.forEach((row) => {
      testWithTerraform(name.replace("%s", row[0]), () => run(...row));
    });
  };
