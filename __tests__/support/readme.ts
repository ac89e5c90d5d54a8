import { readFileSync } from "node:fs";
import { join } from "node:path";

export const README = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");

/** The TypeScript examples of the README, in its order. */
export const readmeExamples = (): string[] =>
  [...README.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, code]) => code ?? "");
