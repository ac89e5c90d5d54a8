import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ALL } from "../../lib/core/rules";
import { NAMES } from "../../lib/sql/model/fact-rules";
import { ROOT } from "../paths";
import { rulesInCode, type WrittenRule } from "./rules-in-code";

/**
 * Writes docs/errors.md: every error and warning of the library, from the tables of rules in lib/.
 *
 *   npm run docs:errors
 */
export const ERRORS_PAGE = join(ROOT, "docs", "errors.md");

const INTRODUCTION = `# Errors and warnings

Every error and every warning of the library ends with the id of the rule that is broken:

\`\`\`text
[shop/login] server "tcp:orders,1433" is not a DNS name; give one such as "orders.database.windows.net" [server-not-dns-name]
\`\`\`

In front is the path of the construct. One run of synth shows the errors of all stacks. The ids stay the same when a
message is reworded, so search for the id. Below, ‹names› stand for what you gave.

<!-- Written by \`npm run docs:errors\`; do not edit. -->
`;

export function renderPage(): string {
  const all = rulesInCode();
  const headings = [...new Set(all.map(({ of }) => of))].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const sections = headings.map((heading) =>
    section(
      heading,
      all.filter(({ of }) => of === heading),
    ),
  );
  return [INTRODUCTION, ...sections].join("\n");
}

const rank = (heading: string): number => (heading === ALL ? 0 : 1);

function section(heading: string, rules: readonly WrittenRule[]): string {
  return [`## ${heading}\n`, ...rules.map(entry)].join("\n");
}

/** Messages say what is wrong and what was given, and then what to do. */
function entry({ of, rule, isWarning, message }: WrittenRule): string {
  const parts = message.split("; ");
  const isGiven = parts[1]?.startsWith("got ") === true;
  const [fault, remedy] = [parts.slice(0, isGiven ? 2 : 1), parts.slice(isGiven ? 2 : 1)].map((some) =>
    some.join("; "),
  );
  const subject = of === NAMES && !message.startsWith("‹") ? "‹name› " : "";
  return [
    `### ${rule}\n`,
    `> ${isWarning ? "Warning: " : ""}${escaped(subject + (fault ?? ""))}\n`,
    ...(remedy ? [`${escaped(sentence(remedy))}\n`] : []),
  ].join("\n");
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** What Markdown would take for its own. */
function escaped(text: string): string {
  return text.replace(/[<>*]|\b_|_\b/g, "\\$&");
}

if (require.main === module) {
  writeFileSync(ERRORS_PAGE, renderPage());
}
