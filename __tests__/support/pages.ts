import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../tools/paths";

export interface Page {
  readonly name: string;
  /** Examples for the inside of a stack, as one program. */
  readonly fragments: string;
  /** Examples that are complete files. */
  readonly modules: readonly string[];
}

/** The pages for users with their examples. Generated pages have none. */
export function pages(): Page[] {
  return readdirSync(join(ROOT, "docs"), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".md") && !name.includes(".generated.") && !name.startsWith("api/"))
    .sort()
    .map(pageNamed);
}

export function pageNamed(name: string): Page {
  const examples = examplesIn(readFileSync(join(ROOT, "docs", name), "utf8"));
  const isModule = (code: string): boolean => code.startsWith("import ");
  return {
    name,
    fragments: examples.filter((code) => !isModule(code)).join("\n"),
    modules: examples.filter(isModule),
  };
}

export const README = readFileSync(join(ROOT, "README.md"), "utf8");

/** The TypeScript examples of the README, in its order. */
export const readmeExamples = (): string[] => examplesIn(README);

function examplesIn(page: string): string[] {
  return [...page.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, code]) => code ?? "");
}
