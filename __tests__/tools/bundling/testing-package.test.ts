import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import ts from "typescript";
import { writeTestingProgram } from "../../../tools/bundling/testing-package";
import { ROOT } from "../../../tools/paths";

/** A project that has the package in its node_modules: the real manifest and simulator, and otherwise what it takes to be found. */
const NAME = "cdktf-azure-managed-identity";
const project = realpathSync(mkdtempSync(join(tmpdir(), "azmi-testing-")));
const installed = join(project, "node_modules", NAME);

beforeAll(async () => {
  mkdirSync(join(installed, "testing"), { recursive: true });
  mkdirSync(join(installed, "dist"));
  cpSync(join(ROOT, "package.json"), join(installed, "package.json"));
  writeFileSync(join(installed, "dist", "index.js"), "exports.BuiltInRole = class BuiltInRole {};");
  ["dist", "testing"].forEach((folder) => {
    writeFileSync(join(installed, folder, "index.d.ts"), "export {};");
  });
  await writeTestingProgram(join(installed, "testing"));
  ["cdktf", "constructs"].forEach((peer) => {
    symlinkSync(join(ROOT, "node_modules", peer), join(project, "node_modules", peer));
  });
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "shop", version: "1.0.0" }));
}, 60_000);

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

/** What a program prints. */
function run(file: string, code: string): string {
  writeFileSync(join(project, file), code);
  const { stdout, stderr, status } = spawnSync(process.execPath, [file], { cwd: project, encoding: "utf8" });
  return status === 0 ? stdout.trim() : stderr;
}

const IMPORT = `
  import { assertEmpty, simulateApp, simulateLifeCycle, Simulator } from "${NAME}/testing";
  import { BuiltInRole } from "${NAME}";
`;
const TELL = `
  const simulator = await Simulator.start();
  simulator.declare("azurerm_resource_group", { name: "rg" });
  await simulator.stop();
  const found = { assertEmpty, simulateApp, simulateLifeCycle, Simulator, BuiltInRole };
  console.log(Object.keys(found).filter((name) => typeof found[name] === "function").join());
`;
const TOLD = "assertEmpty,simulateApp,simulateLifeCycle,Simulator,BuiltInRole";

describe("at run time the package is found by", () => {
  test("an ES module, by the names that it exports", () => {
    expect(run("main.mjs", IMPORT + TELL)).toBe(TOLD);
  });

  test("a CommonJS module", () => {
    const names = `const { assertEmpty, simulateApp, simulateLifeCycle, Simulator } = require("${NAME}/testing");`;
    const main = `const { BuiltInRole } = require("${NAME}");`;
    expect(run("main.cjs", `${names}${main}(async () => {${TELL}})();`)).toBe(TOLD);
  });

  test("an import within a function", () => {
    const code = `import("${NAME}/testing").then(({ Simulator }) => console.log(typeof Simulator));`;
    expect([run("later.mjs", code), run("later.cjs", code)]).toEqual(["function", "function"]);
  });

  test.each(["esm", "cjs"] as const)("a bundle in the format %s that leaves packages out", async (format) => {
    writeFileSync(join(project, "entry.mjs"), `${IMPORT}export const told = (async () => {${TELL}})();`);
    const outfile = join(project, `bundle-${format}.${format === "esm" ? "mjs" : "cjs"}`);
    const entryPoints = [join(project, "entry.mjs")];
    await build({ entryPoints, outfile, format, bundle: true, platform: "node", packages: "external" });
    const { stdout } = spawnSync(process.execPath, [outfile], { cwd: project, encoding: "utf8" });
    expect(stdout.trim()).toBe(TOLD);
  });

  test("whoever wants to know its version", () => {
    const code = `console.log(require("${NAME}/package.json").name, require.resolve("${NAME}/.jsii").endsWith(".jsii"));`;
    writeFileSync(join(installed, ".jsii"), "{}");
    expect(run("version.cjs", code)).toBe(`${NAME} true`);
  });
});

describe("TypeScript finds the declarations with", () => {
  const { ModuleKind: to, ModuleResolutionKind: by } = ts;
  const resolutions: [string, ts.CompilerOptions, ts.ResolutionMode][] = [
    ["node10", { module: to.CommonJS, moduleResolution: by.Node10 }, undefined],
    ["Node16, in CommonJS", { module: to.Node16, moduleResolution: by.Node16 }, to.CommonJS],
    ["Node16, in an ES module", { module: to.Node16, moduleResolution: by.Node16 }, to.ESNext],
    ["NodeNext, in CommonJS", { module: to.NodeNext, moduleResolution: by.NodeNext }, to.CommonJS],
    ["NodeNext, in an ES module", { module: to.NodeNext, moduleResolution: by.NodeNext }, to.ESNext],
    ["Bundler", { module: to.Preserve, moduleResolution: by.Bundler }, undefined],
  ];
  test.each(resolutions)("the resolution %s", (_, options, mode) => {
    const from = join(project, "main.ts");
    const resolved = [NAME, `${NAME}/testing`].map(
      (name) => ts.resolveModuleName(name, from, options, ts.sys, undefined, undefined, mode).resolvedModule,
    );
    expect(resolved.map((found) => found?.resolvedFileName)).toEqual([
      join(installed, "dist", "index.d.ts"),
      join(installed, "testing", "index.d.ts"),
    ]);
  });
});
