import { type Metafile } from "esbuild";
import { bundle } from "./bundle";

/** Bundles a program that connects to SQL servers into one small file. Other bundles can be in the same folder. */
export function bundleProgram(entry: string, outfile: string, others: readonly Metafile[] = []): Promise<void> {
  // The copy of Node's streams is for browsers.
  return bundle(entry, outfile, { minify: true, alias: { "readable-stream": "stream" } }, others);
}
