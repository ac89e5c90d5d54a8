import { join } from "node:path";
import { bundleProgram } from "./bundle-program";

/** Builds the one file that is shipped and copied next to synthesized stacks. */
bundleProgram(join(__dirname, "main.ts"), join(__dirname, "dist", "sql-runner.js")).catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
