import { type Plugin } from "esbuild";
import { bundle } from "./bundle";

/**
 * The driver loads packages for sign-in methods and encrypted columns that the runner does not use. Without them, the
 * program starts faster. `@azure/identity` is loaded on demand.
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

/** Bundles a program that connects to SQL servers into one small file. */
export function bundleProgram(entry: string, outfile: string): Promise<void> {
  return bundle(entry, outfile, { minify: true, plugins: [leaveOut] });
}
