import { accessModel } from "../../lib/audit/access/model";
import { type Finding, type Rule } from "../../lib/audit/rules/rule";
import { analyse } from "../../lib/audit/terraform/analyse";
import { readDocument } from "../../lib/audit/terraform/read-document";

/** What rules find in Terraform JSON: the documents of one app, or one document. */
export function findingsOf(rules: readonly Rule[], ...documents: readonly unknown[]): Finding[] {
  const analysis = analyse(documents.map((json, index) => readDocument(`document ${String(index + 1)}`, json)));
  const access = accessModel(analysis);
  const found: Finding[] = [];
  for (const rule of rules) {
    rule.check({ analysis, access }, (violation) => found.push({ ...violation, rule }));
  }
  return found;
}

/** Findings as "rule: address path", sorted. */
export const summary = (findings: readonly Finding[]): string[] =>
  findings.map(({ rule, block, path }) => `${rule.id}: ${block.address}${path === undefined ? "" : ` ${path}`}`).sort();
