import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evaluate, NotKnown, partOf, ResourceInstance, type Scope, type Value } from "../../lib/adoption/expression";
import { testWithTerraform } from "../support/terraform";

const ID = "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-Shop";

const LOCALS: Record<string, Value> = {
  id: ID,
  names: ["b", "a", "b"],
  map: { b: 2, a: "one", "c d": [1, 2] },
  nothing: null,
  quoted: 'a "b" \\ c',
};

const KNOWN: Record<string, Value> = {
  "azurerm_x.fresh": NotKnown.AFTER_APPLY,
  "azurerm_x.untold": NotKnown.UNTOLD,
};

function scope(): Scope {
  return {
    resolve: ([root, name, ...rest]) =>
      root === "local" ? partOf(LOCALS[String(name)] ?? null, rest) : KNOWN[`${String(root)}.${String(name)}`],
    attributeOf: () => undefined,
    known: new Map(),
  };
}

const valueOf = (template: Value): Value => evaluate(template, scope());

/** Each of them has a value, and Terraform says which. */
const TEMPLATES = [
  "plain",
  "",
  "$${not.evaluated} %%{neither} $ % $a",
  "${local.id}",
  '/subscriptions/${element(split("/", local.id), 2)}/providers/x',
  '${split("/", local.id)[2]}',
  '${regex("^(?:/subscriptions/[^/]+)?", local.id)}',
  "${basename(local.id)}",
  '${lower(local.id)}-${upper("a")}',
  "${local.map.a}",
  '${local.map["c d"][1]}',
  '${local.map["a"]}${local.map.b}',
  "${local.names[0]}",
  "${local.names.1}",
  "${toset(local.names)}",
  "${tolist(local.names)}",
  "${keys(local.map)}",
  '${lookup(local.map, "x", "none")}',
  '${lookup({"a" = 1}, "a")}',
  '${jsonencode({"b" = local.names, a : true, (local.names[1]) = null})}',
  '${jsondecode("{\\"a\\": [1, {\\"b\\": null}]}").a[1]}',
  '${try(local.map.x, local.map["y"], "otherwise")}',
  '${try(jsondecode("{"), "otherwise")}',
  '${join("-", local.names)}',
  '${replace(local.id, "Shop", "$&")}',
  '${trimprefix("rg-shop", "rg-")}${trimsuffix("rg-shop", "-shop")}',
  '${merge({"a" = 1, "b" = 1}, {"b" = 2})}',
  '${concat(["a"], [1, true])}',
  '${values({"b" = 1, "a" = 2})}',
  "${tostring(3)}",
  "${local.quoted}",
  '${"a \\"${local.map.a}\\" \\\\ \\u00e9 $${x}"}',
  "${ ( local.names ) [ 1 ] }",
  '${{"a" = {"b" = ["c"]}}.a.b[0]}',
  "${local.names[*]}",
];

/** What Terraform makes of the templates, as JSON. */
function evaluatedByTerraform(templates: readonly string[]): unknown[] {
  const directory = mkdtempSync(join(tmpdir(), "azmi-expressions-"));
  try {
    const output = Object.fromEntries(templates.map((template, index) => [`o${String(index)}`, { value: template }]));
    writeFileSync(join(directory, "main.tf.json"), JSON.stringify({ locals: literals(LOCALS), output }));
    const options = {
      cwd: directory,
      encoding: "utf8",
      env: { PATH: process.env.PATH, CHECKPOINT_DISABLE: "1" },
    } as const;
    const { status, stderr } = spawnSync("terraform", ["apply", "-auto-approve", "-input=false", "-no-color"], options);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const { stdout } = spawnSync("terraform", ["output", "-json"], options);
    const values = JSON.parse(stdout) as Record<string, { value: unknown }>;
    return templates.map((_, index) => values[`o${String(index)}`]?.value ?? null);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const literals = (values: Record<string, Value>): unknown => JSON.parse(JSON.stringify(values).replaceAll("${", "$${"));

const sorted = (value: unknown): unknown => (Array.isArray(value) ? [...(value as unknown[])].sort() : value);

testWithTerraform("a template comes to what Terraform makes of it", () => {
  const expected = evaluatedByTerraform(TEMPLATES);
  TEMPLATES.forEach((template, index) => {
    // Sets have no order.
    const [own, other] = template.includes("toset")
      ? [sorted(valueOf(template)), sorted(expected[index])]
      : [valueOf(template), expected[index]];
    expect({ template, value: own }).toEqual({ template, value: other });
  });
});

test("values that are no text are evaluated in all their parts", () => {
  expect(valueOf({ a: ["${local.map.b}", 1, null, true], b: { c: "${local.id}" } })).toEqual({
    a: [2, 1, null, true],
    b: { c: ID },
  });
});

describe("what is not known", () => {
  test.each([
    ["${azurerm_x.fresh.id}", NotKnown.AFTER_APPLY],
    ["a-${azurerm_x.fresh.id}-${azurerm_x.untold.id}", NotKnown.AFTER_APPLY],
    ['${element(split("/", azurerm_x.fresh.id), 2)}', NotKnown.AFTER_APPLY],
    ['${jsonencode({"a" = azurerm_x.fresh.id})}', NotKnown.AFTER_APPLY],
    ["${azurerm_x.untold.id}", NotKnown.UNTOLD],
    ["${azurerm_x.missing.id}", NotKnown.UNTOLD],
    ["${local.names[9]}", NotKnown.UNTOLD],
    ["${true ? 1 : 2}", NotKnown.UNTOLD],
    ["${[for name in local.names : name]}", NotKnown.UNTOLD],
    ["%{ if true }a%{ endif }", NotKnown.UNTOLD],
    ["${sha256(local.id)}", NotKnown.UNTOLD],
    ["${sha256(azurerm_x.fresh.id)}", NotKnown.AFTER_APPLY],
    ["${1 + 1}", NotKnown.UNTOLD],
    ["${", NotKnown.UNTOLD],
    ["${local.id", NotKnown.UNTOLD],
    ["${f(", NotKnown.UNTOLD],
    ['${"', NotKnown.UNTOLD],
  ])("%s", (template, reason) => {
    expect(valueOf(template)).toBe(reason);
  });

  test("does not hide what is known beside it", () => {
    expect(valueOf("${[local.map.a, azurerm_x.fresh.id][0]}")).toBe("one");
    expect(valueOf('${merge({"a" = azurerm_x.untold.id}, {"b" = 1}).b}')).toBe(1);
  });
});

test("an attribute of a resource is asked for with the whole way to it", () => {
  const asked: unknown[] = [];
  const value = evaluate('${azurerm_x.it["a"].identity[0].principal_id}', {
    resolve: ([, , key, ...rest]) =>
      partOf({ [String(key)]: new ResourceInstance("it") }, [String(key), ...rest], (instance, steps) => {
        asked.push(instance.address, ...steps);
        return "found";
      }),
    attributeOf: () => undefined,
    known: new Map(),
  });
  expect({ value, asked }).toEqual({ value: "found", asked: ["it", "identity", 0, "principal_id"] });
});
