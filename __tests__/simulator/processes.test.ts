import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { Simulator } from "../../simulator";
import { deploying, GROUP } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";

interface Attached {
  readonly Pid: number;
  readonly Addr: { readonly String: string };
}

/** What a terraform command is told of the providers. */
const attachedTo = (environment: Record<string, string>): Attached[] =>
  Object.values(JSON.parse(environment.TF_REATTACH_PROVIDERS ?? "{}") as Record<string, Attached>);

async function answers(address: string): Promise<boolean> {
  const [host = "", port = ""] = address.split(":");
  const socket = connect(Number(port), host);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Temporary directories of this file alone; what a test sets in process.env, node:os does not see. */
jest.mock("node:os", () => {
  const os = jest.requireActual<{ readonly tmpdir: () => string }>("node:os");
  const fs = jest.requireActual<{ readonly mkdtempSync: (prefix: string) => string }>("node:fs");
  const directory = fs.mkdtempSync(`${os.tmpdir()}/azmi-test-`);
  return { ...os, tmpdir: () => directory };
});
const temporary = tmpdir();

afterAll(() => {
  rmSync(temporary, { recursive: true, force: true });
});

describe("simulators", () => {
  testWithTerraform("twenty at a time leave no sockets, processes or directories behind", async () => {
    const simulators = await Promise.all(Array.from({ length: 20 }, async () => Simulator.start()));
    const attached = simulators.flatMap((simulator) => attachedTo(simulator.environment()));
    expect(new Set(attached.map(({ Pid }) => Pid)).size).toBe(20);

    const left = [...simulators];
    const worker = async (): Promise<void> => {
      for (let simulator = left.pop(); simulator; simulator = left.pop()) {
        const session = simulator.terraform(deploying(GROUP));
        const { ok, output } = await session.apply();
        session.close();
        expect({ ok, output: ok ? "" : output }).toEqual({ ok: true, output: "" });
        expect(simulator.resources()).toHaveLength(1);
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    await Promise.all(simulators.map(async (simulator) => simulator.stop()));

    expect(attached.filter(({ Pid }) => isAlive(Pid))).toEqual([]);
    expect(await Promise.all(attached.map(async ({ Addr }) => answers(Addr.String)))).not.toContain(true);
    expect(readdirSync(temporary)).toEqual([]);
  });

  testWithTerraform("leave no directory for a stack that cannot be synthesized", async () => {
    const simulator = await Simulator.start();
    const stack = new TerraformStack(new App(), "stack");
    stack.node.addValidation({ validate: () => ["is wrong"] });
    expect(() => simulator.terraform(stack)).toThrow("is wrong");
    await simulator.stop();
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("are independent of each other, and can be stopped twice", async () => {
    const [one, other] = await Promise.all([Simulator.start(), Simulator.start()]);
    one.declare("azurerm_resource_group", { name: "rg" });
    other.declare("azurerm_resource_group", { name: "rg" });
    await one.stop();
    await one.stop();
    const [attached] = attachedTo(other.environment());
    expect(isAlive(attached?.Pid ?? 0)).toBe(true);
    expect(await answers(attached?.Addr.String ?? "")).toBe(true);
    await other.stop();
  });

  test("listen on the loopback interface only", async () => {
    const simulator = await Simulator.start();
    expect(attachedTo(simulator.environment()).map(({ Addr }) => Addr.String.split(":")[0])).toEqual(
      Array.from({ length: 4 }, () => "127.0.0.1"),
    );
    await simulator.stop();
  });

  test("take their process with them when they are killed", async () => {
    const script = `
      require("tsx/cjs");
      const { Simulator } = require("./simulator");
      Simulator.start().then((simulator) => console.log(simulator.environment().TF_REATTACH_PROVIDERS));
    `;
    const child = spawn(process.execPath, ["-e", script], {
      cwd: join(__dirname, "..", ".."),
      env: { ...process.env, TMPDIR: temporary },
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const [attached] = attachedTo({ TF_REATTACH_PROVIDERS: line.toString("utf8") });
    const pid = attached?.Pid ?? 0;
    expect(isAlive(pid)).toBe(true);
    child.kill("SIGKILL");
    await once(child, "exit");
    await until(() => !isAlive(pid) || isZombie(pid));
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Ended, and only waiting for whoever inherits orphans to notice. */
function isZombie(pid: number): boolean {
  const file = `/proc/${String(pid)}/stat`;
  return existsSync(file) && readFileSync(file, "utf8").includes(" Z ");
}
