import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AuditArguments } from "../../../programs/azmi/audit/audit-arguments";
import { runAudit } from "../../../programs/azmi/audit/run-audit";
import { TemporaryDirectory } from "../../support/temporary-directory";

jest.mock("../../../lib/audit/rules/packs", () => jest.requireActual<object>("../../support/audit-rules"));

const home = new TemporaryDirectory();
beforeEach(() => {
  write("shop.tf.json", SHOP);
  write("clean.tf.json", {});
});

const write: TemporaryDirectory["write"] = (path, content) => home.write(path, content);

const SHOP = {
  resource: {
    azurerm_mssql_server: {
      sql: { "//": { metadata: { path: "shop/sql" } }, administrator_login_password: "hunter2" },
    },
    azurerm_role_assignment: { it: { role_definition_name: "Owner" } },
  },
};

interface Run {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

interface Given extends Partial<AuditArguments> {
  readonly path?: string;
  readonly isTerminal?: boolean;
  readonly environment?: NodeJS.ProcessEnv;
}

function run({ path = "shop.tf.json", isTerminal = false, environment = {}, ...given }: Given = {}): Run {
  let [out, err] = ["", ""];
  const exitCode = runAudit(
    [join(home.path, path)],
    { format: "text", severity: "low", today: "2026-06-15", ...given },
    {
      isTerminal,
      columns: 80,
      environment,
      out: (text) => (out += text),
      progress: { isTTY: isTerminal, write: (text) => (err += text) },
    },
  );
  return { exitCode, out: out.replaceAll(home.path, "~"), err: err.replaceAll(home.path, "~") };
}

const HELP = "https://github.com/cdktf-azure-managed-identity/cdktf-azure-managed-identity/blob/main/docs/rules.md";

describe("the report for people", () => {
  test("says what is wrong where, and what to do", () => {
    expect(run()).toEqual({
      exitCode: 1,
      err: "",
      out: `~/shop.tf.json

  high   azurerm_mssql_server.sql, administrator_login_password
         a literal password [example-password]
         construct shop/sql

  low    azurerm_role_assignment.it
         an owner [example-owner]

What to do

  example-password
    Let Entra ID sign in.

  example-owner
    Give a smaller role.

More about the rules: ${HELP}

2 findings (1 high, 1 low) in 2 resources of 1 document
`,
    });
  });

  test("is one line for what is clean", () => {
    expect(run({ path: "clean.tf.json" })).toEqual({
      exitCode: 0,
      err: "",
      out: "no findings in 0 resources of 1 document\n",
    });
  });

  test("is colored in a terminal, unless the environment or a file speaks against it", () => {
    const isColored = (given: Given): boolean => run(given).out.includes("\u001b[31mhigh");
    expect(isColored({ isTerminal: true })).toBe(true);
    expect(isColored({ isTerminal: false })).toBe(false);
    expect(isColored({ isTerminal: true, environment: { NO_COLOR: "1" } })).toBe(false);
    expect(isColored({ isTerminal: true, environment: { NO_COLOR: "" } })).toBe(true);
    expect(isColored({ isTerminal: true, environment: { TERM: "dumb" } })).toBe(false);
    run({ isTerminal: true, output: join(home.path, "report.txt") });
    expect(readFileSync(join(home.path, "report.txt"), "utf8")).not.toContain("\u001b");
  });

  test("stops after 500 findings", () => {
    const owners = Array.from({ length: 501 }, (_, i) => [`o${String(i)}`, { role_definition_name: "Owner" }]);
    write("many.tf.json", { resource: { azurerm_role_assignment: Object.fromEntries(owners) as unknown } });
    const { out } = run({ path: "many.tf.json" });
    expect(out.match(/an owner/g)).toHaveLength(500);
    expect(out).toContain("and 1 more (use --format json to see all)");
    expect(out).toContain("501 findings (501 low)");
  });
});

test.each(["text", "json", "sarif"])("names cannot control the terminal: %s", (format) => {
  const evil = "e\u001b[2J\u009b31m\u202e\r\n</script>";
  write("evil.tf.json", { resource: { azurerm_role_assignment: { [evil]: { role_definition_name: "Owner" } } } });
  const { out, exitCode } = run({ path: "evil.tf.json", format });
  expect(exitCode).toBe(1);
  expect(out).toContain("azurerm_role_assignment.e\\u001b[2J\\u009b31m\\u202e");
  expect(out.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

describe("reports for programs", () => {
  test("are JSON and SARIF", () => {
    const json = JSON.parse(run({ format: "json" }).out) as object;
    expect(json).toMatchObject({ version: 1, summary: { high: 1, medium: 0, low: 1 } });
    const sarif = JSON.parse(run({ format: "sarif" }).out) as object;
    expect(sarif).toMatchObject({ version: "2.1.0", runs: [{ results: [{ level: "error" }, { level: "note" }] }] });
  });

  test("can go to a file", () => {
    expect(run({ format: "json", output: join(home.path, "audit.json") })).toEqual({ exitCode: 1, out: "", err: "" });
    expect(JSON.parse(readFileSync(join(home.path, "audit.json"), "utf8"))).toMatchObject({ version: 1 });
  });
});

describe("what counts is chosen", () => {
  const rulesIn = (given: Given): string[] =>
    [...run(given).out.matchAll(/^ {9}.*\[(.*)\]$/gm)].map(([, rule = ""]) => rule);

  test("by severity", () => {
    expect(rulesIn({ severity: "medium" })).toEqual(["example-password"]);
  });

  test("by rule", () => {
    expect(rulesIn({ rules: "example-owner" })).toEqual(["example-owner"]);
    expect(rulesIn({ rules: "example-owner, example-password" })).toHaveLength(2);
  });

  test("by pack", () => {
    expect(rulesIn({ pack: "least-privilege" })).toEqual(["example-owner"]);
    expect(rulesIn({ pack: "zero-secret" })).toEqual(["example-password"]);
  });
});

describe("a baseline", () => {
  test("is written of what is there, and then takes it away", () => {
    const file = join(home.path, "baseline.json");
    expect(run({ writeBaseline: file })).toEqual({
      exitCode: 0,
      err: "",
      out: "no findings in 2 resources of 1 document; 2 in the baseline\n",
    });
    expect(readFileSync(file, "utf8")).not.toContain("hunter2");
    expect(run({ baseline: file }).exitCode).toBe(0);

    write("shop.tf.json", { resource: { ...SHOP.resource, azurerm_role_assignment: {} } });
    expect(run({ baseline: file })).toEqual({
      exitCode: 0,
      err: "",
      out: `no findings in 1 resource of 1 document; 1 in the baseline

1 finding of the baseline is gone; write it again to keep them from coming back:
  ~/shop.tf.json: azurerm_role_assignment.it [example-owner]
`,
    });
  });

  test("written again keeps what is still there and drops what is gone", () => {
    const file = join(home.path, "baseline.json");
    run({ writeBaseline: file });
    write("shop.tf.json", { resource: { ...SHOP.resource, azurerm_role_assignment: {} } });
    run({ baseline: file, writeBaseline: file });
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      version: 1,
      findings: [{ rule: "example-password" }],
    });
  });
});

describe("suppressions", () => {
  const suppression = { rule: "example-password", at: "shop/sql", reason: "it is replaced", expires: "2026-06-15" };
  const file = (...suppressions: unknown[]): string => write("known.json", { version: 1, suppressions });

  test("in a file count until they expire", () => {
    expect(run({ suppressions: file(suppression), rules: "example-password" })).toEqual({
      exitCode: 0,
      err: "",
      out: "no findings in 2 resources of 1 document; 1 suppressed\n",
    });
    const { exitCode, out } = run({ suppressions: file(suppression), today: "2026-06-16" });
    expect(exitCode).toBe(1);
    expect(out).toContain("a literal password (its suppression expired after 2026-06-15) [example-password]");
  });

  test("without effect are findings of the file", () => {
    const { exitCode, out } = run({ path: "clean.tf.json", suppressions: file(suppression) });
    expect(exitCode).toBe(1);
    expect(out).toContain("~/known.json\n\n  low    shop/sql\n");
    expect(out).toContain("the suppression of example-password hides no finding [suppression-without-effect]");
  });

  test("that are wrong are told, all of them", () => {
    const wrong = file({}, { ...suppression, rule: "no-rule" }, { ...suppression, expires: "soon" }, "x");
    const { exitCode, out, err } = run({ suppressions: wrong });
    expect([exitCode, out]).toEqual([2, ""]);
    expect(err.trim().split("\n")).toEqual([
      "azmi: ~/known.json: suppression 1: its rule must be text",
      "azmi: ~/known.json: suppression 1: its at must be text",
      "azmi: ~/known.json: suppression 1: its reason must be text",
      "azmi: ~/known.json: suppression 2: its rule must be one of docs/rules.md; got no-rule",
      'azmi: ~/known.json: suppression 3: its expires must be a date such as "2027-03-31"',
      "azmi: ~/known.json: suppression 4: its value must be an object with rule, at and reason",
    ]);
  });
});

test("everything that is wrong with the arguments is told at once", () => {
  const { exitCode, out, err } = run({
    path: "none",
    format: "xml",
    severity: "worst",
    rules: "a, example-owner",
    pack: "all",
    today: "2026-02-30",
    baseline: write("b.json", { version: 2 }),
    suppressions: write("s.json", "{"),
  });
  expect([exitCode, out]).toEqual([2, ""]);
  expect(err.trim().split("\n")).toEqual([
    "azmi: --today must be a date such as 2026-12-31; got 2026-02-30",
    "azmi: --format must be text or json or sarif; got xml",
    "azmi: --severity must be high or medium or low; got worst",
    "azmi: --pack must be zero-secret or least-privilege; got all",
    "azmi: --rules must be ids of rules, which docs/rules.md lists; got a",
    "azmi: ~/s.json is not valid JSON: line 1, column 2: the text ends where a key in quotes should be",
    "azmi: ~/b.json cannot be used: version must be 1; azmi audit --write-baseline writes one",
    "azmi: ~/none does not exist",
  ]);
});

test("a rule of another pack is not in the pack", () => {
  expect(run({ pack: "zero-secret", rules: "example-owner" }).err).toBe(
    "azmi: --rules must be ids of rules of zero-secret, which docs/rules.md lists; got example-owner\n",
  );
});

test("a report that cannot be written is an error, not a finding", () => {
  expect(run({ output: join(home.path, "none", "audit.txt") })).toEqual({
    exitCode: 2,
    out: "",
    err: "azmi: ~/none/audit.txt cannot be written: ENOENT\n",
  });
});

describe("in a terminal,", () => {
  test("progress shows after a second, and goes away", () => {
    jest.spyOn(performance, "now").mockReturnValueOnce(0).mockReturnValue(1_500);
    expect(run({ path: "clean.tf.json", isTerminal: true }).err).toBe(
      "\r\u001b[Kreading…\r\u001b[Kauditing 1 document…\r\u001b[K",
    );
    jest.restoreAllMocks();
  });

  test("nothing shows before, nor elsewhere", () => {
    expect(run({ isTerminal: true }).err).toBe("");
    jest.spyOn(performance, "now").mockReturnValueOnce(0).mockReturnValue(1_500);
    expect(run().err).toBe("");
    jest.restoreAllMocks();
  });
});
