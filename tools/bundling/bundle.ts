import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build, type BuildOptions, type Metafile } from "esbuild";
import { leaveOut } from "./leave-out";
import { thirdPartyLicenses } from "./third-party-licenses";

/**
 * Bundles a Node program into one file, and writes the licenses of its contents next to it.
 *
 * @param others other bundles in the same folder
 */
export async function bundle(
  entry: string,
  outfile: string,
  options: BuildOptions,
  others: readonly Metafile[] = [],
): Promise<void> {
  const { metafile } = await build({
    ...options,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    legalComments: "eof",
    logLevel: "warning",
    plugins: [...(options.plugins ?? []), leaveOut],
    metafile: true,
  });
  writeFileSync(join(dirname(outfile), "THIRD-PARTY-LICENSES.txt"), thirdPartyLicenses(metafile, ...others));
}
