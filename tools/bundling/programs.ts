import { chmodSync } from "node:fs";
import { join } from "node:path";
import { bundleProgram } from "./bundle-program";
import { driversOfRunner } from "./drivers-of-runner";
import { writeMapPage } from "./map-page";
import { AZMI, MAP_PAGE, ROOT, SQL_RUNNER } from "../paths";

/** Bundles the shipped programs, each into one file. */
async function main(): Promise<void> {
  const page = await writeMapPage(MAP_PAGE);
  await bundleProgram(join(ROOT, "programs", "sql-runner", "main.ts"), SQL_RUNNER);
  await bundleProgram(join(ROOT, "programs", "azmi", "main.ts"), AZMI, { others: [page], plugins: [driversOfRunner] });
  [SQL_RUNNER, AZMI].forEach((program) => {
    chmodSync(program, 0o755);
  });
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
