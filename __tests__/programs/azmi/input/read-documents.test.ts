import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readDocuments, readInputs } from "../../../../programs/azmi/input/read-documents";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "azmi-input-"));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function write(path: string, content: unknown): string {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return file;
}

const stack = (name: string): object => ({
  name,
  workingDirectory: `stacks/${name}`,
  synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
});

function app(path: string, ...names: string[]): string {
  write(`${path}/manifest.json`, { stacks: Object.fromEntries(names.map((name) => [name, stack(name)])) });
  names.forEach((name) => write(`${path}/stacks/${name}/cdk.tf.json`, { resource: { terraform_data: { it: {} } } }));
  return join(home, path);
}

const addresses = (...paths: string[]): string[] =>
  readDocuments(paths).flatMap(({ name, blocks }) =>
    blocks.map(({ address }) => `${name.replace(home, "")}: ${address}`),
  );

const problem = (...paths: string[]): string => {
  try {
    readDocuments(paths);
  } catch (error) {
    return (error as Error).message.replaceAll(home, "~");
  }
  return "";
};

describe("reads", () => {
  test("the stacks of an app, by name", () => {
    const directory = app("cdktf.out", "web", "data");
    expect(addresses(directory)).toEqual(["data: terraform_data.it", "web: terraform_data.it"]);
    expect(readInputs([directory]).map(({ file }) => file.replace(home, "~"))).toEqual([
      "~/cdktf.out/stacks/data/cdk.tf.json",
      "~/cdktf.out/stacks/web/cdk.tf.json",
    ]);
  });

  test("stacks of the same name in two apps, by file", () => {
    expect(addresses(app("one", "shop"), app("two", "shop"))).toEqual([
      "/one/stacks/shop/cdk.tf.json: terraform_data.it",
      "/two/stacks/shop/cdk.tf.json: terraform_data.it",
    ]);
  });

  test("a path that is given twice, once", () => {
    const directory = app("cdktf.out", "shop");
    expect(addresses(directory, directory)).toHaveLength(1);
  });

  test("a plan and a state", () => {
    const resource = { address: "terraform_data.it", mode: "managed", type: "terraform_data", name: "it", values: {} };
    const values = { root_module: { resources: [resource] } };
    const plan = write("plan.json", { format_version: "1.2", planned_values: values, configuration: {} });
    const state = write("state.json", { format_version: "1.0", values });
    expect(readDocuments([plan, state]).map(({ kind }) => kind)).toEqual(["plan", "state"]);
    expect(addresses(plan, state)).toEqual(["/plan.json: terraform_data.it", "/state.json: terraform_data.it"]);
  });

  test("JSON with a byte order mark", () => {
    const file = write("main.tf.json", `\uFEFF${JSON.stringify({ output: { url: { value: "x" } } })}`);
    expect(addresses(file)).toEqual(["/main.tf.json: output.url"]);
  });

  test("all files of a directory as one, with the modules in folders", () => {
    write("infra/main.tf.json", { module: { shop: { source: "./shop" }, web: { source: "registry/web" } } });
    write("infra/more.tf.json", { resource: { terraform_data: { it: {} } } });
    write("infra/.#more.tf.json", { resource: { terraform_data: { draft: {} } } });
    write("infra/shop/main.tf.json", { module: { inner: [{ source: "../common" }] }, output: { url: { value: "x" } } });
    write("infra/common/main.tf.json", { variable: { name: {} } });
    expect(addresses(join(home, "infra"))).toEqual([
      "/infra: module.shop",
      "/infra: module.web",
      "/infra: terraform_data.it",
      "/infra: module.shop.module.inner",
      "/infra: module.shop.output.url",
      "/infra: module.shop.module.inner.var.name",
    ]);
  });

  test("a module that calls itself, once", () => {
    write("infra/main.tf.json", { module: { a: { source: "./a" }, self: { source: "./" } } });
    write("infra/a/main.tf.json", { module: { b: { source: "../a" }, root: { source: "../" } } });
    expect(addresses(join(home, "infra"))).toEqual([
      "/infra: module.a",
      "/infra: module.self",
      "/infra: module.a.module.b",
      "/infra: module.a.module.root",
    ]);
  });
});

describe("refuses", () => {
  test.each([
    ["nothing there", "none.json", undefined, "~/none.json does not exist"],
    ["an empty file", "a.json", "\n", "~/a.json is empty"],
    [
      "what is not JSON",
      "a.json",
      '{"a": hunter2}',
      "~/a.json is not valid JSON: line 1, column 7: a value should be here",
    ],
    [
      "a key that is there twice",
      "a.tf.json",
      '{"output": {},\n "output": {}}',
      '~/a.tf.json is not valid JSON: line 2, column 2: the key "output" is there twice in one object',
    ],
    ["what is not Terraform", "package.json", { name: "shop" }, "~/package.json is not Terraform; give the output of"],
    ["a list", "a.json", [1], "~/a.json is not Terraform: it must be an object; give the output of"],
    [
      "a raw state",
      "terraform.tfstate",
      { version: 4, serial: 1, lineage: "x", resources: [] },
      "~/terraform.tfstate is a state file, whose format is private to Terraform; give the output of terraform show -json",
    ],
    ["UTF-16", "a.json", Buffer.from('\uFEFF{"output":{}}', "utf16le"), "~/a.json is UTF-16, as Windows PowerShell"],
    [
      "a plan that terraform wrote",
      "a.tfplan",
      Buffer.from("PK\u0003\u0004"),
      "~/a.tfplan is not valid JSON: line 1, column 1",
    ],
    [
      "a manifest of something else",
      "out/manifest.json",
      { icons: [] },
      "~/out/manifest.json was not written by cdktf",
    ],
    [
      "a directory without configuration",
      "out/read.me",
      "x",
      "~/out has neither the manifest.json of cdktf synth nor files",
    ],
  ])("%s", (_, path, content, message) => {
    if (content !== undefined) {
      write(path, content);
    }
    expect(problem(join(home, path.startsWith("out/") ? "out" : path))).toContain(message);
  });

  test("everything that is wrong at once, and quotes none of it", () => {
    const wrong = write("wrong.json", '{"password": "hunter2" "x"}');
    const lines = problem(join(home, "none"), wrong, app("cdktf.out", "shop")).split("\n");
    expect(lines).toEqual([
      "~/none does not exist",
      "~/wrong.json is not valid JSON: line 1, column 24: a comma or } should be here",
    ]);
  });

  test("a stack that is missing", () => {
    write("cdktf.out/manifest.json", { stacks: { shop: stack("shop") } });
    expect(problem(join(home, "cdktf.out"))).toBe(
      "~/cdktf.out/stacks/shop/cdk.tf.json cannot be read: it does not exist",
    );
  });

  test("modules that multiply", () => {
    const both = (source: string): object => ({ module: { a: { source }, b: { source } } });
    write("m0/main.tf.json", both("../m1"));
    Array.from({ length: 20 }, (_, i) => write(`m${String(i + 1)}/main.tf.json`, both(`../m${String(i + 2)}`)));
    expect(problem(join(home, "m0"))).toBe("~/m0 calls more than 1000 modules");
  });
});
