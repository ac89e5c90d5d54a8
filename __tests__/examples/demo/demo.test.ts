import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { findTerraform } from "../../../simulator";
import { type CommandOutput, run } from "../../../tools/terraform/command";
import { testWithTerraform } from "../../support/terraform";
import { ROOT } from "../../../tools/paths";

const TIMEOUT = 60_000;

/** A place for temporary files with a name that shells stumble over, and one for programs; the compiler's cache stays. */
let temporary: string;
let bin: string;

beforeAll(() => {
  temporary = mkdtempSync(join(tmpdir(), "it's a $demo "));
  bin = join(temporary, "bin");
});

beforeEach(() => {
  mkdirSync(bin);
});

afterEach(() => {
  rmSync(bin, { recursive: true });
});

afterAll(() => {
  rmSync(temporary, { recursive: true, force: true });
});

/** The smallest of the walkthroughs. */
const SMALL = ["on-premises"];

/** `npm run demo` without the bundle; what cares for colours is told that they are welcome. */
async function demo(
  env: NodeJS.ProcessEnv = {},
  stacks: readonly string[] = [],
  interruptAt = "the end",
): Promise<CommandOutput> {
  const interruption = new AbortController();
  return run(process.execPath, ["--require", "tsx/cjs", join("examples", "demo", "main.ts"), ...stacks], {
    cwd: ROOT,
    env: { ...process.env, TERRAFORM_BINARY_NAME: "", TMPDIR: temporary, FORCE_COLOR: "1", ...env },
    signal: interruption.signal,
    onLine: (line) => {
      if (line.includes(interruptAt)) {
        interruption.abort();
      }
    },
  });
}

/** Puts a shell script in the place of terraform. */
function asTerraform(script: string): NodeJS.ProcessEnv {
  writeFileSync(join(bin, "terraform"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, "terraform"), 0o755);
  return { PATH: `${bin}${delimiter}${process.env.PATH ?? ""}` };
}

/** A script that does something else for some arguments, and what terraform does for all others. */
const terraformExcept = (pattern: string, action: string): string =>
  `case "$*" in\n${pattern}) ${action} ;;\n*) exec "${findTerraform() ?? ""}" "$@" ;;\nesac`;

const leftInCheckout = (): string[] => readdirSync(ROOT).filter((name) => /tfstate|terraform/.test(name));

const leftInTemporary = (): string[] =>
  readdirSync(temporary).filter((name) => name !== "bin" && !name.startsWith("tsx-"));

testWithTerraform("the demo deploys, plans and destroys every stack, and leaves nothing behind", async () => {
  const before = leftInCheckout();
  const { exitCode, output } = await demo();
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: expect.any(String) as string });
  for (const stack of ["logic-app-to-sql", "vms-to-sql", "on-premises", "on-premises-without-arc"]) {
    expect(output).toContain(`Created by ${stack}: `);
    expect(output).toContain(`The second plan of ${stack} is empty`);
  }
  for (const [principal, role, scope] of [
    ["DemoUserAMI", "Reader", "servers/demosqlserversmc583"],
    ["vm1", "db_datareader", "sql1-smc583/orders"],
    ["MyUserIdentity", "Key Vault Secrets User", "vaults/kv-machines-smc583"],
    ["onprem-01", "Key Vault Secrets User", "vaults/kv-onprem-smc583"],
    ["machine-smc583", "Key Vault Secrets User", "vaults/kv-offline-smc583"],
  ] as const) {
    expect(output).toMatch(new RegExp(`^${principal} +${role} +${scope}$`, "m"));
  }
  expect(output).toMatch(/^azurerm_linux_virtual_machine +6 +vm1, vm2, vm3, vm4, vm5, vm6$/m);
  expect(output).toContain("FROM sys.server_principals");
  expect(output).toMatch(/^\(server\) +name +type_desc +server_role$/m);
  expect(output).toMatch(/^demosqlserversmc583 +DemoUserAMI +EXTERNAL_LOGIN +##MS_ServerStateManager##$/m);
  expect(output).toContain("Destroyed 4 stacks: nothing left");
  expect(output).not.toContain("\u001b");
  expect(leftInCheckout()).toEqual(before);
  expect(leftInTemporary()).toEqual([]);
});

test(
  "without terraform, the demo synthesizes and says what is missing",
  async () => {
    symlinkSync(process.execPath, join(bin, "node"));
    const { exitCode, output } = await demo({ PATH: bin });
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: expect.any(String) as string });
    expect(output).toContain("Neither terraform nor tofu is on the PATH");
    expect(output).toMatch(/^logic-app-to-sql +\d+$/m);
    expect(output).toMatch(/^vms-to-sql +\d+$/m);
    expect(output).toMatch(/^on-premises +\d+$/m);
    expect(output).not.toContain("\u001b");
    expect(leftInTemporary()).toEqual([]);
  },
  TIMEOUT,
);

test(
  "a command that fails is shown with all that it printed",
  async () => {
    const env = asTerraform("echo the first line; echo the last line; exit 1");
    const { exitCode, output } = await demo(env, SMALL);
    expect(exitCode).toBe(1);
    expect(output).toContain("Deploying 1 stack: failed");
    expect(output).toMatch(/cdktf deploy .* ended with exit code 1:[^]*the first line[^]*the last line/);
    expect(output).not.toContain("\u001b");
    expect(leftInTemporary()).toEqual([]);
  },
  TIMEOUT,
);

testWithTerraform("a second plan that is not empty is shown", async () => {
  const env = asTerraform(terraformExcept("*-detailed-exitcode*", "echo Plan: 1 to add; exit 2"));
  const { exitCode, output } = await demo(env, SMALL);
  expect(exitCode).toBe(1);
  expect(output).toContain("The second plan of on-premises is not empty");
  expect(output).toContain("\nPlan: 1 to add\n");
  expect(leftInTemporary()).toEqual([]);
});

testWithTerraform("what destroy leaves is named", async () => {
  const env = asTerraform(terraformExcept("destroy*", "exit 0"));
  const { exitCode, output } = await demo(env, SMALL);
  expect(exitCode).toBe(1);
  expect(output).toContain("Destroyed 1 stack: 3 resources left");
  expect(output).toMatch(/^azurerm_key_vault \/subscriptions\/.*\/vaults\/kv-onprem-smc583$/m);
  expect(leftInTemporary()).toEqual([]);
});

testWithTerraform("an interrupted demo ends at once, and leaves nothing behind", async () => {
  const { exitCode, output } = await demo({}, SMALL, "Deploying 1 stack");
  expect(exitCode).toBe(130);
  expect(output).toContain("Deploying 1 stack: interrupted");
  expect(leftInTemporary()).toEqual([]);
});
