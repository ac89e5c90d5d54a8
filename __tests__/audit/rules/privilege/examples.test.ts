import { PRIVILEGE_RULES } from "../../../../lib/audit/rules/privilege";
import { findingsOf } from "../../../support/audit";

describe.each(PRIVILEGE_RULES.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  test("finds one thing in its failing example, and no other rule finds any", () => {
    expect(findingsOf(PRIVILEGE_RULES, rule.failing).map((finding) => finding.rule.id)).toEqual([id]);
  });

  test("finds nothing in its passing example, nor does any other rule", () => {
    expect(findingsOf(PRIVILEGE_RULES, rule.passing).map((finding) => finding.rule.id)).toEqual([]);
  });

  test("says what is there", () => {
    const [finding] = findingsOf([rule], rule.failing);
    expect(finding?.message).toMatch(/^[A-Za-z_][^\n]*[^.]$/);
    expect(finding?.message).not.toContain("undefined");
  });

  test("is documented", () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(rule.title).toMatch(/^[a-z].*[^.]$/);
    for (const text of [rule.why, rule.remedy]) {
      expect(text).toMatch(/^[A-Z].*\.$/);
    }
  });
});

test("rules have ids of their own", () => {
  expect(new Set(PRIVILEGE_RULES.map(({ id }) => id)).size).toBe(PRIVILEGE_RULES.length);
});
