import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ALL_RULES } from "../../lib/audit/rules/packs";
import { findingsOf, summary } from "../support/audit";

/** A configuration, and what a reader who knows Azure finds in it. */
interface Case {
  readonly title: string;
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly findings: readonly { readonly rule: string; readonly at: string; readonly path?: string }[];
}

const CORPUS = join(__dirname, "corpus");
const FOLDERS = ["privilege", "secrets"];

const casesIn = (folder: string): (Case & { readonly file: string })[] =>
  readdirSync(join(CORPUS, folder)).map((file) => ({
    file,
    ...(JSON.parse(readFileSync(join(CORPUS, folder, file), "utf8")) as Case),
  }));

describe.each(FOLDERS)("the corpus about %s", (folder) => {
  const cases = casesIn(folder);

  test.each(cases.map((one) => [one.file, one] as const))("%s", (_, { configuration, findings }) => {
    const expected = findings.map(({ rule, at, path }) => `${rule}: ${at}${path === undefined ? "" : ` ${path}`}`);
    expect(summary(findingsOf(ALL_RULES, configuration))).toEqual(expected.sort());
  });

  test("is half clean", () => {
    const clean = cases.filter(({ findings }) => findings.length === 0).length;
    expect(cases.length).toBeGreaterThanOrEqual(60);
    expect(clean).toBeGreaterThanOrEqual(30);
    expect(cases.length - clean).toBeGreaterThanOrEqual(30);
  });

  test("says something else with every case", () => {
    expect(new Set(cases.map(({ title }) => title)).size).toBe(cases.length);
  });
});

test("every rule finds something in the corpus", () => {
  const found = new Set(FOLDERS.flatMap(casesIn).flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  expect(ALL_RULES.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
});
