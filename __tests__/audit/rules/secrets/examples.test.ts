import { SECRET_RULES } from "../../../../lib/audit/rules/secrets";
import { findingsOf, summary } from "../../../support/audit";

describe.each(SECRET_RULES.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  test("finds one thing in its failing example, and no other rule finds any", () => {
    expect(findingsOf(SECRET_RULES, rule.failing).map((finding) => finding.rule.id)).toEqual([id]);
  });

  test("and the other rules find nothing in its passing example", () => {
    expect(summary(findingsOf(SECRET_RULES, rule.passing))).toEqual([]);
  });

  test("says what is there, in lower case and without the secret", () => {
    const [finding] = findingsOf(SECRET_RULES, rule.failing);
    expect(finding!.message).toMatch(/^[a-zA-Z_][^\n]*[^.]$/);
    expect(finding!.message).not.toMatch(/Sh0p-keeper|c2hvcC1rZWVwZXI|s3cret/);
  });

  test("is documented", () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(rule.title).toMatch(/^[a-zA-Z].*[^.]$/);
    for (const text of [rule.why, rule.remedy]) {
      expect(text).toMatch(/^[A-Z].*\.$/);
    }
  });
});

test("rules have ids of their own", () => {
  expect(new Set(SECRET_RULES.map(({ id }) => id)).size).toBe(SECRET_RULES.length);
});
