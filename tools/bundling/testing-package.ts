import { cpSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { generateDtsBundle } from "dts-bundle-generator";
import * as simulator from "../../simulator";
import { dataFile, RELEASES } from "../../simulator/data";
import { bundle } from "./bundle";
import { ROOT } from "../paths";

const SOURCE = join(ROOT, "simulator");

/** Packages that consumers install themselves are not bundled. */
function peers(): string[] {
  const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    readonly peerDependencies: Readonly<Record<string, string>>;
  };
  return Object.keys(peerDependencies);
}

/**
 * Writes the simulator and its packages into one file, and its data next to it. esbuild lists the exports at the end,
 * so that ES modules can import them by name.
 */
export async function writeTestingProgram(folder: string): Promise<void> {
  RELEASES.flatMap(({ azurerm, azuread }) => [dataFile("azurerm", azurerm), dataFile("azuread", azuread)]).forEach(
    (file) => {
      cpSync(file, join(folder, basename(file)));
    },
  );
  // Keeps names for the stack traces in bug reports.
  const options = { external: peers(), minifyWhitespace: true, minifySyntax: true };
  await bundle(join(SOURCE, "index.ts"), join(folder, "index.js"), options);
}

/** The declarations of the simulator, as one file. */
export function testingDeclarations(): string {
  const entry = {
    filePath: join(SOURCE, "index.ts"),
    libraries: { importedLibraries: peers() },
    output: { noBanner: true, exportReferencedTypes: false },
  };
  const [declarations = ""] = generateDtsBundle([entry], { preferredConfigPath: join(ROOT, "tsconfig.testing.json") });
  return withTypesAlone(declarations, Object.keys(simulator));
}

/** The generator exports classes of which only the type is exported as if they were there at run time. */
export function withTypesAlone(declarations: string, values: readonly string[]): string {
  const types: string[] = [];
  const corrected = declarations.replace(/^export (?=declare class (\w+))/gm, (keyword, name: string) => {
    if (values.includes(name)) {
      return keyword;
    }
    types.push(name);
    return "";
  });
  return `${corrected.trimEnd()}\nexport type { ${types.join(", ")} };\n`;
}

export const TESTING_README = join(SOURCE, "README.md");
