import { type Plugin } from "esbuild";
import { bundle } from "./bundle";

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

/** Bundles a program that speaks to SQL servers into one small file. */
export function bundleProgram(entry: string, outfile: string): Promise<void> {
  return bundle(entry, outfile, { minify: true, plugins: [leaveOut] });
}
