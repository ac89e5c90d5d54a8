import { spawn } from "node:child_process";
import { closeSync, openSync, symlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { AZMI, ROOT } from "../../../tools/paths";
import { INHERITED } from "../../support/inherited";
import { TemporaryDirectory } from "../../support/temporary-directory";

const home = new TemporaryDirectory();

const write: TemporaryDirectory["write"] = (path, content) => home.write(path, content);

interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the bundled program in the directory, with the memory that a small machine has for it. */
function audit(args: readonly string[], input = ""): Promise<Outcome> {
  const child = spawn(process.execPath, ["--max-old-space-size=2048", AZMI, "audit", ...args], {
    cwd: home.path,
    env: { ...INHERITED, NODE_OPTIONS: "" },
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (data) => (stdout += String(data)));
  child.stderr.on("data", (data) => (stderr += String(data)));
  child.stdin.on("error", () => undefined); // it may be refused before it is read
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => {
      resolve({ exitCode, stdout, stderr });
    });
  });
}

/** A finding whatever the rules are: a suppression that nothing needs. */
const UNNEEDED = {
  "//": { azmi: { suppressions: [{ rule: "no-such-rule", at: "azurerm_key_vault.vault", reason: "none" }] } },
};

describe("azmi audit", () => {
  test("exits with 0 for what is clean, 1 for findings, 2 for what is wrong", async () => {
    write("cdktf.out/manifest.json", {
      stacks: { shop: { name: "shop", workingDirectory: "shop", synthesizedStackPath: "shop/cdk.tf.json" } },
    });
    write("cdktf.out/shop/cdk.tf.json", { output: { url: { value: "https://shop" } } });
    write("found.tf.json", UNNEEDED);
    const [clean, found, wrong, unknown] = await Promise.all([
      audit([]),
      audit(["found.tf.json"]),
      audit(["none.json"]),
      audit(["--colour"]),
    ]);
    expect(clean).toEqual({ exitCode: 0, stdout: "no findings in 0 resources of 1 document\n", stderr: "" });
    expect(found).toMatchObject({ exitCode: 1, stderr: "" });
    expect(found.stdout).toContain("suppression-without-effect");
    expect(wrong).toEqual({ exitCode: 2, stdout: "", stderr: "azmi: none.json does not exist\n" });
    expect(unknown).toEqual({ exitCode: 2, stdout: "", stderr: "error: unknown option '--colour'\n" });
  });

  test("reads standard input", async () => {
    expect(await audit(["-"], JSON.stringify(UNNEEDED))).toMatchObject({ exitCode: 1, stderr: "" });
    expect(await audit(["-"], "")).toEqual({ exitCode: 2, stdout: "", stderr: "azmi: standard input is empty\n" });
  });

  test("reads HCL with the parser of cdktf-cli, and says how to get it", async () => {
    write("infra/main.tf", 'output "url" {\n  value = "x"\n}\nmodule "shop" {\n  source = "./shop"\n}\n');
    write("infra/shop/main.tf", 'resource "terraform_data" "it" {\n}\n');
    write("wrong/main.tf", 'output "url" {\n  value = \n}\n');
    const without = await audit(["infra"]);
    expect(without).toMatchObject({ exitCode: 2, stdout: "" });
    expect(without.stderr).toBe(
      "azmi: infra/main.tf cannot be read without @cdktf/hcl2json: run npm install @cdktf/hcl2json in the working " +
        "directory, or give the output of terraform show -json instead\n",
    );
    symlinkSync(join(ROOT, "node_modules"), join(home.path, "node_modules"));
    expect(await audit(["infra"])).toEqual({
      exitCode: 0,
      stdout: "no findings in 1 resource of 1 document\n",
      stderr: "",
    });
    const wrong = await audit(["wrong"]);
    expect(wrong).toMatchObject({ exitCode: 2, stdout: "" });
    expect(wrong.stderr).toContain("azmi: not valid HCL: wrong/main.tf:2,");
  });
});

test("azmi audit refuses a file of 200 MB", async () => {
  const file = openSync(join(home.path, "large.tf.json"), "w");
  writeSync(file, '{"resource":{"terraform_data":{');
  const megabyte = Array.from({ length: 1024 }, (_, i) => `"r${String(i)}":{"input":"${"x".repeat(1000)}"}`).join(",");
  for (let i = 0; i < 200; i++) {
    writeSync(file, `${i > 0 ? "," : ""}${megabyte}`);
  }
  writeSync(file, "}}}");
  closeSync(file);
  expect(await audit(["large.tf.json"])).toEqual({
    exitCode: 2,
    stdout: "",
    stderr: "azmi: large.tf.json is longer than 128 MiB; audit fewer stacks at a time\n",
  });
});
