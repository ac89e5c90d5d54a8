import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { auditCommand } from "../../programs/azmi/audit/audit-command";
import { type AuditArguments, chosen } from "../../programs/azmi/audit/audit-arguments";
import { suppressionProblems } from "../../lib/audit/report/suppression";
import { ALL_RULES } from "../../lib/audit/rules/packs";
import { runAudit } from "../../programs/azmi/audit/run-audit";
import { ROOT } from "../../tools/paths";
import { README } from "../support/pages";

/** The calls of `azmi audit` that the README shows, with their output. */
const shown = [...README.matchAll(/^```console\n\$ npx azmi audit (\S+)\n([^]*?)^```/gm)].map(
  ([, path = "", output = ""]): [string, string] => [path, output],
);

test("the README shows a failing and a passing audit", () => {
  expect(shown.map(([path]) => path)).toEqual([
    "examples/audit/with-secrets.tf.json",
    "examples/audit/with-identity.tf.json",
  ]);
});

test.each(shown)("the README shows what azmi says of %s", (path, output) => {
  expect(relative(process.cwd(), ROOT)).toBe("");
  let out = "";
  const exitCode = runAudit(
    [path],
    { format: "text", severity: "low" },
    {
      isTerminal: false,
      columns: Infinity,
      environment: {},
      out: (text) => (out += text),
      progress: { write: (text) => (out += text) },
    },
  );
  expect(out).toBe(output);
  expect(exitCode).toBe(path.includes("secrets") ? 1 : 0);
});

describe("docs/audit.md", () => {
  const page = readFileSync(join(ROOT, "docs", "audit.md"), "utf8");
  const shell = [...page.matchAll(/^```sh\n([^]*?)^```/gm)].map(([, block = ""]) => block).join("");
  const calls = [...shell.matchAll(/azmi audit ([^#\n]*)/g)].map(([, args = ""]) => args.trim().split(/ +/));

  test.each(calls.map((args) => [args.join(" "), args] as const))("azmi audit %s", (_, args) => {
    const problems: string[] = [];
    const command = auditCommand().action(() => undefined);
    command.parse(args, { from: "user" });
    chosen(command.opts<AuditArguments>(), (problem) => problems.push(problem));
    expect(problems).toEqual([]);
  });

  test("has a complete file of suppressions, and names rules that exist", () => {
    const [, json = ""] = /^```json\n([^]*?)^```/m.exec(page) ?? [];
    const { suppressions } = JSON.parse(json) as { readonly suppressions: readonly { readonly rule: string }[] };
    expect(suppressions.flatMap(suppressionProblems)).toEqual([]);
    const named = [...page.matchAll(/rule"?: "([^"]+)"/g)].map(([, rule]) => rule);
    expect(named).toHaveLength(2);
    expect(named.filter((id) => !ALL_RULES.some((rule) => rule.id === id))).toEqual([]);
  });
});
