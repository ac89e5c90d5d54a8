import { spawnSync } from "node:child_process";

const TIMEOUT = 120_000;

interface NeededProgram {
  /** Its name on the PATH. */
  readonly program: string;
  /** What makes it do nothing and succeed. */
  readonly probe: readonly string[];
  /** Environment variable that makes tests fail where it is absent. */
  readonly required: string;
}

export interface TestNeedingProgram {
  (name: string, run: () => unknown): void;
  /** One such test for each row, whose first element completes the name. */
  each<Row extends readonly [string, ...unknown[]]>(
    rows: readonly Row[],
  ): (name: string, run: (...row: Row) => unknown) => void;
}

/** Tests that need a program: reported as skipped where there is none, failed where it is required. */
export function testNeeding({ program, probe, required }: NeededProgram): TestNeedingProgram {
  const isThere = spawnSync(program, probe, { stdio: "ignore" }).status === 0;
  if (!isThere && process.env[required] !== undefined) {
    throw new Error(`${required} is set, and there is no ${program} on the PATH`);
  }
  const one = (name: string, run: () => unknown): void => {
    const title = isThere ? name : `${name} (skipped: no ${program} on the PATH)`;
    const inTurn = async (): Promise<void> => {
      await run();
    };
    (isThere ? test : test.skip)(title, inTurn, TIMEOUT);
  };
  return Object.assign(one, {
    each:
      <Row extends readonly [string, ...unknown[]]>(rows: readonly Row[]) =>
      (name: string, run: (...row: Row) => unknown): void => {
        rows.forEach((row) => {
          one(name.replace("%s", row[0]), () => run(...row));
        });
      },
  });
}
