import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SUPPRESSION_WITHOUT_EFFECT } from "../../lib/audit/report/suppression-without-effect";
import { type Pack, PACKS } from "../../lib/audit/rules/packs";
import { type Example, type Rule, SEVERITIES } from "../../lib/audit/rules/rule";
import { ROOT } from "../paths";

/**
 * Writes docs/rules.md: what every rule of the audit finds, why, and what to do, from the rules themselves.
 *
 *   npm run docs:rules
 */
export const RULES_PAGE = join(ROOT, "docs", "rules.md");

const INTRODUCTION = `# Rules of the audit

\`azmi audit\`, \`ZeroSecretChecks\` and \`LeastPrivilegeChecks\` check these rules; [Audit Terraform](audit.md) says how to run
them. The ids never change. The examples are Terraform JSON, and the tests run each of them: the rule finds exactly one
thing in the failing example, and nothing in the passing one.

<!-- Written by \`npm run docs:rules\`; do not edit. -->
`;

/** Every report has these rules, whatever was chosen. */
const OF_THE_AUDIT: Pack = {
  id: "always",
  promise: "These rules are about the audit itself. They are always checked.",
  rules: [SUPPRESSION_WITHOUT_EFFECT],
};

export const renderPage = (packs: readonly Pack[] = [...PACKS, OF_THE_AUDIT]): string =>
  [INTRODUCTION, overview(packs), ...packs.map(section)].join("\n");

function overview(packs: readonly Pack[]): string {
  const rows = packs.flatMap((pack) =>
    inOrder(pack).map(({ id, severity, title }) => `| [${id}](#${id}) | ${severity} | ${pack.id} | ${cell(title)} |`),
  );
  return ["| Rule | Severity | Pack | Finds |", "| --- | --- | --- | --- |", ...rows, ""].join("\n");
}

function section(pack: Pack): string {
  return [`## ${pack.id}\n`, `${pack.promise}\n`, ...inOrder(pack).map(entry)].join("\n");
}

/** The worst first. */
const inOrder = ({ rules }: Pack): Rule[] =>
  [...rules].sort(
    (one, other) =>
      SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) || (one.id < other.id ? -1 : 1),
  );

function entry({ id, severity, title, why, remedy, constructs, scanners, failing, passing }: Rule): string {
  return [
    `### ${id}\n`,
    `> ${escaped(sentence(title))}\n`,
    `- **Severity**: ${severity}`,
    `- **Why**: ${escaped(why)}`,
    `- **Remedy**: ${escaped(remedy)}`,
    `- **Construct**: ${list(constructs.map((name) => `\`${name}\``))}`,
    `- **Other scanners**: ${list(scanners.map(escaped))}\n`,
    "Failing:\n",
    code(failing),
    "Passing:\n",
    code(passing),
  ].join("\n");
}

const list = (items: readonly string[]): string => (items.length > 0 ? items.join(", ") : "none");

/** A list of one text is on one line. */
const code = (example: Example): string =>
  `\`\`\`json\n${JSON.stringify(example, null, 2).replace(/\[\n +("[^"\\]*")\n +\]/g, "[$1]")}\n\`\`\`\n`;

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const cell = (text: string): string => escaped(text).replaceAll("|", "\\|");

/** What Markdown would take for its own, outside of code. */
const escaped = (text: string): string =>
  text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : part.replace(/[<>*]|\b_|_\b/g, "\\$&")))
    .join("");

if (require.main === module) {
  writeFileSync(RULES_PAGE, renderPage());
}
