import { bundle } from "./bundle";

/** Bundles a program that connects to SQL servers into one small file. */
export function bundleProgram(entry: string, outfile: string): Promise<void> {
  // The copy of Node's streams is for browsers.
  return bundle(entry, outfile, { minify: true, alias: { "readable-stream": "stream" } });
}
