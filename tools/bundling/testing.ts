import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TESTING_README, testingDeclarations, writeTestingProgram } from "./testing-package";
import { ROOT } from "../paths";

/**
 * Creates `testing/`, which consumers import as `cdktf-azure-managed-identity/testing`: the simulator, its declarations
 * and its README. It is a folder in addition to an entry in `exports`, because TypeScript's "node10" resolution, which
 * CDKTF projects use, ignores `exports`.
 */
const OUTPUT = join(ROOT, "testing");

async function main(): Promise<void> {
  const declarations = testingDeclarations();
  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(OUTPUT);
  writeFileSync(join(OUTPUT, "index.d.ts"), declarations);
  cpSync(TESTING_README, join(OUTPUT, "README.md"));
  await writeTestingProgram(OUTPUT);
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
