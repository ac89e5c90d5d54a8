import { join } from "node:path";
import { type Plugin } from "esbuild";
import { bundle } from "../bundling/bundle";

/**
 * The driver loads packages for ways to log in and for encrypted columns that the runner has no use for. Left out, they
 * cost no time at the start; the runner itself loads `@azure/identity` when it needs it.
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

/** Builds the one file that is shipped and copied next to synthesized stacks. */
bundle(join(__dirname, "main.ts"), join(__dirname, "dist", "sql-runner.js"), {
  minify: true,
  plugins: [leaveOut],
}).catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
