import { chmodSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundleProgram } from "./bundle-program";
import { writeMapPage } from "./map-page";
import { MAP_PAGE, ROOT } from "../paths";

/** The shipped programs, each as one file, by their entry point. */
const PROGRAMS: Readonly<Record<string, string>> = {
  "programs/sql-runner/main.ts": "programs/sql-runner/dist/sql-runner.js",
  "programs/azmi/main.ts": "programs/azmi/dist/azmi.js",
};

async function main(): Promise<void> {
  const page = await writeMapPage(MAP_PAGE);
  for (const [entry, program] of Object.entries(PROGRAMS)) {
    const outfile = join(ROOT, program);
    await bundleProgram(join(ROOT, entry), outfile, dirname(outfile) === dirname(MAP_PAGE) ? [page] : []);
    chmodSync(outfile, 0o755);
  }
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
