import { DataAzurermLogicAppWorkflow } from "@cdktf/provider-azurerm/lib/data-azurerm-logic-app-workflow";
import { type LogicAppWorkflow } from "@cdktf/provider-azurerm/lib/logic-app-workflow";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { Fn, type TerraformStack, TerraformVariable } from "cdktf";
import * as fc from "../support/fast-check";
import { runs } from "../support/exhaustive";
import { ManagedIdentityBinding, SystemAssignedManagedIdentity } from "../../lib";
import { ApiConnectionKind, ManagedApi, ManagedIdentityApiConnection } from "../../lib/logic-app";
import { identity, keyVault, resourceGroup, workflow } from "../support/azure";
import { onlyResource, problemsOf, resources, testApp, testStack } from "../support/synth";

function connection(stack: TerraformStack, id = "sql", kind = ApiConnectionKind.V1): ManagedIdentityApiConnection {
  const resourceGroupName = "rg-test";
  return new ManagedIdentityApiConnection(stack, id, {
    api: ManagedApi.SQL,
    resourceGroupName,
    location: "westeurope",
    kind,
  });
}

/** The expression of an entry in `$connections`. */
function entry(key: string, name = key, identityId?: string): string {
  const output = (of: string): string =>
    `try(jsondecode(azurerm_resource_group_template_deployment.${name}.output_content).${of}.value, "")`;
  const authentication = `"type" = "ManagedServiceIdentity"${identityId === undefined ? "" : `, "identity" = ${identityId}`}`;
  return (
    `"${key}" = {"connectionId" = ${output("connectionId")}, "connectionName" = "${name}", ` +
    `"id" = ${output("managedApiId")}, "connectionProperties" = {"authentication" = {${authentication}}}}`
  );
}

const DECLARED = '${jsonencode({"type" = "Object", "defaultValue" = {}})}';

function connected(stack: TerraformStack): { readonly parameters: unknown; readonly declarations: unknown } {
  const { parameters, workflow_parameters: declarations } = onlyResource(stack, "azurerm_logic_app_workflow");
  return { parameters, declarations };
}

describe("a Consumption workflow", () => {
  test("gets a connection with its own identity, and the declaration of the parameter that has it", () => {
    const stack = testStack();
    const sql = connection(stack).addTo(workflow(stack));
    expect(onlyResource(stack, "azurerm_logic_app_workflow")).toEqual({
      name: "workflow",
      resource_group_name: "rg-test",
      location: "westeurope",
      identity: { type: "SystemAssigned" },
      parameters: { $connections: `\${jsonencode({${entry("sql")}})}` },
      workflow_parameters: { $connections: DECLARED },
    });
    expect(sql).toMatchObject({
      key: "sql",
      api: ManagedApi.SQL,
      _host: { name: "@parameters('$connections')['sql']['connectionId']" },
    });
  });

  test("gets a connection with a shared identity, which is attached to it", () => {
    const stack = testStack();
    connection(stack).addTo(workflow(stack), { identity: identity(stack), key: "orders" });
    const id = "azurerm_user_assigned_identity.orders.id";
    expect(onlyResource(stack, "azurerm_logic_app_workflow")).toMatchObject({
      identity: { type: "UserAssigned", identity_ids: [`\${${id}}`] },
      parameters: { $connections: `\${jsonencode({${entry("orders", "sql", id)}})}` },
    });
  });

  test("shares a connection with others", () => {
    const stack = testStack();
    const sql = connection(stack);
    ["one", "two"].forEach((name) => sql.addTo(workflow(stack, name)));
    const parameters = { $connections: `\${jsonencode({${entry("sql")}})}` };
    expect(Object.values(resources(stack, "azurerm_logic_app_workflow"))).toEqual([
      expect.objectContaining({ parameters }),
      expect.objectContaining({ parameters }),
    ]);
  });

  test("has one connection under several keys", () => {
    const stack = testStack();
    const app = workflow(stack);
    const sql = connection(stack);
    ["sql", "orders"].forEach((key) => sql.addTo(app, { key }));
    const $connections = `\${jsonencode({${entry("sql")}, ${entry("orders", "sql")}})}`;
    expect(connected(stack).parameters).toEqual({ $connections });
  });

  test("of another stack uses the connection through that stack's outputs", () => {
    const app = testApp();
    const shared = testStack("shared", app);
    const stack = testStack("stack", app);
    connection(shared).addTo(workflow(stack));
    shared.prepareStack();
    stack.prepareStack();
    expect(connected(stack).parameters).toEqual({
      $connections: expect.stringMatching(
        /^\$\{jsonencode\(\{"sql" = \{"connectionId" = try\(jsondecode\(data\.terraform_remote_state\.\S+\.outputs\.\S+\)\.connectionId\.value, ""\), /,
      ) as unknown,
    });
  });

  test("keeps its parameters and connections: a literal, with references in it or not", () => {
    const stack = testStack();
    const office = JSON.stringify({ office: { connectionId: resourceGroup(stack).id } });
    const declaration = JSON.stringify({ type: "Object", defaultValue: {} });
    connection(stack).addTo(
      workflow(stack, "workflow", {
        parameters: { city: "Linz", $connections: office },
        workflowParameters: { city: '{"type":"String"}', $connections: declaration },
      }),
    );
    expect(connected(stack)).toEqual({
      parameters: {
        city: "Linz",
        $connections:
          '${jsonencode(merge(jsondecode("{\\"office\\":{\\"connectionId\\":\\"${azurerm_resource_group.rg.id}\\"}}"), ' +
          `{${entry("sql")}}))}`,
      },
      declarations: {
        city: '{"type":"String"}',
        $connections: '${jsonencode(jsondecode("{\\"type\\":\\"Object\\",\\"defaultValue\\":{}}"))}',
      },
    });
  });

  test("keeps connections that only Terraform knows", () => {
    const stack = testStack();
    const $connections = Fn.jsonencode({ office: { connectionId: resourceGroup(stack).id } });
    connection(stack).addTo(workflow(stack, "workflow", { parameters: { $connections } }));
    expect(connected(stack).parameters).toEqual({
      $connections:
        '${jsonencode(merge(jsondecode(jsonencode({"office" = {"connectionId" = azurerm_resource_group.rg.id}})), ' +
        `{${entry("sql")}}))}`,
    });
  });

  test("keeps maps of parameters that only Terraform knows", () => {
    const stack = testStack();
    const map = (id: string): Record<string, string> =>
      new TerraformVariable(stack, id, { type: "map(string)" }).value as Record<string, string>;
    const app = workflow(stack);
    app.parameters = Fn.merge([map("given"), {}]) as Record<string, string>;
    app.workflowParameters = Fn.merge([map("declared"), {}]) as Record<string, string>;
    connection(stack).addTo(app);
    expect(connected(stack)).toEqual({
      parameters:
        '${merge(merge(var.given, {}), {"$connections" = jsonencode(merge(jsondecode(lookup(merge(var.given, {}), "$connections", "{}")), ' +
        `{${entry("sql")}}))})}`,
      declarations:
        '${merge(merge(var.declared, {}), {"$connections" = jsonencode(jsondecode(lookup(merge(var.declared, {}), "$connections", ' +
        'jsonencode({"type" = "Object", "defaultValue" = {}}))))})}',
    });
  });

  test("has every connection and every parameter, in whatever order they come", () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 1, maxLength: 6 });
    const given = fc.dictionary(fc.stringMatching(/^[A-Z]{1,5}$/), fc.constant("kept"));
    fc.assert(
      fc.property(names, given, (keys, parameters) => {
        const stack = testStack();
        const app = workflow(stack, "app-1", { parameters });
        const inOrder = keys.map((key) => {
          connection(stack, key).addTo(app, { key });
          return entry(key);
        });
        expect(connected(stack).parameters).toEqual({
          ...parameters,
          $connections: `\${jsonencode({${inOrder.join(", ")}})}`,
        });
      }),
      runs(10, 100),
    );
  });

  test("keeps parameters that are overridden beside its connections", () => {
    const stack = testStack();
    const app = workflow(stack, "workflow", { parameters: { country: "AT" } });
    app.addOverride("parameters.city", "Linz");
    connection(stack).addTo(app);
    app.addOverride("workflow_parameters", { city: '{"type":"String"}' });
    expect(connected(stack)).toEqual({
      parameters: { country: "AT", city: "Linz", $connections: `\${jsonencode({${entry("sql")}})}` },
      declarations: { city: '{"type":"String"}', $connections: DECLARED },
    });
  });

  test("takes parameters between two connections, which come back with the second", () => {
    const stack = testStack();
    const app = workflow(stack);
    connection(stack).addTo(app);
    app.parameters = { city: "Linz" };
    connection(stack, "more").addTo(app, { key: "more" });
    expect(connected(stack).parameters).toEqual({
      city: "Linz",
      $connections: `\${jsonencode({${entry("sql")}, ${entry("more")}})}`,
    });
  });
});

test("a connection in a resource group of the workflow's stack, but in another stack, is refused: each would wait", () => {
  const app = testApp();
  const [one, two] = [testStack("one", app), testStack("two", app)];
  const group = resourceGroup(one);
  new ManagedIdentityApiConnection(two, "sql", { api: ManagedApi.SQL, resourceGroup: group }).addTo(workflow(one));
  expect(() => {
    app.synth();
  }).toThrow(
    "[two/sql] is in stack two and needs what is in stack one, where one/workflow needs the connection; create it in stack one",
  );
});

const TWO_KINDS =
  /^\[stack\/workflow\] azurerm_logic_app_workflow takes a system-assigned or a user-assigned identity, never both; /;

/** What the user does, and the whole of what the user reads. */
const CASES: readonly [string, (stack: TerraformStack, app: LogicAppWorkflow) => void, ...(string | RegExp)[]][] = [
  [
    "two user-assigned identities on a workflow",
    (stack, app) => {
      connection(stack).addTo(app, { identity: identity(stack, "orders") });
      new ManagedIdentityBinding(stack, "app", { sources: [app], identity: identity(stack, "billing") });
    },
    "[stack/workflow] azurerm_logic_app_workflow takes 1 user-assigned identity, not 2 (id of stack/billing/Default, id of stack/orders/Default); grant all its accesses to one identity",
  ],
  [
    "a second user-assigned identity that comes with another identity block",
    (stack, app) => {
      const [orders, billing] = [identity(stack, "orders"), identity(stack, "billing")];
      connection(stack).addTo(app, { identity: orders });
      app.putIdentity({ type: "UserAssigned", identityIds: [orders.resourceId, billing.resourceId] });
    },
    "[stack/workflow] azurerm_logic_app_workflow takes 1 user-assigned identity, not 2 (id of stack/orders/Default, id of stack/billing/Default); grant all its accesses to one identity",
  ],
  [
    "a user-assigned identity that comes beside the workflow's own with another identity block",
    (stack, app) => {
      connection(stack).addTo(app);
      app.putIdentity({ type: "SystemAssigned, UserAssigned", identityIds: [identity(stack).resourceId] });
    },
    TWO_KINDS,
  ],
  [
    "two identities of two connections",
    (stack, app) => {
      connection(stack).addTo(app, { identity: identity(stack, "orders") });
      connection(stack, "more").addTo(app, { key: "more" });
    },
    TWO_KINDS,
  ],
  [
    "an identity that a binding does not share",
    (stack, app) => {
      SystemAssignedManagedIdentity.of(app);
      connection(stack).addTo(app, { identity: identity(stack) });
    },
    TWO_KINDS,
  ],
  [
    "an identity that is replaced",
    (stack, app) => {
      connection(stack).addTo(app, { identity: identity(stack) });
      app.putIdentity({ type: "SystemAssigned" });
    },
    "[stack/workflow] its identity block was replaced after a binding had added to it; set the block first, then bind",
  ],
  [
    "parameters that are replaced",
    (stack, app) => {
      connection(stack).addTo(app);
      app.parameters = { city: "Linz" };
      app.resetWorkflowParameters();
    },
    "[stack/workflow] its parameters were replaced after a connection had been added; configure them first, then add it",
    "[stack/workflow] its workflow_parameters were replaced after a connection had been added; configure them first, then add it",
  ],
  [
    "parameters that are overridden",
    (stack, app) => {
      connection(stack).addTo(app);
      app.addOverride("parameters", "${var.parameters}");
      app.addOverride("workflow_parameters.$connections", "{}");
    },
    '[stack/workflow] its parameters are replaced with addOverride("parameters", …); configure them before adding a connection',
    '[stack/workflow] its workflow_parameters are replaced with addOverride("workflow_parameters", …); configure them before adding a connection',
  ],
  [
    "an override of parameters that only Terraform knows",
    (stack, app) => {
      app.parameters = Fn.merge([new TerraformVariable(stack, "all", {}).value, {}]) as Record<string, string>;
      connection(stack).addTo(app);
      app.addOverride("parameters.city", "Linz");
    },
    '[stack/workflow] its parameters are replaced with addOverride("parameters", …); configure them before adding a connection',
  ],
  [
    "a V2 connection",
    (stack, app) => connection(stack, "sql", ApiConnectionKind.V2).addTo(app),
    "[stack/sql] is of kind V2, and azurerm_logic_app_workflow (stack/workflow) uses V1 only; create it with kind V1",
  ],
  [
    "a connection in another region, by the resource groups of both",
    (stack) => {
      const group = (id: string, location: string): ResourceGroup =>
        new ResourceGroup(stack, id, { name: id, location });
      const [north, west] = [group("north", "North Europe"), group("west", "westeurope")];
      const sql = new ManagedIdentityApiConnection(stack, "sql", { api: ManagedApi.SQL, resourceGroup: north });
      sql.addTo(workflow(stack, "far", { location: west.location }));
      sql.addTo(workflow(stack, "near", { location: "northeurope" }));
      sql.addTo(workflow(stack, "unknown", { location: new TerraformVariable(stack, "region", {}).stringValue }));
    },
    '[stack/sql] is in "North Europe", and stack/far in "westeurope"; give the connection the location of the logic app',
  ],
  [
    "connections that are made of attributes of the workflow, which is made after them",
    (stack, app) => {
      const props = { api: ManagedApi.SQL, location: "westeurope", resourceGroupName: "rg" };
      const more = { a: { location: app.location }, b: { resourceGroupName: app.resourceGroupName } };
      const named = {
        c: { name: `${app.name}-sql` },
        d: { tags: { of: app.id } },
        e: { displayName: "workflow.name" },
      };
      Object.entries({ ...more, ...named }).forEach(([key, given]) => {
        new ManagedIdentityApiConnection(stack, key, { ...props, ...given }).addTo(app, { key });
      });
    },
    ...["a", "b", "c", "d"].map(
      (id) =>
        `[stack/${id}] is made of attributes of stack/workflow, which needs the connection; give it the name, the resource group and the location that the logic app is configured with`,
    ),
  ],
  [
    "a connection without a region, which is told once",
    (stack, app) =>
      new ManagedIdentityApiConnection(stack, "sql", { api: ManagedApi.SQL, resourceGroupName: "rg" }).addTo(app),
    "[stack/sql] resourceGroupName alone does not tell the region; give location as well",
  ],
  [
    "a key of another connection",
    (stack, app) => {
      connection(stack).addTo(app);
      connection(stack, "more").addTo(app, { key: "SQL" });
    },
    '[stack/more] connection key "SQL" is that of stack/sql in stack/workflow already; give one of them another key',
  ],
  [
    "a key that the workflow has already",
    (stack, app) => {
      app.parameters = { $connections: '{"Sql":{}}' };
      connection(stack).addTo(app);
    },
    '[stack/sql] connection key "sql" is in the $connections of stack/workflow already; remove it there, or give another key',
  ],
  [
    "a key that the workflow has already, in an expression",
    (stack, app) => {
      app.parameters = { $connections: Fn.jsonencode({ other: { sql: "x" }, SQL: { connectionId: app.name } }) };
      connection(stack).addTo(app);
    },
    '[stack/sql] connection key "sql" is in the $connections of stack/workflow already; remove it there, or give another key',
  ],
  [
    "a key that the workflow has already, in an expression as Terraform's own language writes it",
    (stack, app) => {
      app.parameters = { $connections: '${jsonencode({ other = { sql = "x" }, sql : { connectionId = var.id } })}' };
      connection(stack).addTo(app);
    },
    '[stack/sql] connection key "sql" is in the $connections of stack/workflow already; remove it there, or give another key',
  ],
  [
    "$connections that are no object",
    (stack, app) => {
      app.parameters = { $connections: "[]" };
      connection(stack).addTo(app);
    },
    "[stack/sql] parameter $connections of stack/workflow is no JSON object; give it the jsonencode of one, or leave it out",
  ],
  ...(
    [
      ['{"type":"String"}', '"String"'],
      ['{"type":"object"}', '"object"'],
      ['{"type":"SecureObject"}', '"SecureObject"'],
      ["{}", "none"],
      ["Object", "none, for it is no JSON"],
    ] as const
  ).map(([$connections, type]): (typeof CASES)[number] => [
    `$connections that are declared as ${$connections}`,
    (stack, app) => {
      app.workflowParameters = { $connections };
      connection(stack).addTo(app);
    },
    `[stack/sql] workflow_parameters of stack/workflow declare $connections with type ${type}; declare it as {"type":"Object"}, or leave it out`,
  ]),
  ...(
    [
      [["parameters"], "parameters"],
      [['parameters["$connections"]'], "parameters"],
      [["workflow_parameters"], "workflow_parameters"],
      [["parameters", "workflow_parameters"], "parameters", "workflow_parameters"],
    ] as const
  ).map(([ignoreChanges, ...attributes]): (typeof CASES)[number] => [
    `a workflow that ignores changes of ${ignoreChanges.join(" and ")}`,
    (stack, app) => {
      connection(stack).addTo(app);
      app.lifecycle = { ignoreChanges: [...ignoreChanges] };
    },
    ...attributes.map(
      (attribute) =>
        `[stack/workflow] ignores changes of ${attribute} (lifecycle.ignoreChanges), so that a deployed azurerm_logic_app_workflow ` +
        `never gets what is added to it; remove ${attribute} from ignoreChanges`,
    ),
  ]),
  [
    "the same connection under the same key",
    (stack, app) => {
      const sql = connection(stack);
      sql.addTo(app);
      sql.addTo(app, { key: "SQL" });
    },
    '[stack/sql] has the key "SQL" in stack/workflow already; use what the first addTo returned again, or give another key',
  ],
  [
    "an audience",
    (stack, app) => connection(stack).addTo(app, { audience: "https://sql.example/" }),
    "[stack/sql] stack/workflow is a Consumption workflow, whose connectors choose the audience; leave it out",
  ],
  [
    "a key that would end an expression",
    (stack, app) => connection(stack).addTo(app, { key: "it's" }),
    `[stack/sql] connection key "it's" is not possible; give 1 to 80 letters, digits, hyphens and underscores`,
  ],
  [
    "something that is no logic app",
    (stack) => connection(stack).addTo(keyVault(stack)),
    "[stack/sql] logicApp must be an azurerm_logic_app_workflow or azurerm_logic_app_standard; got azurerm_key_vault (stack/vault)",
  ],
  [
    "a logic app that is only looked up",
    (stack) => {
      const config = { name: "w", resourceGroupName: "rg" };
      connection(stack).addTo(new DataAzurermLogicAppWorkflow(stack, "found", config));
    },
    "[stack/sql] stack/found is a data source, which cannot be given a connection; add it where the logic app is managed",
  ],
];

describe("adding a connection to a workflow fails at synth and says what to do:", () => {
  test.each(CASES)("%s", (_what, use, ...messages) => {
    const stack = testStack();
    use(stack, workflow(stack));
    expect(problemsOf(stack)).toEqual(
      messages.map((message) => (typeof message === "string" ? message : (expect.stringMatching(message) as unknown))),
    );
  });
});
