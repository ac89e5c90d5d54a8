import { type ObjectValue, type Value } from "../../../simulator/protocol/values";
import { HERE, read, template, valueOf } from "./deployment";
import { readDeployment } from "../../../simulator/arm-template";

const GROUP = "/subscriptions/sub-1/resourceGroups/rg-shop";
const CONNECTION: ObjectValue = { type: "Microsoft.Web/connections", apiVersion: "2016-06-01", name: "sql" };
const idsOf = (resources: Value): string[] => read({ resources }).resources.map(({ id }) => id);

describe("parameters and variables", () => {
  const parameters = {
    name: { type: "string" },
    full: { type: "string", defaultValue: "[concat(parameters('name'), '-', resourceGroup().name)]" },
    secret: { type: "securestring", defaultValue: "hidden" },
    size: { type: "int", defaultValue: 1, allowedValues: [1, 2], metadata: { description: "how many" } },
  };

  test("take what is given, and defaults that may ask for others", () => {
    expect(valueOf("[parameters('FULL')]", { parameters }, { name: { value: "a" } })).toBe("a-rg-shop");
    expect(valueOf("[parameters('full')]", { parameters }, { name: { value: "a" }, full: { value: "b" } })).toBe("b");
  });

  test("are shown with their values, without secrets", () => {
    expect(read({ parameters }, { name: { value: "a" } }).parameters).toEqual({
      name: { value: "a" },
      full: { value: "a-rg-shop" },
      secret: {},
      size: { value: 1 },
    });
  });

  test("of variables, one may be made of others", () => {
    const variables = { all: { names: ["[variables('first')]", "b"] }, first: "[toUpper('a')]" };
    expect(valueOf("[join(variables('all').names, '+')]", { variables })).toBe("A+b");
  });

  test.each<[string, ObjectValue, ObjectValue, string]>([
    ["nothing for a parameter", parameters, {}, "The value for the template parameter 'name' is not provided."],
    [
      "parameters that are not there",
      { name: { type: "string" } },
      { name: { value: "a" }, nmae: { value: "a" } },
      "The template parameters 'nmae' in the parameters file are not valid; they are not present in the original template",
    ],
    [
      "another type",
      parameters,
      { name: { value: 1 } },
      "Expected a value of type 'String', but received a value of type 'Int'.",
    ],
    [
      "a type that is none",
      { a: { type: "text", defaultValue: "" } },
      {},
      "'text' is none of the types String, SecureString",
    ],
    [
      "what is not allowed",
      parameters,
      { name: { value: "a" }, size: { value: 3 } },
      "is not part of the allowed value(s): '1,2'",
    ],
    ["a reference to a vault", parameters, { name: { reference: {} } }, "references to key vaults are not modelled"],
    [
      "a rule that is not modelled",
      { a: { type: "int", defaultValue: 1, minValue: 0 } },
      {},
      "'minValue' of the template parameter 'a' is not modelled",
    ],
    [
      "itself",
      { a: { type: "string", defaultValue: "[parameters('a')]" } },
      {},
      "The template parameter 'a' is defined by itself.",
    ],
  ])("refuse %s", (_, definitions, given, message) => {
    expect(() => read({ parameters: definitions }, given)).toThrow(message);
  });

  test("tell everything that is wrong, and no secret", () => {
    const definitions = {
      a: { type: "string" },
      b: { type: "string" },
      c: { type: "securestring", allowedValues: ["x"] },
    };
    expect(() => read({ parameters: definitions }, { c: { value: "secret" } })).toThrow(
      [
        "The value for the template parameter 'a' is not provided.",
        "The value for the template parameter 'b' is not provided.",
        "The provided value for the template parameter 'c' is not valid.",
      ].join("\n"),
    );
  });
});

describe("resources", () => {
  test("have ids by their type and name, where they stand", () => {
    expect(
      idsOf([
        {
          ...CONNECTION,
          resources: [
            { type: "accessPolicies", apiVersion: "2016-06-01", name: "a" },
            { type: "Microsoft.Web/connections/accessPolicies", apiVersion: "2016-06-01", name: "sql/b" },
          ],
        },
        { type: "Microsoft.Web/connections/accessPolicies", apiVersion: "2016-06-01", name: "[concat('sql', '/c')]" },
        {
          type: "Microsoft.Authorization/roleAssignments",
          apiVersion: "2022-04-01",
          name: "r",
          scope: "Microsoft.KeyVault/vaults/kv",
        },
        {
          type: "Microsoft.KeyVault/vaults/providers/roleAssignments",
          apiVersion: "2022-04-01",
          name: "kv/Microsoft.Authorization/s",
        },
        { type: "A.B/c", apiVersion: "1", name: "d", scope: "[resourceId('rg-other', 'E.F/g', 'h')]" },
      ]),
    ).toEqual([
      `${GROUP}/providers/Microsoft.Web/connections/sql`,
      `${GROUP}/providers/Microsoft.Web/connections/sql/accessPolicies/a`,
      `${GROUP}/providers/Microsoft.Web/connections/sql/accessPolicies/b`,
      `${GROUP}/providers/Microsoft.Web/connections/sql/accessPolicies/c`,
      `${GROUP}/providers/Microsoft.KeyVault/vaults/kv/providers/Microsoft.Authorization/roleAssignments/r`,
      `${GROUP}/providers/Microsoft.KeyVault/vaults/kv/providers/Microsoft.Authorization/roleAssignments/s`,
      "/subscriptions/sub-1/resourceGroups/rg-other/providers/E.F/g/h/providers/A.B/c/d",
    ]);
  });

  test("go to the service with their expressions evaluated", () => {
    const resources: Value = [
      {
        ...CONNECTION,
        kind: "V2",
        location: "[resourceGroup().location]",
        tags: { of: "[deployment().name]" },
        dependsOn: ["other"],
        comments: "for the shop",
        properties: {
          url: "[reference('other').url]",
          list: ["[reference(resourceId('A.B/c', 'other'), '1', 'Full').kind]"],
        },
      },
      { type: "A.B/c", apiVersion: "1", name: "other" },
    ];
    const deployment = read({ resources });
    const [connection] = deployment.resources;
    const calls = deployment.calls((id, full): ObjectValue =>
      full ? { kind: `kind of ${id}` } : { url: `url of ${id}` },
    );
    const other = `${GROUP}/providers/A.B/c/other`;
    expect(connection).toMatchObject({ name: "sql", dependsOn: [other] });
    expect(connection?.body(calls)).toEqual({
      id: `${GROUP}/providers/Microsoft.Web/connections/sql`,
      type: "Microsoft.Web/connections",
      name: "sql",
      apiVersion: "2016-06-01",
      kind: "V2",
      location: "westeurope",
      tags: { of: "connections" },
      properties: { url: `url of ${other}`, list: [`kind of ${other}`] },
    });
  });

  test("are left out, with their parts, where their condition is not met, and nobody waits for them", () => {
    const absent = {
      ...CONNECTION,
      condition: "[equals(1, 2)]",
      resources: [{ type: "accessPolicies", apiVersion: "1", name: "a" }],
    };
    const { resources } = read({
      resources: [absent, { type: "A.B/c", apiVersion: "1", name: "d", dependsOn: ["sql"] }],
    });
    expect(resources).toEqual([expect.objectContaining({ name: "d", dependsOn: [] })]);
  });

  test.each<[string, Value, string]>([
    ["without a name", [{ ...CONNECTION, name: "" }], "has no name"],
    ["with a name of too few parts", [{ ...CONNECTION, type: "A.B/c/d" }], "has incorrect segment lengths"],
    ["twice", [CONNECTION, { ...CONNECTION, name: "SQL" }], "is defined multiple times in a template"],
    [
      "that wait for nobody knows what",
      [{ ...CONNECTION, dependsOn: ["x"] }],
      "The resource 'x' is not defined in the template.",
    ],
    [
      "in a loop",
      [{ ...CONNECTION, copy: { name: "all", count: 2 } }],
      "'copy' of the template resource 'sql' is not modelled",
    ],
    [
      "that are templates",
      [{ ...CONNECTION, type: "Microsoft.Resources/deployments" }],
      "nested and linked templates are not modelled",
    ],
    [
      "by what others are",
      [{ ...CONNECTION, name: "[reference('x').name]" }],
      "The template function 'reference' is not expected at this location.",
    ],
    ["under conditions that are none", [{ ...CONNECTION, condition: "yes" }], "has to be true or false"],
    ["as an object", { sql: CONNECTION }, "The template property 'resources' has to be an array of objects."],
  ])("are refused %s", (_, resources, message) => {
    expect(() => read({ resources })).toThrow(message);
  });
});

describe("outputs", () => {
  const shown = (outputs: ObjectValue): ObjectValue => {
    const deployment = read({ outputs });
    return deployment.outputs(deployment.calls(() => null));
  };

  test("are shown with their type and value, without secrets and those whose condition is not met", () => {
    expect(
      shown({
        text: { type: "string", value: "[toUpper('a')]" },
        number: { type: "int", value: 1 },
        secret: { type: "secureString", value: "hidden" },
        list: { type: "ARRAY", value: ["[true()]"] },
        absent: { type: "string", value: "[int('x')]", condition: false },
      }),
    ).toEqual({
      text: { type: "String", value: "A" },
      number: { type: "Int", value: 1 },
      secret: { type: "SecureString" },
      list: { type: "Array", value: [true] },
    });
  });

  test.each<[string, ObjectValue, string]>([
    ["another type", { a: { type: "string", value: 1 } }, "expected 'String', and its value is of type 'Int'"],
    ["loops", { a: { type: "array", copy: { count: 2 } } }, "'copy' of the template output 'a' is not modelled"],
  ])("refuse %s", (_, outputs, message) => {
    expect(() => shown(outputs)).toThrow(message);
  });
});

test.each<[string, ObjectValue, string]>([
  ["no schema", { $schema: "https://example.com" }, "The template schema 'https://example.com' is not supported"],
  ["no version", { contentVersion: "1" }, "The template has no contentVersion"],
  ["functions of its own", { functions: [] }, "'functions' of the template is not modelled"],
  ["loops in variables", { variables: { copy: [] } }, "copy loops are not modelled"],
])("a template with %s is refused", (_, parts, message) => {
  expect(() => readDeployment(template(parts), {}, HERE)).toThrow(message);
});
