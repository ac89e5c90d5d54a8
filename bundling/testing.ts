import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { RELEASES, schemaFile } from "../catalog/provider-schema";
import { generateDtsBundle } from "dts-bundle-generator";
import { bundle } from "./bundle";

/**
 * Makes `testing/`, which consumers import as `cdktf-azure-managed-identity/testing`: the simulator and the packages it
 * needs in one file, its declarations in another, and the data that it reads from its own folder. It is a folder and no
 * entry of `exports`, because TypeScript's "node10" resolution, which CDKTF projects use, does not read that.
 */
const ROOT = join(__dirname, "..");
const SOURCE = join(ROOT, "simulator");
const OUTPUT = join(ROOT, "testing");

async function main(): Promise<void> {
  const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    readonly peerDependencies: Readonly<Record<string, string>>;
  };
  const peers = Object.keys(peerDependencies);
  const [declarations = ""] = generateDtsBundle(
    [
      {
        filePath: join(SOURCE, "index.ts"),
        libraries: { importedLibraries: peers },
        output: { noBanner: true, exportReferencedTypes: false },
      },
    ],
    { preferredConfigPath: join(ROOT, "tsconfig.testing.json") },
  );

  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(OUTPUT);
  writeFileSync(join(OUTPUT, "index.d.ts"), declarations);
  RELEASES.map(schemaFile).forEach((file) => {
    cpSync(file, join(OUTPUT, basename(file)));
  });
  // Names are kept: they are what the stack traces in bug reports consist of.
  const options = { external: peers, minifyWhitespace: true, minifySyntax: true };
  await bundle(join(SOURCE, "index.ts"), join(OUTPUT, "index.js"), options);
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
