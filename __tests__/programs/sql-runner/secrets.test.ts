import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type SqlFact } from "../../../lib/sql/model/fact";
import { formsOf, placesOf } from "../../support/secret-forms";
import { testWithTerraform } from "../../support/terraform";
import { EntraId } from "./entra-id";
import { principalsOf, stackWithLogins, terraformIn } from "./sql-stack";
import { HOST, StandIn } from "./stand-in";

/** It looks different in every encoding. */
const CLIENT_SECRET = 'a~client+secret/that?nobody=may&see"%é';
const APPLICATION = {
  AZURE_TENANT_ID: "99999999-8888-7777-6666-555555555555",
  AZURE_CLIENT_ID: "cccccccc-0000-4000-8000-000000000001",
  AZURE_CLIENT_SECRET: CLIENT_SECRET,
};
const LOGIN: SqlFact = { kind: "login", server: HOST, name: "app" };
const PRINCIPALS = principalsOf(["id-orders", "id-stock"]);

interface Place {
  readonly standIn: StandIn;
  readonly token: string;
  /** Signs in with the client secret, for which Entra ID gives the token. */
  readonly environment: NodeJS.ProcessEnv;
}

async function inPlace(test: (place: Place) => Promise<void>): Promise<void> {
  const standIn = await StandIn.start();
  const { token } = standIn;
  const entraId = await EntraId.start(token);
  try {
    standIn.world.known = [...standIn.world.known, ...PRINCIPALS];
    const reached = entraId.environment(standIn.environment.NODE_EXTRA_CA_CERTS);
    const environment = { ...standIn.environment, SQL_RUNNER_ACCESS_TOKEN: undefined, ...reached, ...APPLICATION };
    await test({ standIn, token, environment });
  } finally {
    await entraId.stop();
    await standIn.stop();
  }
}

/** The files below a folder; plans and the like are compressed, so they are also shown by terraform. */
const filesIn = (folder: string): [string, Buffer][] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => !file.endsWith("sql-runner.js"))
    .map((file) => [file.slice(folder.length + 1), readFileSync(file)]);

/** Looks at the arguments of all processes again and again, where the system has them in files. */
function watchProcesses(): () => string[] {
  const seen = new Set<string>();
  const timer = setInterval(() => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        seen.add(readFileSync(join("/proc", pid, "cmdline"), "utf8"));
      } catch {
        // It has ended since it was listed.
      }
    }
  }, 10);
  return () => {
    clearInterval(timer);
    return [...seen];
  };
}

test("a secret is found in any of its forms, wherever it is", () => {
  const forms = formsOf(CLIENT_SECRET).map((form) => Buffer.concat([Buffer.from("before "), form, Buffer.from("x")]));
  const base64 = ["", "a", "ab"].map((before) =>
    Buffer.from(Buffer.from(`${before}${CLIENT_SECRET}z`).toString("base64")),
  );
  const all = [...forms, ...base64];
  expect(placesOf(CLIENT_SECRET, new Map(all.map((content, index) => [String(index), content])))).toHaveLength(
    all.length,
  );
});

testWithTerraform("what terraform keeps, logs, prints and starts has neither the client secret nor the token", () =>
  inPlace(async ({ standIn, token, environment }) => {
    const stack = stackWithLogins(PRINCIPALS, 1);
    const log = join(stack.root, "trace");
    const terraform = terraformIn(stack, { ...environment, TF_LOG: "trace", TF_LOG_PATH: log });
    const printed = new Map<string, Buffer>();
    const run = async (...args: string[]): Promise<number | null> => {
      const { status, output } = await terraform(...args);
      printed.set(`${String(printed.size)}: terraform ${args.join(" ")}`, Buffer.from(output));
      return status;
    };
    expect(await run("init")).toBe(0);
    expect(await run("plan", "-out=plan")).toBe(0);
    expect(await run("show", "-json", "plan")).toBe(0);
    const stopWatching = watchProcesses();
    expect(await run("apply", "plan")).toBe(0);
    const processes = stopWatching();
    expect(await run("show", "-json")).toBe(0);
    expect(await run("output", "-json")).toBe(0);
    standIn.world.orders.firewall = [];
    expect(await run("destroy", "-auto-approve")).toBe(1);
    const places = new Map([...printed, ...filesIn(stack.root), ["processes", Buffer.from(processes.join("\n"))]]);

    // It was looked everywhere.
    expect(processes.some((one) => one.includes("sql-runner.js\0apply\0"))).toBe(true);
    expect([...places.keys()]).toEqual(
      expect.arrayContaining([
        "trace",
        "terraform.tfstate",
        join("stacks", "sql", "cdk.tf.json"),
        join("stacks", "sql", "plan"),
      ]),
    );
    expect(placesOf("id-orders", places)).toEqual(expect.arrayContaining(["trace", "terraform.tfstate"]));
    expect(placesOf(token, places)).toEqual([]);
    expect(placesOf(CLIENT_SECRET, places)).toEqual([]);
  }),
);

/** What goes wrong, with what of the environment is different; the runner gets over the first two. */
const TROUBLES: readonly (readonly [string, (place: Place) => NodeJS.ProcessEnv])[] = [
  ["nothing", () => ({})],
  ["the server hangs up once", ({ standIn }) => (standIn.servers.faults.dropBeforeBatch(1), {})],
  ["the server refuses the token", ({ standIn }) => (standIn.servers.faults.failLogins(100, 18456), {})],
  ["the server hangs up at every login", ({ standIn }) => (standIn.servers.faults.dropLogins(100), {})],
  ["every statement is refused", ({ standIn }) => (standIn.servers.faults.failBatches(100, 15247), {})],
  ["the certificate", ({ token }) => ({ SQL_RUNNER_ACCESS_TOKEN: token, NODE_EXTRA_CA_CERTS: "" })],
  ["the certificate of Entra ID", () => ({ NODE_EXTRA_CA_CERTS: "" })],
  ["nobody listens", () => ({ SQL_RUNNER_CONNECT: "127.0.0.1:1" })],
  ["the environment", () => ({ SQL_RUNNER_CONNECT: "elsewhere" })],
  ["the firewall", ({ standIn }) => ((standIn.world.orders.firewall = []), {})],
];

test(
  "the runner prints neither of them, whatever goes wrong",
  () =>
    inPlace(async (place) => {
      const { standIn, token, environment } = place;
      const printed = new Map<string, Buffer>();
      const done: string[] = [];
      for (const [what, arrange] of TROUBLES) {
        const env = { ...environment, ...arrange(place) };
        const { status, out, err } = await standIn.run("apply", LOGIN, { options: ["--retry-for", "1"], env });
        printed.set(what, Buffer.from(out + err));
        standIn.servers.faults.clear();
        if (status === 0) {
          done.push(what);
        }
      }
      expect(done).toEqual(["nothing", "the server hangs up once"]);
      expect([...printed.values()].filter((text) => text.length === 0)).toEqual([]);
      expect(placesOf(token, printed)).toEqual([]);
      expect(placesOf(CLIENT_SECRET, printed)).toEqual([]);
    }),
  60_000,
);
