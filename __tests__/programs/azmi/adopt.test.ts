import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  assignment,
  GROUP,
  identity,
  identityId,
  OWNER,
  PRINCIPAL,
  READER,
  type Resource,
  roleId,
  show,
  VAULT,
} from "../../adoption/world";
import { AZMI } from "../../../tools/paths";
import { azmi, type Outcome } from "./azmi";
import { TemporaryDirectory } from "../../support/temporary-directory";

const SECRET = "hunter2-the-secret-of-the-state";

const home = new TemporaryDirectory();

const write: TemporaryDirectory["write"] = (path, content) => home.write(path, content);

/** What `cdktf synth` would write for stacks, each with its resources. */
function app(stacks: Record<string, unknown>): string {
  const entries = Object.keys(stacks).map((name) => [
    name,
    { name, workingDirectory: `stacks/${name}`, synthesizedStackPath: `stacks/${name}/cdk.tf.json` },
  ]);
  write("cdktf.out/manifest.json", { stacks: Object.fromEntries(entries) as unknown });
  Object.entries(stacks).forEach(([name, resource]) => {
    write(`cdktf.out/stacks/${name}/cdk.tf.json`, { resource });
  });
  return join(home.path, "cdktf.out");
}

const SHOP = {
  azurerm_key_vault: { vault: { name: "kv-shop", resource_group_name: "rg-shop" } },
  azurerm_user_assigned_identity: {
    orders: { name: "id-orders", resource_group_name: "rg-shop", location: "westeurope" },
  },
  azurerm_role_assignment: {
    azmi: {
      scope: "${azurerm_key_vault.vault.id}",
      role_definition_id: roleId(READER),
      principal_id: "${azurerm_user_assigned_identity.orders.principal_id}",
    },
  },
};

const secret: Resource = { address: "azurerm_key_vault_secret.it", values: { name: "password", value: SECRET } };
const vault: Resource = {
  address: "azurerm_key_vault.vault",
  values: { id: VAULT, name: "kv-shop", resource_group_name: "rg-shop" },
};
const STATE: Resource[] = [
  secret,
  vault,
  { address: "azurerm_user_assigned_identity.hand", values: identity("id-orders", PRINCIPAL) },
  { address: "azurerm_role_assignment.hand", values: assignment() },
];

/** Nobody may ever see what the state has beside names and ids. */
async function adopt(...args: string[]): Promise<Outcome> {
  const outcome = await azmi({}, "adopt", ...args);
  expect(outcome.output).not.toContain(SECRET);
  return outcome;
}

const inStack = (name = "shop"): string => join(home.path, "cdktf.out", "stacks", name, "adopt.tf.json");

const readJson = (path: string): Record<string, unknown> => {
  const text = readFileSync(path, "utf8");
  expect(text).not.toContain(SECRET);
  return JSON.parse(text) as Record<string, unknown>;
};

const MOVED = [
  { from: "azurerm_role_assignment.hand", to: "azurerm_role_assignment.azmi" },
  { from: "azurerm_user_assigned_identity.hand", to: "azurerm_user_assigned_identity.orders" },
];

const COMMENT = "Written by azmi adopt. You can delete this file after it has been applied everywhere.";

const lines = (...all: string[]): string => all.map((line) => `${line}\n`).join("");

describe("a stack whose state has its resources at other addresses", () => {
  test("gets a file beside its configuration, and a table tells about it", async () => {
    const outcome = await adopt("--state", write("shop.json", show(STATE)), app({ shop: SHOP }));
    expect(outcome).toMatchObject({
      exitCode: 0,
      output: lines(
        "Stack  Status     Address                                From                                 Note",
        "shop   destroyed  azurerm_key_vault_secret.it",
        "shop   moved      azurerm_role_assignment.azmi           azurerm_role_assignment.hand",
        "shop   moved      azurerm_user_assigned_identity.orders  azurerm_user_assigned_identity.hand",
        "",
        "2 moved, 1 destroyed in 1 stack",
        `wrote ${inStack()}`,
      ),
    });
    expect(readJson(inStack())).toEqual({ "//": COMMENT, moved: MOVED });
    expect(readdirSync(dirname(inStack())).sort()).toEqual(["adopt.tf.json", "cdk.tf.json"]);
  });

  test("gets the same bytes every time", async () => {
    const args = ["--state", write("shop.json", show(STATE)), app({ shop: SHOP })];
    await adopt(...args);
    const first = readFileSync(inStack(), "utf8");
    await adopt(...args);
    expect(readFileSync(inStack(), "utf8")).toBe(first);
  });

  test("gets the file in another directory, where nothing is ever removed", async () => {
    const out = join(home.path, "adoption");
    const args = ["--out", out, app({ shop: SHOP })];
    await adopt("--state", write("shop.json", show(STATE)), ...args);
    expect(readJson(join(out, "shop.adopt.tf.json"))).toEqual({ "//": COMMENT, moved: MOVED });
    expect(existsSync(inStack())).toBe(false);
    const nothing = show([vault]);
    await adopt("--state", write("shop.json", nothing), ...args);
    expect(existsSync(join(out, "shop.adopt.tf.json"))).toBe(true);
  });

  test("is shown the file only, on request", async () => {
    const outcome = await adopt("--dry-run", "--state", write("shop.json", show(STATE)), app({ shop: SHOP }));
    expect(outcome.exitCode).toBe(0);
    expect(outcome.stdout.split(`would write ${inStack()}:\n`)[1]).toBe(
      `${JSON.stringify({ "//": COMMENT, moved: MOVED }, null, 2)}\n`,
    );
    expect(existsSync(inStack())).toBe(false);
  });

  test("is told to machines as JSON", async () => {
    const { exitCode, stdout } = await adopt(
      "--json",
      "--state",
      write("shop.json", show(STATE.slice(1))),
      app({ shop: SHOP }),
    );
    expect({ exitCode, json: JSON.parse(stdout) as unknown }).toEqual({
      exitCode: 0,
      json: {
        stacks: ["shop"],
        withoutState: [],
        findings: MOVED.map(({ from, to }) => ({ stack: "shop", fate: "moved", address: to, from })),
        files: [{ path: inStack(), isWritten: true, moved: MOVED }],
      },
    });
  });

  test("loses the file of an earlier run when there is nothing to do any more", async () => {
    const directory = app({ shop: SHOP });
    await adopt("--state", write("shop.json", show(STATE)), directory);
    const applied = STATE.slice(1).map(({ address, ...more }) => ({
      ...more,
      address: address.replace("assignment.hand", "assignment.azmi").replace("identity.hand", "identity.orders"),
    }));
    const dry = await adopt("--dry-run", "--state", write("shop.json", show(applied)), directory);
    expect(dry).toMatchObject({ exitCode: 0, output: `nothing to adopt in 1 stack\nwould delete ${inStack()}\n` });
    expect(existsSync(inStack())).toBe(true);
    const again = await adopt("--state", write("shop.json", show(applied)), directory);
    expect(again).toMatchObject({
      exitCode: 0,
      output: `nothing to adopt in 1 stack\ndeleted ${inStack()}, which is no longer needed\n`,
    });
    expect(existsSync(inStack())).toBe(false);
  });

  test("may have its state on standard input, so that it needs no file", async () => {
    const child = spawn(process.execPath, [AZMI, "adopt", "--state", "-", app({ shop: SHOP })], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    child.stdin.end(JSON.stringify(show(STATE)));
    const [code] = (await once(child, "close")) as [number];
    expect({ code, file: readJson(inStack()) }).toEqual({ code: 0, file: { "//": COMMENT, moved: MOVED } });
  });
});

const inList = {
  id: `${VAULT}/providers/Microsoft.Authorization/roleAssignments/b1`,
  name: "b1",
  principalId: PRINCIPAL,
  roleDefinitionId: roleId(READER),
  roleDefinitionName: "Reader",
  scope: VAULT,
  type: "Microsoft.Authorization/roleAssignments",
};

describe("what no state has", () => {
  test("is imported, without any state too", async () => {
    const list = write("identities.json", [
      {
        id: identityId("id-orders"),
        name: "id-orders",
        location: "westeurope",
        tags: {},
        principalId: PRINCIPAL,
        type: "Microsoft.ManagedIdentity/userAssignedIdentities",
      },
    ]);
    const directory = app({
      shop: { ...SHOP, azurerm_role_assignment: { azmi: { ...SHOP.azurerm_role_assignment.azmi, scope: VAULT } } },
    });
    const outcome = await adopt("--existing", list, "--existing", write("roles.json", [inList]), directory);
    expect(outcome.exitCode).toBe(0);
    expect(readJson(inStack())).toEqual({
      "//": COMMENT,
      import: [
        { to: "azurerm_role_assignment.azmi", id: inList.id },
        { to: "azurerm_user_assigned_identity.orders", id: identityId("id-orders") },
      ],
    });
  });

  test("and may be one of several things needs attention, and comes first", async () => {
    const stranger = identity("id-orders", OWNER, GROUP.replace("444444444444", "444444444445"));
    const state = [...STATE.slice(0, 2), STATE[3]!];
    const identities = [identity("id-orders", PRINCIPAL), stranger].map(({ id, name }) => ({
      id,
      name,
      type: "Microsoft.ManagedIdentity/userAssignedIdentities",
    }));
    const outcome = await adopt(
      "--state",
      write("shop.json", show(state)),
      "--existing",
      write("identities.json", identities),
      app({ shop: SHOP }),
    );
    expect(outcome.exitCode).toBe(2);
    expect(outcome.stdout.split("\n")[1]).toMatch(
      /^shop {3}created ! {2}azurerm_role_assignment\.azmi.* could be azurerm_role_assignment\.hand; it depends on values that no state has$/,
    );
    expect(outcome.stdout).toContain("2 created, 2 destroyed in 1 stack; 2 marked ! need attention");
  });

  test("and another state has is imported, and told how to be given up there", async () => {
    const theirs = show([
      { address: "azurerm_role_assignment.theirs", values: assignment({ principal_id: PRINCIPAL }) },
      { address: 'azurerm_user_assigned_identity.theirs["a"]', values: identity("id-orders", PRINCIPAL) },
    ]);
    const file = write("theirs.json", theirs);
    const outcome = await adopt("--state", write("shop.json", show([vault])), "--existing", file, app({ shop: SHOP }));
    expect(outcome.exitCode).toBe(2);
    expect(outcome.stdout.slice(outcome.stdout.indexOf("The state in"))).toBe(
      lines(
        `The state in ${file} must release these resources first, without destroying them. Add this JSON to its configuration:`,
        ...JSON.stringify(
          { removed: [{ from: "azurerm_role_assignment.theirs", lifecycle: { destroy: false } }] },
          null,
          2,
        ).split("\n"),
        `terraform state rm 'azurerm_user_assigned_identity.theirs["a"]'`,
      ),
    );
  });
});

describe("several stacks", () => {
  const stacks = { shop: SHOP, web: { azurerm_key_vault: { web: { name: "kv-web" } } } };
  const web = show([{ address: "azurerm_key_vault.old", values: { id: `${GROUP}/kv-web`, name: "kv-web" } }]);

  test("have a state and a file each", async () => {
    const directory = app(stacks);
    const states = [`shop=${write("shop.json", show(STATE))}`, `web=${write("web.json", web)}`];
    const outcome = await adopt(...states.flatMap((state) => ["--state", state]), directory);
    expect(outcome.exitCode).toBe(0);
    expect(readJson(inStack())).toEqual({ "//": COMMENT, moved: MOVED });
    expect(readJson(inStack("web"))).toEqual({
      "//": COMMENT,
      moved: [{ from: "azurerm_key_vault.old", to: "azurerm_key_vault.web" }],
    });
  });

  test("without a state count as never applied, and that is told", async () => {
    const outcome = await adopt("--state", `shop=${write("shop.json", show(STATE))}`, app(stacks));
    expect(outcome.exitCode).toBe(0);
    expect(outcome.stdout).toContain(
      "no state for stack web, which therefore counts as never applied; pass it with --state\n",
    );
    expect(outcome.stdout).not.toContain("for stack shop");
  });

  test("can be adopted one by one", async () => {
    const outcome = await adopt("--stack", "web", "--state", write("web.json", web), app(stacks));
    expect({ ...outcome, files: [inStack(), inStack("web")].map((file) => existsSync(file)) }).toMatchObject({
      exitCode: 0,
      files: [false, true],
    });
  });
});

describe("what cannot be used", () => {
  const fine = (): string => write("shop.json", show(STATE));
  const directory = (): string => app({ shop: SHOP });

  test.each<[string, () => string[], string]>([
    ["no state and no list", () => [directory()], "no existing resources; pass --state, --existing, or both"],
    [
      "a directory that is none of cdktf",
      () => ["--state", fine(), home.path],
      "manifest.json cannot be read: it does not exist",
    ],
    [
      "a state that does not exist",
      () => ["--state", "/nowhere.json", directory()],
      "/nowhere.json cannot be read: it does not exist",
    ],
    [
      "a truncated state",
      () => ["--state", write("t.json", JSON.stringify(show(STATE)).slice(0, -9)), directory()],
      "t.json is truncated",
    ],
    [
      "a state of another version",
      () => ["--state", write("v.json", { ...show(STATE), format_version: "2.0" }), directory()],
      'format_version "2.0"',
    ],
    [
      "a state of another app",
      () => ["--state", write("a.json", show([secret])), directory()],
      "the state of stack shop belongs to another app",
    ],
    ["a state that is null", () => ["--state", write("n.json", "null"), directory()], "n.json is not a state"],
    [
      "a list of something else",
      () => ["--state", fine(), "--existing", write("l.json", [{ value: SECRET }]), directory()],
      "l.json is unknown",
    ],
    [
      "one stack's state twice",
      () => ["--state", fine(), "--state", `shop=${fine()}`, directory()],
      "--state is set twice for stack shop",
    ],
    [
      "a stack that does not exist",
      () => ["--state", fine(), "--stack", "web", directory()],
      "has no stack web; its stacks are shop",
    ],
    [
      "a state of one of several stacks",
      () => ["--state", fine(), app({ shop: SHOP, web: {} })],
      "names no stack; use --state <stack>=<file>, with one of shop, web",
    ],
    [
      "the same in the code twice",
      () => [
        "--state",
        fine(),
        app({
          shop: {
            ...SHOP,
            azurerm_role_assignment: {
              azmi: SHOP.azurerm_role_assignment.azmi,
              hand: SHOP.azurerm_role_assignment.azmi,
            },
          },
        }),
      ],
      "azurerm_role_assignment.azmi and azurerm_role_assignment.hand are the same, and the code has both; remove azurerm_role_assignment.hand from the code",
    ],
    ["an option that does not exist", () => ["--nothing"], "unknown option '--nothing'"],
  ])("%s is one error, and nothing is written", async (_, args, message) => {
    const outcome = await adopt(...args());
    expect(outcome).toMatchObject({ exitCode: 1, stdout: "" });
    expect(outcome.output).toContain(message);
    expect(existsSync(inStack())).toBe(false);
  });

  test("leaves what an earlier run has written", async () => {
    const args = ["--state", fine(), directory()];
    await adopt(...args);
    const before = readFileSync(inStack(), "utf8");
    write("shop.json", "{");
    expect((await adopt(...args)).exitCode).toBe(1);
    expect(readFileSync(inStack(), "utf8")).toBe(before);
  });

  test("is written for all stacks or for none", async () => {
    const out = join(home.path, "adoption");
    write("adoption/web.adopt.tf.json.tmp/taken", "");
    const states = [`shop=${fine()}`, `web=${write("web.json", show(STATE))}`].flatMap((state) => ["--state", state]);
    const other = {
      ...SHOP,
      azurerm_user_assigned_identity: { web: SHOP.azurerm_user_assigned_identity.orders },
      azurerm_role_assignment: {},
    };
    const shop = {
      ...SHOP,
      azurerm_user_assigned_identity: {},
      azurerm_role_assignment: { azmi: { ...SHOP.azurerm_role_assignment.azmi, principal_id: PRINCIPAL } },
    };
    const outcome = await adopt(...states, "--out", out, app({ shop, web: other }));
    expect(outcome.exitCode).toBe(1);
    expect(readdirSync(out)).toEqual(["web.adopt.tf.json.tmp"]);
    chmodSync(out, 0o755);
  });
});

test("ten thousand findings are told in short, and in full to machines", async () => {
  const [count, shown] = [10_000, 200];
  const names = Array.from({ length: count }, (_, index) => `id-${String(index)}`);
  const declared = names.map(
    (name) => [name, { name, resource_group_name: "rg-shop", location: "westeurope" }] as const,
  );
  const directory = app({ shop: { azurerm_user_assigned_identity: Object.fromEntries(declared) } });
  const state = write(
    "shop.json",
    show(
      names.map((name) => ({
        address: `azurerm_user_assigned_identity.hand_${name}`,
        values: identity(name, PRINCIPAL),
      })),
    ),
  );
  const { stdout } = await adopt("--state", state, directory);
  expect(stdout.split("\n").slice(-5)).toEqual([
    `and ${String(count - shown)} more (use --json to see all)`,
    "",
    `${String(count)} moved in 1 stack`,
    `wrote ${inStack()}`,
    "",
  ]);
  const json = JSON.parse((await adopt("--json", "--state", state, directory)).stdout) as { findings: unknown[] };
  expect(json.findings).toHaveLength(count);
}, 60_000);
