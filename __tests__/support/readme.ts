import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../tools/paths";

export const README = readFileSync(join(ROOT, "README.md"), "utf8");

/** The TypeScript examples of the README, in its order. */
export const readmeExamples = (): string[] => examplesIn(README);

/** The TypeScript examples of a page in docs/, as one program, by the name of the page. */
export const documentationExamples = (): [page: string, code: string][] =>
  readdirSync(join(ROOT, "docs"))
    .filter((page) => page.endsWith(".md") && !page.includes(".generated."))
    .map((page) => [page, examplesIn(readFileSync(join(ROOT, "docs", page), "utf8")).join("\n")]);

function examplesIn(page: string): string[] {
  return [...page.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, code]) => code ?? "");
}
