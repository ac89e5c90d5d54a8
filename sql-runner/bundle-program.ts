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

/** Bundles a program that speaks to SQL servers into one small file. */
export function bundleProgram(entry: string, outfile: string): Promise<void> {
  return bundle(entry, outfile, { minify: true, plugins: [leaveOut] });
}
