import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";
import { ROOT } from "../../tools/paths";

/** A folder with a file that imports a type, the file or package it is imported from, and the rule that this breaks. */
const IMPORTS: readonly (readonly [folder: string, imported: string, rule?: string])[] = [
  ["lib/access", "lib/core/thing"],
  ["lib/sql/constructs", "lib/sql/execution/thing"],
  ["programs/sql-runner", "lib/sql/model/thing"],
  ["lib/core", "lib/access/thing", "layers: lib/core"],
  ["lib/access", "lib/sql/model/thing", "layers: lib/access"],
  ["lib/access", "lib/sql/constructs/thing", "layers: lib/access"],
  ["lib/sql/execution", "lib/sql/constructs/thing", "layers: lib/sql/execution"],
  ["lib/sql/constructs", "lib/sql/index", "layers: lib/sql/constructs"],
  ["lib/postgres", "lib/mysql/thing", "layers: lib/postgres"],
  ["lib/new-room", "lib/core/thing", "every file of lib is in a room"],
  ["lib/core", "tools/thing", "lib is published alone"],
  ["lib/core", "simulator/thing", "lib is published alone"],
  ["lib/sql/model", "cdktf", "the SQL model knows no CDKTF"],
  ["programs/azmi", "cdktf", "programs run without CDKTF"],
  ["simulator/azure", "lib/core/thing", "the simulator owns its tables"],
  ["tools", "__tests__/support/thing", "only tests import tests"],
];

test("the lint finds every import against the layers, and circles", () => {
  const project = mkdtempSync(join(tmpdir(), "import-layers-"));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  };
  try {
    [".dependency-cruiser.cjs", "tsconfig.json"].forEach((file) => {
      cpSync(join(ROOT, file), join(project, file));
    });
    write("node_modules/cdktf/index.d.ts", "export type Thing = 1;\n");
    IMPORTS.forEach(([folder, imported], index) => {
      const module = imported === "cdktf" ? imported : relative(folder, imported);
      write(`${folder}/file-${String(index)}.ts`, `import { type Thing } from "${module}";\nexport type A = Thing;\n`);
      if (imported !== "cdktf") {
        write(`${imported}.ts`, "export type Thing = 1;\n");
      }
    });
    write("lib/core/one.ts", 'import { type Other } from "./other";\nexport type One = Other | 1;\n');
    write("lib/core/other.ts", 'import { type One } from "./one";\nexport type Other = One | 2;\n');

    expect(violationsIn(project)).toEqual(
      [
        ...IMPORTS.flatMap(([folder, , rule], index) => (rule ? [`${folder}/file-${String(index)}.ts: ${rule}`] : [])),
        "lib/core/one.ts: no circles",
      ].sort(),
    );
  } finally {
    rmSync(project, { recursive: true });
  }
});

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

function violationsIn(project: string): string[] {
  const PATH = [join(ROOT, "node_modules", ".bin"), process.env.PATH].join(delimiter);
  const { stdout } = spawnSync("depcruise", ["--output-type", "json", "."], {
    cwd: project,
    encoding: "utf8",
    env: { ...process.env, PATH },
  });
  const { summary } = JSON.parse(stdout) as { readonly summary: { readonly violations: readonly Violation[] } };
  return summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`).sort();
}
