import { type AccessModel } from "../../lib/audit/access/access-model";
import { type Finding, type Rule } from "../../lib/audit/rules/rule";
import { analyse } from "../../lib/audit/terraform/analyse";
import { readDocument } from "../../lib/audit/terraform/read-document";

const NO_ACCESS: AccessModel = {
  principals: [],
  sources: [],
  targets: [],
  grants: [],
  trusts: [],
  memberships: [],
  impersonations: [],
};

/** What rules find in Terraform JSON: the documents of one app, or one document. */
export function findingsOf(rules: readonly Rule[], ...documents: readonly unknown[]): Finding[] {
  const analysis = analyse(documents.map((json, index) => readDocument(`document ${String(index + 1)}`, json)));
  const found: Finding[] = [];
  for (const rule of rules) {
    rule.check({ analysis, access: NO_ACCESS }, (violation) => found.push({ ...violation, rule }));
  }
  return found;
}

/** Findings as "rule: address path", sorted. */
export const summary = (findings: readonly Finding[]): string[] =>
  findings.map(({ rule, block, path }) => `${rule.id}: ${block.address}${path === undefined ? "" : ` ${path}`}`).sort();
