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
    fragments: nested(examples.filter((code) => !isModule(code))),
    modules: examples.filter(isModule),
  };
}

/** Each example knows the names of those before it, and can use them for something else. */
function nested(examples: readonly string[]): string {
  return examples.join("\n{\n") + "\n}".repeat(Math.max(0, examples.length - 1));
}

export const README = readFileSync(join(ROOT, "README.md"), "utf8");

/** The TypeScript examples of the README, in its order. */
export const readmeExamples = (): string[] => examplesIn(README);

function examplesIn(page: string): string[] {
  return [...page.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, code]) => code ?? "");
}
