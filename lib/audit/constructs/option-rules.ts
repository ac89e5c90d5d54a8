import { rules } from "../../core/rules";
import { isDate, suppressionProblems } from "../report/suppression";
import { ALL_RULES } from "../rules/packs";
import { type Rule, SEVERITIES, type Severity } from "../rules/rule";
import { type AuditChecksOptions } from "./audit-checks-options";

const OF = "Audit";

const unknownRules = rules<[id: string, known: readonly Rule[]]>(OF, [
  {
    rule: "audit-rule-unknown",
    when: (id, known) => !known.some((rule) => rule.id === id),
    message: (id) => `there is no rule ${JSON.stringify(id)} here; choose one of docs/rules.md`,
  },
]);

const wrongSuppression = rules<[problem: string]>(OF, [
  {
    rule: "audit-suppression-invalid",
    message: (problem) => `a suppression is not complete; its ${problem}`,
  },
]);

const wrongDate = rules<[today: string | undefined]>(OF, [
  {
    rule: "audit-date-invalid",
    when: (today) => today !== undefined && !isDate(today),
    message: (today) => `today must be a date such as "2026-12-31"; got ${JSON.stringify(today)}`,
  },
]);

const wrongSeverity = rules<[failOn: string | undefined]>(OF, [
  {
    rule: "audit-severity-unknown",
    when: (failOn) => failOn !== undefined && !SEVERITIES.includes(failOn as Severity),
    message: (failOn) => `failOn must be a value of AuditSeverity; got ${JSON.stringify(failOn)}`,
  },
]);

export const outsideStacks = rules<[path: string]>(OF, [
  {
    rule: "audit-suppressions-outside-stack",
    message: (path) =>
      `${path === "" ? "the app" : path} is in no stack; add suppressions to stacks or to constructs in them, or pass them to ` +
      "the checks",
  },
]);

export const suppressionRules = (suppression: unknown): ReturnType<typeof wrongSuppression> => [
  ...suppressionProblems(suppression).flatMap((problem) => wrongSuppression(problem)),
  ...unknownRulesIn(suppression),
];

function unknownRulesIn(suppression: unknown): ReturnType<typeof unknownRules> {
  const { rule } = (suppression ?? {}) as { readonly rule?: unknown };
  return typeof rule === "string" ? unknownRules(rule, ALL_RULES) : [];
}

/** @param pack the rules that can be chosen from */
export const optionRules = (
  { failOn, rules: ids = [], suppressions = [], today }: AuditChecksOptions,
  pack: readonly Rule[],
): ReturnType<typeof unknownRules> => [
  ...wrongSeverity(failOn),
  ...ids.flatMap((id) => unknownRules(id, pack)),
  ...suppressions.flatMap(suppressionRules),
  ...wrongDate(today),
];
