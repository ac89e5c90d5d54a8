import { chmodSync } from "node:fs";
import { join } from "node:path";
import { type Plugin } from "esbuild";
import { bundle } from "./bundle";

const ROOT = join(__dirname, "..");

/** The programs that are shipped, each as one file, by what they are made from. */
const PROGRAMS: Readonly<Record<string, string>> = {
  "sql-runner/main.ts": "sql-runner/dist/sql-runner.js",
  "cli/main.ts": "cli/dist/azmi.js",
};

/**
 * The driver loads packages for ways to log in and for encrypted columns that nobody has a use for here. Left out, they
 * cost no time at the start; `@azure/identity` is loaded where it is needed.
 */
const leaveOut: Plugin = {
  name: "leave-out",
  setup: (build) => {
    build.onResolve({ filter: /^@azure\/(identity|keyvault-keys)$/ }, ({ path, importer }) =>
      /[\\/]node_modules[\\/]tedious[\\/]/.test(importer) ? { path, namespace: "left-out" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "module.exports = {};" }));
  },
};

async function main(): Promise<void> {
  for (const [entry, program] of Object.entries(PROGRAMS)) {
    const outfile = join(ROOT, program);
    await bundle(join(ROOT, entry), outfile, { minify: true, plugins: [leaveOut] });
    chmodSync(outfile, 0o755);
  }
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
