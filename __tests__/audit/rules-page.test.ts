import { readFileSync } from "node:fs";
import * as azmi from "../../lib";
import { audit } from "../../lib/audit/report/audit";
import { SUPPRESSION_WITHOUT_EFFECT } from "../../lib/audit/report/suppression-without-effect";
import { ALL_RULES, PACKS } from "../../lib/audit/rules/packs";
import { type Example, type Rule } from "../../lib/audit/rules/rule";
import { readDocument } from "../../lib/audit/terraform/read-document";
import { renderPage, RULES_PAGE } from "../../tools/rules/page";

const rules = [...ALL_RULES, SUPPRESSION_WITHOUT_EFFECT].map((rule): [string, Rule] => [rule.id, rule]);

const foundIn = (example: Example): string[] =>
  audit([readDocument("example", example)]).findings.map(({ rule }) => rule.id);

test("docs/rules.md is what its script makes of the rules", () => {
  expect(readFileSync(RULES_PAGE, "utf8")).toBe(renderPage());
});

test("every pack has rules, and every rule is in one pack", () => {
  expect(PACKS.map(({ id }) => id)).toEqual(["zero-secret", "least-privilege"]);
  const ids = PACKS.flatMap((pack) => pack.rules.map(({ id }) => id));
  expect(ids.filter((id, index) => ids.indexOf(id) < index)).toEqual([]);
  PACKS.forEach((pack) => {
    expect(pack.rules.length).toBeGreaterThan(10);
  });
});

describe.each(rules)("%s", (id, rule) => {
  test("finds one thing in its failing example, and no other rule does", () => {
    expect(foundIn(rule.failing)).toEqual([id]);
  });

  test("finds nothing in its passing example, nor does any other rule", () => {
    expect(foundIn(rule.passing)).toEqual([]);
  });

  test("is described", () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(rule.title).toMatch(/^[a-z].*[^.]$/);
    expect(rule.why).toMatch(/^[A-Z].*\.$/);
    expect(rule.remedy).toMatch(/^[A-Z].*\.$/);
    rule.constructs.forEach((name) => {
      expect(azmi).toHaveProperty(name.split(".")[0]!);
    });
  });
});

test("the page has what rules say, and Markdown stays Markdown", () => {
  const [[, rule]] = rules as [[string, Rule]];
  const odd = { ...rule, id: "odd-rule", title: "a <b>bold</b> *star* | `a*b` _x_", why: "Why_not.", scanners: [] };
  const page = renderPage([{ id: "odd", promise: "None.", rules: [odd] }]);
  expect(page).toContain("| [odd-rule](#odd-rule) | high | odd | a \\<b\\>bold\\</b\\> \\*star\\* \\| `a*b` \\_x\\_ |");
  expect(page).toContain("> A \\<b\\>bold\\</b\\> \\*star\\* | `a*b` \\_x\\_.");
  expect(page).toContain("- **Other scanners**: none");
});
