import { join } from "node:path";
import { build } from "esbuild";

/** Builds the one file that is shipped and copied next to synthesized stacks. */
build({
  entryPoints: [join(__dirname, "main.ts")],
  outfile: join(__dirname, "dist", "sql-runner.js"),
  bundle: true,
  platform: "node",
  target: "node20",
  minify: true,
  legalComments: "eof",
  logLevel: "warning",
}).catch(() => {
  process.exitCode = 1;
});
