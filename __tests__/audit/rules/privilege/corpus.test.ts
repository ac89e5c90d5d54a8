import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PRIVILEGE_RULES } from "../../../../lib/audit/rules/privilege";
import { findingsWithAccess } from "../../../support/access";

/** A configuration, and what a reader who knows Azure finds in it. */
interface Case {
  readonly title: string;
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly findings: readonly { readonly rule: string; readonly at: string; readonly path?: string }[];
}

const CORPUS = join(__dirname, "..", "..", "corpus", "privilege");

const CASES = readdirSync(CORPUS).map((file) => JSON.parse(readFileSync(join(CORPUS, file), "utf8")) as Case);

const inWords = (rule: string, at: string, path?: string): string =>
  `${rule}: ${at}${path === undefined ? "" : ` ${path}`}`;

test.each(CASES.map((one) => [one.title, one] as const))("%s", (_, { configuration, findings }) => {
  const found = findingsWithAccess(PRIVILEGE_RULES, configuration);
  expect(found.map(({ rule, block, path }) => inWords(rule.id, block.address, path)).sort()).toEqual(
    findings.map(({ rule, at, path }) => inWords(rule, at, path)).sort(),
  );
});

test("every rule finds something, and says nothing of at least thirty cases", () => {
  const found = new Set(CASES.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  expect(PRIVILEGE_RULES.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
  expect(CASES.filter(({ findings }) => findings.length === 0).length).toBeGreaterThanOrEqual(30);
  expect(CASES.filter(({ findings }) => findings.length > 0).length).toBeGreaterThanOrEqual(30);
});
