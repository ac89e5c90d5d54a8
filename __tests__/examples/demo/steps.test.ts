import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { demo, destroy, planAgain } from "../../../examples/demo/demo";
import { Deployment } from "../../../examples/demo/deployment";
import { Project } from "../../../examples/demo/project";
import { type Stack } from "../../../examples/demo/stack";
import { findTerraform } from "../../../simulator";
import { ROOT } from "../../../tools/paths";
import { testWithTerraform } from "../../support/terraform";

/** The smallest of the walkthroughs. */
const SMALL = "on-premises";
const { PATH = "" } = process.env;

/** One project for all tests, which is synthesized once: where there is no terraform. */
const interruption = new AbortController();
const project = new Project(interruption.signal);
const bin = mkdtempSync(join(tmpdir(), "azmi-demo-"));
let stacks: readonly Stack[];
let printedWithoutTerraform: string;
let printed: string;

const terraform = join(bin, "terraform");

/** Puts a shell script in the place of terraform. */
function asTerraform(script: string): void {
  writeFileSync(terraform, `#!/bin/sh\n${script}\n`);
  chmodSync(terraform, 0o755);
}

beforeAll(async () => {
  printed = "";
  jest.spyOn(console, "log").mockImplementation((line = "") => {
    printed += `${String(line)}\n`;
  });
  process.stdout.isTTY = false;
  process.env.TERRAFORM_BINARY_NAME = "";
  symlinkSync(process.execPath, join(bin, "node"));
  process.env.PATH = bin;
  const synth = jest.spyOn(project, "synth");
  // What `cdktf synth` does, in half of its time.
  const cdktf = jest.spyOn(project, "cdktf").mockImplementation(async () => {
    const main = ["--require", require.resolve("tsx/cjs"), join(ROOT, "main.ts")];
    expect((await project.run(process.execPath, main)).exitCode).toBe(0);
  });
  await demo(project);
  cdktf.mockRestore();
  stacks = (await synth.mock.results[0]?.value) as readonly Stack[];
  synth.mockResolvedValue([...stacks]);
  printedWithoutTerraform = printed;
  process.env.PATH = `${bin}${delimiter}${PATH}`;
}, 60_000);

beforeEach(() => {
  printed = "";
});

afterEach(() => {
  rmSync(terraform, { force: true });
});

afterAll(() => {
  project.remove();
  rmSync(bin, { recursive: true });
});

test("without terraform, the demo synthesizes and says what is missing", () => {
  expect(printedWithoutTerraform).toContain("Neither terraform nor tofu is on the PATH");
  expect(printedWithoutTerraform).toMatch(/^logic-app-to-sql +\d+$/m);
  expect(printedWithoutTerraform).toMatch(/^vms-to-sql +\d+$/m);
  expect(printedWithoutTerraform).toMatch(/^on-premises +\d+$/m);
  expect(printedWithoutTerraform).not.toContain("\u001b");
});

describe("a deployed stack", () => {
  let deployment: Deployment;
  const some = (): readonly Stack[] => stacks.filter(({ name }) => name === SMALL);

  beforeEach(async () => {
    deployment = await Deployment.start(project, some(), terraform);
  });

  afterEach(async () => {
    await deployment.simulator.stop();
  });

  test("whose second plan is not empty is shown", async () => {
    asTerraform(`case "$*" in *-detailed-exitcode*) echo Plan: 1 to add; exit 2 ;; esac`);
    await expect(planAgain(deployment, some())).rejects.toThrow("\nPlan: 1 to add");
    expect(printed).toContain("The second plan of on-premises is not empty");
  });

  testWithTerraform("of which destroy leaves something is named", async () => {
    const [{ directory, configuration }] = some() as [Stack];
    const environment = deployment.simulator.environment([configuration]);
    for (const args of [["init"], ["apply", "-auto-approve"]]) {
      const result = await project.run(findTerraform() ?? "", args, { cwd: directory, environment });
      expect(result).toMatchObject({ exitCode: 0 });
    }
    jest.spyOn(deployment, "destroy").mockResolvedValue();
    await expect(destroy(deployment, some())).rejects.toThrow(
      /^azurerm_key_vault \/subscriptions\/.*\/vaults\/kv-onprem-smc583$/m,
    );
    expect(printed).toContain("Destroyed 1 stack: 3 resources left");
  });
});

// The last one, because the project is of no use then.
testWithTerraform("an interrupted deployment ends at once", async () => {
  const cdktf = jest.spyOn(project, "cdktf");
  const ending = expect(demo(project, [SMALL])).rejects.toMatchObject({ name: "AbortError" });
  while (cdktf.mock.calls.length === 0) {
    await setTimeout(100);
  }
  await setTimeout(1000);
  interruption.abort();
  await ending;
  expect(printed).toContain("Deploying 1 stack");
  expect(printed).not.toContain("Deployed");
});
