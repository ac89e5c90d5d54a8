import { join } from "node:path";
import { bundle } from "../bundling/bundle";

/** Builds the one file that is shipped and copied next to synthesized stacks. */
bundle(join(__dirname, "main.ts"), join(__dirname, "dist", "sql-runner.js"), { minify: true }).catch(
  (error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = 1;
  },
);
