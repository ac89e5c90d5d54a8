import { type Metafile, type Plugin } from "esbuild";
import { bundle } from "./bundle";

export interface ProgramOptions {
  /**
   * Other bundles in the same folder.
   *
   * @default - none
   */
  readonly others?: readonly Metafile[];
  /**
   * Plugins of esbuild.
   *
   * @default - none
   */
  readonly plugins?: Plugin[];
}

/** Bundles a program that connects to SQL servers into one small file. */
export function bundleProgram(entry: string, outfile: string, { others, plugins }: ProgramOptions = {}): Promise<void> {
  // The copy of Node's streams is for browsers.
  return bundle(entry, outfile, { minify: true, alias: { "readable-stream": "stream" }, plugins }, others);
}
