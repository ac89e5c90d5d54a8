import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runAudit } from "../../../programs/azmi/audit/run-audit";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "azmi-audit-"));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function audit(content: unknown): { readonly exitCode: number; readonly out: string; readonly err: string } {
  const file = join(home, "hostile.tf.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  let [out, err] = ["", ""];
  const exitCode = runAudit(
    [file],
    { format: "text", severity: "low" },
    {
      isTerminal: false,
      columns: 80,
      environment: {},
      out: (text) => (out += text),
      progress: { write: (text) => (err += text) },
    },
  );
  return { exitCode, out, err };
}

describe("hostile input gets a clean answer:", () => {
  const deep = (depth: number): string =>
    `{"resource":{"azurerm_linux_web_app":{"a":{"app_settings":${'{"a":['.repeat(depth)}"\${var.a}"${"]}".repeat(depth)}}}}}`;

  const circle = {
    locals: { a: "${local.b}", b: "${local.c}", c: "${local.a}${local.b}" },
    variable: { v: { default: "${var.v}" } },
    resource: {
      azurerm_linux_web_app: { a: { name: "${azurerm_linux_web_app.a.name}", app_settings: { K: "${local.a}" } } },
    },
  };

  const long = {
    resource: {
      azurerm_linux_web_app: {
        text: { app_settings: { KEY: "x".repeat(1_000_000) } },
        expression: { app_settings: { KEY: `\${${"(".repeat(500_000)}` } },
        strings: { app_settings: { KEY: '${"'.repeat(300_000) } },
        functions: { app_settings: { KEY: `\${${"f(".repeat(300_000)}var.a${")".repeat(300_000)}}` } },
        indexes: { app_settings: { KEY: `\${var.a${"[0]".repeat(300_000)}}` } },
        spaces: { app_settings: { KEY: `\${${" ".repeat(1_000_000)}` } },
        equals: { app_settings: { KEY: `AccountKey=${"=".repeat(1_000_000)}` } },
      },
    },
  };

  test.each<[string, unknown, number]>([
    ["10,000 levels", deep(10_000), 0],
    ["100,000 levels", deep(100_000), 0],
    ["references in a circle", circle, 0],
    ["texts of a megabyte", long, 0],
    ["wrong types everywhere", { resource: { a: [1, null, "x"], b: { c: [[]], d: 7 } }, output: 3, locals: [null] }, 0],
    ["names of prototypes", '{"resource":{"__proto__":{"constructor":{}},"toString":{"valueOf":{"name":"x"}}}}', 0],
    ["a plan of nothing", { format_version: "1.2", planned_values: null, configuration: [] }, 0],
    ["a state of wrong types", { format_version: "1.0", values: { root_module: { resources: [1, {}] } } }, 0],
  ])("%s", (_, content, exitCode) => {
    const start = process.cpuUsage();
    expect(audit(content)).toMatchObject({ exitCode, err: "" });
    expect(process.cpuUsage(start).user).toBeLessThan(5_000_000);
  });
});
