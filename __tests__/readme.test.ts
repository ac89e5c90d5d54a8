import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, type TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import * as ts from "typescript";
import { simulateLifeCycle } from "../simulator";
import { ROOT } from "../tools/paths";
import { compileErrors } from "./support/compile";
import { given, type Given } from "./support/given-on-pages";
import { fileOf, moduleProgram, pageProgram } from "./support/page-programs";
import { type Page, pageNamed, pages, README, readmeExamples } from "./support/pages";
import { problemsOf, testStack } from "./support/synth";
import { testWithTerraform } from "./support/terraform";

const GIVEN = Object.keys(given(testStack()));
const [IN_STACK = "", ALONE = "", TEST = ""] = readmeExamples();
const README_PAGE: Page = { name: "README", fragments: `${IN_STACK}\n${ALONE}`, modules: [] };
const SHOP = 'import { App, TerraformStack } from "cdktf";\ndeclare class Shop extends TerraformStack {}\n';

/** Pages with ways to do a thing that exclude each other, or with a file that only the reader has. */
const ALTERNATIVES: Readonly<Record<string, readonly string[]>> = {
  "adopting.md": ["[stack/cdktf-azure-managed-identity-adoption] adoption-file-unusable"],
  "logic-apps-standard.md": ["[stack/given/logic-standard] connections-file-unreadable"],
  "logic-apps.md": ["[stack/designed] workflow-definition-unreadable", "[stack/secrets] connection-added-twice"],
  "sql.md": ["[stack/shop] sql-fact-declared-differently", "[stack/first] sql-fact-executed-differently"],
};

/** The exports of a program in this folder. */
function run(program: string): unknown {
  const { outputText } = ts.transpileModule(program, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  const exported = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- its objects are those of the test, unlike those of node:vm
  (new Function("require", "exports", outputText) as (...values: unknown[]) => void)(require, exported);
  return exported;
}

describe("examples of README and docs", () => {
  const withFragments = [README_PAGE, ...pages().filter(({ fragments }) => fragments !== "")];
  const programs: Record<string, string> = {
    ...Object.fromEntries(withFragments.map((page) => [fileOf(page.name), pageProgram(page, GIVEN)])),
    ...Object.fromEntries(
      pages().flatMap(({ name, modules }) =>
        modules.map((code, index) => [fileOf(`${name}-${String(index)}`), moduleProgram(code)]),
      ),
    ),
    [fileOf("readme-test")]: SHOP + TEST,
  };

  test("compile", () => {
    const wrong = {
      [fileOf("wrong")]: pageProgram({ ...README_PAGE, fragments: "new ManagedIdentityBinding(this, 1);" }, GIVEN),
      [fileOf("wrong-test")]: SHOP + TEST.replace("apply.ok", "apply.okay"),
    };
    const errors = Object.entries(compileErrors({ ...programs, ...wrong })).filter(([, found]) => found.length > 0);
    expect(Object.fromEntries(errors)).toEqual({
      [fileOf("wrong")]: [expect.stringContaining("number")],
      [fileOf("wrong-test")]: [expect.stringContaining("okay")],
    });
  }, 120_000);

  test.each(withFragments.map((page) => [page.name, page] as const))("%s synthesizes", (_, page) => {
    const stack = testStack();
    const { example } = run(pageProgram(page, GIVEN)) as { example: (this: TerraformStack, names: Given) => void };
    example.call(stack, given(stack));
    expect(problemsOf(stack)).toEqual(ALTERNATIVES[page.name] ?? []);
  });

  testWithTerraform("the first stack of a reader deploys", async () => {
    const [code = ""] = pageNamed("get-started.md").modules;
    const { Shop } = run(moduleProgram(code).replace(/^const app = [^]*/m, "")) as {
      Shop: new (scope: Construct, id: string) => TerraformStack;
    };
    const { apply, replan, access, leftovers } = await simulateLifeCycle(new Shop(new App(), "shop"));
    expect(apply.diagnostics).toEqual([]);
    expect(replan.changes).toEqual([]);
    expect(access.map(({ principal, role }) => `${principal}: ${role}`).sort()).toEqual([
      "id-shop: Key Vault Secrets User",
      "id-shop: Storage Blob Data Contributor",
    ]);
    expect(leftovers).toEqual([]);
  });
});

describe("the README", () => {
  test("has examples that are compiled or run", () => {
    expect(readmeExamples()).toHaveLength(3);
  });

  test("names the peer dependencies that the package declares", () => {
    const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      peerDependencies: Record<string, string>;
    };
    Object.entries(peerDependencies).forEach(([name, range]) => {
      expect(README).toContain(`${name}@${range}`);
    });
  });

  test("starts with two commands that exist", () => {
    const scripts = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };
    const [, block] = /^```sh\n([^]*?)^```/m.exec(README) ?? [];
    const commands = (block ?? "").trim().split("\n");
    expect(commands).toHaveLength(2);
    commands.forEach((command) => {
      const [, script] = /^npm ci && npm (?:run )?(\S+)/.exec(command) ?? [];
      expect(scripts.scripts).toHaveProperty(script ?? "");
    });
  });
});

test("the comparison counts the lines of its examples", () => {
  const page = readFileSync(join(ROOT, "docs", "comparison.md"), "utf8");
  const counted = [...page.matchAll(/^```\w+\n([^]*?)^```/gm)].map(
    ([, code = ""]) => code.split("\n").filter((line) => !/^\s*(#|\/\/|$)/.test(line)).length,
  );
  const [row = ""] = /^\| lines for .*$/m.exec(page) ?? [];
  expect(row.match(/\d+/g)?.map(Number)).toEqual(counted);
});
