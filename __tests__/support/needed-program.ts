import { spawnSync } from "node:child_process";

const TIMEOUT = 120_000;

export interface NeededProgram {
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

/** Tests that need programs: reported as skipped where one is missing, failed where that is required. */
export function testNeeding(...programs: readonly NeededProgram[]): TestNeedingProgram {
  const missing = programs.find(({ program, probe }) => spawnSync(program, probe, { stdio: "ignore" }).status !== 0);
  if (missing && process.env[missing.required] !== undefined) {
    throw new Error(`${missing.required} is set, and there is no ${missing.program} on the PATH`);
  }
  const one = (name: string, run: () => unknown): void => {
    const title = missing ? `${name} (skipped: no ${missing.program} on the PATH)` : name;
    const inTurn = async (): Promise<void> => {
      await run();
    };
    (missing ? test.skip : test)(title, inTurn, TIMEOUT);
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
