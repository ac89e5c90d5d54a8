import { isDate } from "../../../lib/audit/report/suppression";
import { ALL_RULES, PACKS } from "../../../lib/audit/rules/packs";
import { type Rule, SEVERITIES, type Severity } from "../../../lib/audit/rules/rule";

/** The options of `azmi audit` as they were given. */
export interface AuditArguments {
  readonly format: string;
  readonly output?: string;
  readonly severity: string;
  readonly rules?: string;
  readonly pack?: string;
  readonly suppressions?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly today?: string;
}

export const FORMATS = ["text", "json", "sarif"] as const;

/** Options that have been checked. */
export interface Chosen {
  readonly format: (typeof FORMATS)[number];
  readonly severity: Severity;
  readonly rules: readonly Rule[];
  readonly today: string;
}

/** @param tell gets each option that is wrong */
export function chosen(given: AuditArguments, tell: (problem: string) => void): Chosen {
  const { today = new Date().toISOString().slice(0, 10) } = given;
  if (!isDate(today)) {
    tell(`--today must be a date such as 2026-12-31; got ${today}`);
  }
  return {
    format: oneOf("--format", FORMATS, given.format, tell),
    severity: oneOf("--severity", SEVERITIES, given.severity, tell),
    rules: rulesOf(given, tell),
    today,
  };
}

function rulesOf({ rules, pack }: AuditArguments, tell: (problem: string) => void): readonly Rule[] {
  if (pack !== undefined) {
    oneOf(
      "--pack",
      PACKS.map(({ id }) => id),
      pack,
      tell,
    );
  }
  const known = PACKS.find(({ id }) => id === pack);
  const packed = known?.rules ?? ALL_RULES;
  const ids = rules?.split(",").map((id) => id.trim());
  const unknown = (ids ?? []).filter((id) => !packed.some((rule) => rule.id === id));
  if (unknown.length > 0) {
    tell(
      `--rules must be ids of rules${known ? ` of ${known.id}` : ""}, which docs/rules.md lists; got ${unknown.join(", ")}`,
    );
  }
  return ids ? packed.filter(({ id }) => ids.includes(id)) : packed;
}

function oneOf<T extends string>(
  option: string,
  allowed: readonly T[],
  given: string,
  tell: (problem: string) => void,
): T {
  const found = allowed.find((one) => one === given);
  if (found === undefined) {
    tell(`${option} must be ${allowed.join(" or ")}; got ${given}`);
  }
  return found ?? allowed[0]!;
}
