import { basename, join } from "node:path";
import * as azmi from "../../lib";
import { ROOT } from "../../tools/paths";
import { type Page } from "./pages";

/** Classes of the provider that pages use, beside those of the azurerm bindings with a file of their own. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  AzurermProvider: "@cdktf/provider-azurerm/lib/provider",
};
const OF_CDKTF = ["App", "Aspects", "Fn", "TerraformOutput", "TerraformStack", "TerraformVariable"];

const words = (code: string): Set<string> => new Set(code.match(/\b\w+\b/g));
const kebab = (name: string): string => name.replace(/(?<=[a-z\d])(?=[A-Z])/g, "-").toLowerCase();

/** Classes that a program creates and nobody else declares are resources of azurerm. */
function resourcesIn(code: string): string[] {
  const created = [...code.matchAll(/\bnew (\w+)\(/g)].map(([, name]) => name ?? "");
  const ours = new Set([...Object.keys(azmi), ...OF_CDKTF]);
  return [...new Set(created)].filter((name) => !ours.has(name) && !code.includes(`class ${name} `));
}

/**
 * The examples of a page as a TypeScript file in `__tests__`, which exports a function that runs them in a stack. What
 * they take for granted comes from given-on-pages.ts.
 *
 * @param names those that given-on-pages.ts knows
 */
export function pageProgram({ fragments }: Page, names: readonly string[]): string {
  const used = words(fragments);
  const imports = resourcesIn(fragments).map(
    (name) => `import { ${name} } from "${ELSEWHERE[name] ?? `@cdktf/provider-azurerm/lib/${kebab(name)}`}";`,
  );
  return [
    ...imports,
    `import { ${OF_CDKTF.filter((name) => used.has(name) || name === "TerraformStack").join(", ")} } from "cdktf";`,
    `import { ${Object.keys(azmi)
      .filter((name) => used.has(name))
      .join(", ")} } from "../lib";`,
    'import { type Given } from "./support/given-on-pages";',
    `export function example(this: TerraformStack, { ${names.filter((name) => used.has(name)).join(", ")} }: Given) {`,
    `{\n${fragments}\n}`,
    "}",
  ].join("\n");
}

/** Complete files name the package, which is this repository. */
export const moduleProgram = (code: string): string => code.replace('"cdktf-azure-managed-identity"', '"../lib"');

export const fileOf = (name: string): string =>
  join(ROOT, "__tests__", `${basename(name).replace(/\W/g, "-")}.page.ts`);
