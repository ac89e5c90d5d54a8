import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { adoptApp } from "../../../programs/azmi/adopt/adopt";
import { declaredFacts } from "../../../programs/azmi/sql/declared-facts";
import { repairCommands } from "../../../programs/azmi/sql/repair";
import { readApp } from "../../../programs/azmi/synthesized-app";
import { AdoptionError } from "../../../lib/adoption/input/read-file";
import { WrongArguments } from "../../../programs/sql-runner/wrong-arguments";
import { assignment, identity, PRINCIPAL, show } from "../../adoption/world";
import { AZMI } from "../../../tools/paths";
import { azmi } from "./azmi";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "azmi-types-"));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function write(path: string, content: string): string {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const FACT = { kind: "login", server: "orders.database.windows.net", name: "app" };
const FILES: Readonly<Record<string, Json>> = {
  "cdktf.out/manifest.json": {
    stacks: {
      shop: { name: "shop", workingDirectory: "stacks/shop", synthesizedStackPath: "stacks/shop/cdk.tf.json" },
    },
  },
  "cdktf.out/stacks/shop/cdk.tf.json": {
    terraform: { required_providers: { azurerm: { source: "hashicorp/azurerm", version: "4.55.0" } } },
    provider: { azurerm: [{ features: [{}] }] },
    variable: { region: { default: "westeurope" } },
    locals: { name: "id-shop" },
    output: { id: { value: "${azurerm_user_assigned_identity.shop.id}" } },
    moved: [{ from: "azurerm_user_assigned_identity.old", to: "azurerm_user_assigned_identity.shop" }],
    data: { azurerm_key_vault: { vault: { name: "kv-shop", resource_group_name: "rg-shop" } } },
    resource: {
      azurerm_user_assigned_identity: {
        shop: { name: "${local.name}", resource_group_name: "rg-shop", location: "x" },
      },
      azurerm_role_assignment: {
        reads: {
          count: 1,
          scope: "${data.azurerm_key_vault.vault.id}",
          principal_id: "${azurerm_user_assigned_identity.shop.principal_id}",
          role_definition_name: "Reader",
          depends_on: ["azurerm_user_assigned_identity.shop"],
        },
      },
      terraform_data: {
        login: {
          triggers_replace: FACT,
          lifecycle: { replace_triggered_by: ["terraform_data.other.id"] },
          provisioner: [{ "local-exec": { interpreter: ["node", "sql-runner.js"], command: "x" } }],
        },
      },
    },
  },
  "state.json": JSON.parse(
    JSON.stringify(
      show([
        { address: "azurerm_user_assigned_identity.old", values: identity("id-shop", PRINCIPAL) },
        { address: "module.roles.azurerm_role_assignment.r", values: assignment() },
      ]),
    ),
  ) as Json,
};

const WRONG: readonly Json[] = [null, 7, "x", [null], { "": null }];

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);

/** The JSON, each time with another value in place of one of its parts. */
function* spoiled(json: Json): Generator<Json> {
  yield* WRONG;
  if (isList(json)) {
    for (const [index, part] of json.entries()) {
      for (const other of spoiled(part)) {
        yield json.map((own, at) => (at === index ? other : own));
      }
    }
  } else if (typeof json === "object" && json !== null) {
    for (const [key, part] of Object.entries(json)) {
      for (const other of spoiled(part)) {
        yield { ...json, [key]: other };
      }
    }
  }
}

const OPTIONS = { existing: [], stack: [], dryRun: true, json: false };
const OUTPUT = { columns: 80, out: () => undefined };

/** Everything that azmi does with files. */
function use(): void {
  const directory = join(home, "cdktf.out");
  const app = readApp(directory);
  app.forEach((stack) => {
    const found = [...declaredFacts(stack).keys()].map((name) => ({
      stack: stack.name,
      server: FACT.server,
      what: "",
      difference: "missing" as const,
      address: `terraform_data.${name}`,
    }));
    repairCommands(found, app, "terraform");
  });
  adoptApp(directory, { ...OPTIONS, state: [`shop=${join(home, "state.json")}`] }, OUTPUT);
}

test.each(Object.keys(FILES))("whatever is in %s, azmi can use it, or says what is wrong with it", (path) => {
  Object.entries(FILES).forEach(([other, json]) => {
    write(other, JSON.stringify(json));
  });
  expect(use).not.toThrow();
  let refused = 0;
  for (const json of spoiled(FILES[path] ?? null)) {
    write(path, JSON.stringify(json));
    try {
      use();
    } catch (error) {
      refused++;
      const named = path === "state.json" ? /state\.json|shop/ : /manifest\.json|cdktf\.out|shop/;
      expect({
        json,
        error: String(error),
        isTold: error instanceof WrongArguments || error instanceof AdoptionError,
      }).toEqual({
        json,
        error: expect.stringMatching(named) as string,
        isTold: true,
      });
    }
  }
  expect(refused).toBeGreaterThan(20);
});

describe("a file of 700 MB is refused, with little memory", () => {
  const KIB = 1024;
  const MOST = 500 * KIB;

  async function refusal(...args: string[]): Promise<string> {
    const PEAK_MEMORY = join(home, "peak");
    const NODE_OPTIONS = `--require ${JSON.stringify(join(__dirname, "..", "sql-runner", "peak-memory.js"))}`;
    const { exitCode, output } = await azmi({ PATH: process.env.PATH, NODE_OPTIONS, PEAK_MEMORY }, ...args);
    expect(exitCode).toBe(1);
    expect(Number(readFileSync(PEAK_MEMORY, "utf8"))).toBeLessThan(MOST);
    return output;
  }

  /** A file that takes no place on the disk. */
  function huge(path: string): string {
    const file = write(path, "");
    truncateSync(file, 700_000_000);
    return file;
  }

  beforeEach(() => {
    Object.entries(FILES).forEach(([path, json]) => {
      write(path, JSON.stringify(json));
    });
  });

  test("as a state, or as what exists", async () => {
    const file = huge("big.json");
    for (const option of ["--state", "--existing"]) {
      expect(await refusal("adopt", option, file, join(home, "cdktf.out"))).toMatch(
        /^azmi: \S+big\.json is longer than 128 MiB; [^\n]*\n$/,
      );
    }
  }, 30_000);

  test.each(["manifest.json", "stacks/shop/cdk.tf.json"])(
    "as %s",
    async (path) => {
      huge(`cdktf.out/${path}`);
      expect(await refusal("sql", "verify", join(home, "cdktf.out"))).toMatch(
        /^azmi: \S+\.json is longer than 128 MiB[^\n]*\n$/,
      );
    },
    30_000,
  );

  test("as standard input", async () => {
    const child = spawn(process.execPath, [AZMI, "adopt", "--state", "-", join(home, "cdktf.out")]);
    child.stdin.on("error", () => undefined);
    const chunk = Buffer.alloc(KIB * KIB, " ");
    const feed = (): void => {
      while (child.stdin.writable && child.stdin.write(chunk)) {
        // until it takes no more
      }
    };
    child.stdin.on("drain", feed);
    feed();
    expect(await text(child.stderr)).toMatch(/^azmi: standard input is longer than 128 MiB[^\n]*\n$/);
    child.stdin.destroy();
  }, 30_000);

  test("as what terraform prints", async () => {
    const terraform = write(
      "terraform",
      `#!${process.execPath}\nconst text = Buffer.alloc(1e6, "x");\nconst go = () => { while (process.stdout.write(text)); };\nprocess.stdout.on("drain", go);\ngo();\n`,
    );
    chmodSync(terraform, 0o755);
    const { output, exitCode } = await azmi(
      { PATH: process.env.PATH, TERRAFORM_BINARY_NAME: terraform },
      ...["sql", "verify", join(home, "cdktf.out")],
    );
    expect(exitCode).toBe(1);
    expect(output).toContain("azmi: cannot read the state of stack shop: it is longer than 128 MiB; split the stack\n");
  }, 30_000);
});
