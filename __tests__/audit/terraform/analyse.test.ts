import { analyse } from "../../../lib/audit/terraform/analyse";
import { type Analysis } from "../../../lib/audit/terraform/analysis";
import { type Block } from "../../../lib/audit/terraform/document";
import { readConfiguration } from "../../../lib/audit/terraform/read-configuration";
import { readDocument } from "../../../lib/audit/terraform/read-document";
import { nested } from "../../../lib/audit/terraform/values";

const ACCOUNT = { azurerm_storage_account: { store: { name: "store" } } };
const KEY = "azurerm_storage_account.store.primary_access_key";

function app(json: Record<string, unknown>): { readonly analysis: Analysis; readonly block: Block } {
  const analysis = analyse([readDocument("shop", { resource: ACCOUNT, ...json })]);
  const [block] = analysis.blocksOf("output");
  if (!block) {
    throw new Error("the test has no output");
  }
  return { analysis, block };
}

function originsOf(value: unknown, json: Record<string, unknown> = {}): string[] {
  const { analysis, block } = app({ ...json, output: { o: { value } } });
  return analysis
    .originsOf(block.values.value, block)
    .map(({ type, name, attribute, exact }) => [type, name, attribute].join(".") + (exact ? "" : " (part)"));
}

describe("a value is followed to where it comes from", () => {
  const key = `\${${KEY}}`;

  test.each<[string, unknown, Record<string, unknown>, string[]]>([
    ["an attribute", key, {}, [KEY]],
    ["a text", `AccountKey=${key}`, {}, [`${KEY} (part)`]],
    ["a list", [key, "x"], {}, [KEY]],
    ["a local", "${local.key}", { locals: { key } }, [KEY]],
    ["a local of a local", "${local.a}", { locals: { a: "${local.b}", b: key } }, [KEY]],
    ["a part of a local", "${local.s.key}", { locals: { s: { key, name: "${var.n}" } } }, [KEY]],
    ["a local in a function", "${lower(local.key)}", { locals: { key } }, [`${KEY} (part)`]],
    ["a local that is itself", "${local.a}", { locals: { a: "${local.a}" } }, []],
    ["locals in a circle", "${local.a}", { locals: { a: "${local.b}", b: `\${local.a}${key}` } }, [`${KEY} (part)`]],
    ["a variable", "${var.v}", { variable: { v: {} } }, [".v."]],
    ["a data source", "${data.azurerm_key_vault_secret.s.value}", {}, ["azurerm_key_vault_secret.s.value"]],
    [
      "an unknown resource",
      "${azurerm_redis_cache.other.primary_access_key}",
      {},
      ["azurerm_redis_cache.other.primary_access_key"],
    ],
    ["what is no block", "${path.module}${count.index}", {}, []],
  ])("%s", (_, value, json, expected) => {
    expect(originsOf(value, json)).toEqual(expected);
  });

  test("the value of each of a for_each", () => {
    const { analysis } = app({
      locals: { keys: { a: key } },
      output: { o: { value: 1 } },
      resource: { ...ACCOUNT, azurerm_key_vault_secret: { s: { for_each: "${local.keys}", value: "${each.value}" } } },
    });
    const [secret] = analysis.resourcesOf("azurerm_key_vault_secret");
    expect(analysis.originsOf(secret?.values.value, secret!)).toMatchObject([
      { attribute: "primary_access_key", exact: false },
    ]);
  });

  test("through modules: their arguments inwards, their outputs outwards", () => {
    const analysis = analyse([
      readConfiguration("shop", [
        {
          json: {
            resource: ACCOUNT,
            module: { app: { source: "./app", key: `\${${KEY}}` } },
            output: { o: { value: "${module.app.secret}" } },
          },
        },
        {
          module: "module.app",
          json: { variable: { key: {} }, output: { secret: { value: "${var.key}" } } },
        },
      ]),
    ]);
    const output = analysis.blocksOf("output").find(({ module }) => module === "")!;
    expect(analysis.originsOf(output.values.value, output)).toMatchObject([
      { attribute: "primary_access_key", block: { address: "azurerm_storage_account.store" } },
    ]);
  });

  test("into another stack of the app", () => {
    const analysis = analyse([
      readDocument("data", { resource: ACCOUNT, output: { "cross-stack-output-key": { value: `\${${KEY}}` } } }),
      readDocument("web", {
        output: {
          o: {
            value: "${data.terraform_remote_state.cross-stack-reference-input-data.outputs.cross-stack-output-key}",
          },
        },
      }),
    ]);
    const output = analysis.blocksOf("output")[1]!;
    expect(analysis.originsOf(output.values.value, output)).toMatchObject([
      { attribute: "primary_access_key", block: { document: { name: "data" } } },
    ]);
  });

  test("a chain of 100,000 locals ends without an overflow", () => {
    const links = Array.from({ length: 100_000 }, (_, index) => [
      `l${String(index)}`,
      `\${local.l${String(index + 1)}}`,
    ]);
    expect(originsOf("${local.l0}", { locals: Object.fromEntries(links) })).toEqual([]);
  });
});

describe("the literal that a value is", () => {
  const literalOf = (value: unknown, json: Record<string, unknown> = {}): unknown => {
    const { analysis, block } = app({ ...json, output: { o: { value } } });
    return analysis.literalOf(block.values.value, block);
  };

  test.each<[string, unknown, Record<string, unknown>, unknown]>([
    ["a text", "Reader", {}, "Reader"],
    ["a boolean", false, {}, false],
    ["a local", "${local.role}", { locals: { role: "Reader" } }, "Reader"],
    ["a number in a local", "${local.days}", { locals: { days: 3 } }, 3],
    ["a part of a local", "${local.roles.read}", { locals: { roles: { read: "Reader" } } }, "Reader"],
    ["a default", "${var.role}", { variable: { role: { default: "Reader" } } }, "Reader"],
    ["a text made of them", "${local.what} Reader", { locals: { what: "Secrets" } }, "Secrets Reader"],
    ["a variable without a default", "${var.role}", { variable: { role: {} } }, undefined],
    ["an attribute", `\${${KEY}}`, {}, undefined],
    ["a function", "${lower(local.role)}", { locals: { role: "Reader" } }, undefined],
    ["a local that is itself", "${local.a}", { locals: { a: "${local.a}" } }, undefined],
  ])("%s", (_, value, json, expected) => {
    expect(literalOf(value, json)).toBe(expected);
  });
});

describe("documents", () => {
  const identity = { type: "SystemAssigned" };
  const names = (json: unknown): string[] => readDocument("d", json).blocks.map(({ address }) => address);

  test("are read as CDKTF and as hcl2json write them", () => {
    const cdktf = { resource: { a_b: { c: { identity } } }, locals: { l: 1 }, variable: { v: {} }, module: { m: {} } };
    const hcl = {
      resource: { a_b: { c: [{ identity: [identity] }] } },
      locals: [{ l: 1 }],
      variable: { v: [{}] },
      module: { m: [{}] },
    };
    expect(names(cdktf)).toEqual(["a_b.c", "module.m", "var.v", "local.l"]);
    expect(names(hcl)).toEqual(names(cdktf));
    for (const json of [cdktf, hcl]) {
      expect(nested(readDocument("d", json).blocks[0]?.values ?? {}, "identity")).toEqual([identity]);
    }
  });

  test("have dynamic blocks where their content is", () => {
    const dynamic = { identity: [{ for_each: "${local.x}", content: [identity] }] };
    const [block] = readDocument("d", { resource: { a_b: { c: { dynamic } } } }).blocks;
    expect(nested(block?.values ?? {}, "identity")).toEqual([identity]);
  });

  test("know the construct that made a block, and the lowest release of a provider", () => {
    const document = readDocument("d", {
      terraform: { required_providers: { azurerm: { source: "hashicorp/azurerm", version: "~> 4.55" } } },
      resource: { a_b: { c: { "//": { metadata: { path: "app/c", uniqueId: "c" } } } } },
    });
    expect(document.blocks[0]?.constructPath).toBe("app/c");
    expect(document.providers.get("azurerm")).toEqual({ major: 4, minor: 55 });
  });

  const configuration = {
    provider_config: {
      azurerm: {
        name: "azurerm",
        version_constraint: "5.2.0",
        expressions: { client_secret: { references: ["var.s"] } },
      },
    },
    root_module: {
      resources: [
        {
          address: "azurerm_storage_account.store",
          mode: "managed",
          type: "azurerm_storage_account",
          name: "store",
          expressions: { name: { constant_value: "store" } },
        },
        {
          address: "azurerm_linux_web_app.app",
          mode: "managed",
          type: "azurerm_linux_web_app",
          name: "app",
          expressions: {
            app_settings: { references: [KEY, "azurerm_storage_account.store"] },
            name: { references: ["var.n"] },
          },
          count_expression: { constant_value: 1 },
        },
        { address: "a_b.none", mode: "managed", type: "a_b", name: "none", expressions: {} },
      ],
      outputs: { key: { expression: { references: [KEY, "azurerm_storage_account.store"] } } },
    },
  };
  const app0 = { address: "azurerm_linux_web_app.app[0]", mode: "managed", type: "azurerm_linux_web_app", name: "app" };

  test("a plan has what it knows, and the expressions of the rest", () => {
    const plan = {
      format_version: "1.2",
      configuration,
      planned_values: { root_module: { resources: [{ ...app0, values: { name: "shop", tags: null } }] } },
    };
    const document = readDocument("plan.json", plan);
    expect(document.kind).toBe("plan");
    expect(document.providers.get("azurerm")).toEqual({ major: 5, minor: 2 });
    expect(document.blocks.map(({ address }) => address)).toEqual([
      "azurerm_linux_web_app.app[0]",
      "output.key",
      "provider.azurerm",
    ]);
    expect(document.blocks[0]).toMatchObject({
      values: { name: "shop", app_settings: `\${${KEY}}` },
      expressions: { name: "${var.n}", app_settings: `\${${KEY}}` },
    });
  });

  test("in a state, an id tells whose it is", () => {
    const state = {
      format_version: "1.0",
      values: {
        root_module: {
          child_modules: [
            {
              address: "module.shop[0]",
              resources: [
                {
                  ...app0,
                  address: "module.shop[0].a.b",
                  values: { id: "/Sites/A", identity: [{ principal_id: "P-1" }] },
                },
              ],
            },
          ],
        },
      },
    };
    const analysis = analyse([readDocument("state.json", state)]);
    const [block] = analysis.blocksOf("resource");
    expect(block?.module).toBe("module.shop");
    expect(analysis.ownerOf("p-1", block!)).toMatchObject({ block, attribute: "identity.principal_id" });
    expect(analysis.ownerOf("/sites/a", block!)).toMatchObject({ block, attribute: "id" });
    expect(analysis.ownerOf("p-2", block!)).toBeUndefined();
  });

  test.each([
    null,
    [],
    3,
    "x",
    {},
    { resource: 3 },
    { resource: { a: { b: null } } },
    { format_version: "1", values: 1 },
  ])("%j is read without an error", (json) => {
    expect(names(json)).toEqual([]);
  });
});
