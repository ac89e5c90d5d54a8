import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { type CommandOutput, run } from "../../../tools/terraform/command";
import { testWithTerraform } from "../../support/terraform";
import { ROOT } from "../../../tools/paths";

const TIMEOUT = 60_000;

/** A place for temporary files with a name that shells stumble over. It shares the cache of tsx. */
let temporary: string;

beforeAll(() => {
  temporary = mkdtempSync(join(tmpdir(), "it's a $demo "));
  const cache = `tsx-${String(userInfo().uid)}`;
  mkdirSync(join(tmpdir(), cache), { recursive: true });
  symlinkSync(join(tmpdir(), cache), join(temporary, cache));
});

afterAll(() => {
  rmSync(temporary, { recursive: true, force: true });
});

/** `npm run demo` without the bundle; what cares for colours is told that they are welcome. */
async function demo(env: NodeJS.ProcessEnv = {}, interruptAt = "the end"): Promise<CommandOutput> {
  const interruption = new AbortController();
  return run(process.execPath, ["--require", "tsx/cjs", join("examples", "demo", "main.ts")], {
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
  expect(output).toMatch(/^no findings in \d+ resources of 4 documents$/m);
  expect(output).toContain(`The access map is in ${join("cdktf.out", "access-map.html")}`);
  expect(readFileSync(join(ROOT, "cdktf.out", "access-map.html"), "utf8")).toContain("kv-machines-smc583");
  expect(output).toContain("Destroyed 4 stacks: nothing left");
  expect(output).not.toContain("\u001b");
  expect(leftInCheckout()).toEqual(before);
  expect(leftInTemporary()).toEqual([]);
});

test(
  "a command that fails is shown with all that it printed, and cdktf needs no terraform to start main.ts",
  async () => {
    const bin = join(temporary, "bin");
    mkdirSync(bin);
    const fail = join(bin, "fail.js");
    const app = JSON.stringify(join(ROOT, "main.ts"));
    writeFileSync(
      fail,
      `if (process.argv[1] === ${app}) { console.log("the first line"); throw new Error("the last line"); }`,
    );
    symlinkSync(process.execPath, join(bin, "node"));
    const { exitCode, output } = await demo({
      PATH: bin,
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --require ${JSON.stringify(fail)}`,
    });
    expect(exitCode).toBe(1);
    expect(output).toContain("Synthesizing main.ts: failed");
    expect(output).toMatch(/cdktf synth ended with exit code 1:[^]*the first line[^]*the last line/);
    expect(output).not.toContain("\u001b");
    expect(leftInTemporary()).toEqual([]);
  },
  TIMEOUT,
);

test(
  "an interrupted demo ends at once, and leaves nothing behind",
  async () => {
    const { exitCode, output } = await demo({}, "Synthesizing main.ts");
    expect(exitCode).toBe(130);
    expect(output).toContain("Synthesizing main.ts: interrupted");
    expect(output).toContain("Nothing is left behind");
    expect(leftInTemporary()).toEqual([]);
  },
  TIMEOUT,
);
