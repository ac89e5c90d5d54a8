import { type TerraformConfiguration } from "../../simulator";
import { deploying, errorsOf, GROUP, identity, inAzure, workflow } from "../support/simulation";
import { type Arguments, connection, deployment } from "../support/templates";
import { testWithTerraform } from "../support/terraform";

const USER = { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.it.id}"] };
const DECLARED = { workflow_parameters: { $connections: '${jsonencode({type = "Object", defaultValue = {}})}' } };
const CONNECTION_ID = "${azurerm_resource_group.it.id}/providers/Microsoft.Web/connections/sql";
const WITH_IDENTITY = `{authentication = {type = "ManagedServiceIdentity", identity = azurerm_user_assigned_identity.it.id}}`;
const WITH_OWN = `{authentication = {type = "ManagedServiceIdentity"}}`;

/** The value of "$connections" with the connection "sql" under a key. */
const connections = (properties = WITH_IDENTITY, id = CONNECTION_ID, key = "sql"): Arguments => ({
  ...DECLARED,
  parameters: {
    $connections: `\${jsonencode({${key} = {connectionId = "${id}", connectionName = "sql", id = "managed-api", connectionProperties = ${properties}}})}`,
  },
});

const LOGIC_APP = "${azurerm_logic_app_workflow.it.id}";
const QUERY = {
  type: "ApiConnection",
  inputs: { host: { connection: { name: "@parameters('$connections')['sql']['connectionId']" } }, method: "get" },
};
const action = (name: string, body: Arguments, more: Arguments = {}): Arguments => ({
  name,
  logic_app_id: LOGIC_APP,
  body: JSON.stringify(body),
  ...more,
});

/** A connection, an identity, a workflow, and more. */
const stack = (
  parameters: Arguments,
  more: Readonly<Record<string, Readonly<Record<string, Arguments>>>> = {},
  { connected = connection(), carried = USER }: { connected?: Arguments; carried?: unknown } = {},
): TerraformConfiguration =>
  deploying({
    ...GROUP,
    azurerm_user_assigned_identity: { it: identity() },
    azurerm_resource_group_template_deployment: { it: deployment({ resources: [connected] }) },
    azurerm_logic_app_workflow: {
      it: workflow(carried, { ...parameters, depends_on: ["azurerm_resource_group_template_deployment.it"] }),
    },
    ...more,
  });

const chained = (
  first: string,
  body: Arguments = {},
): Readonly<Record<string, Readonly<Record<string, Arguments>>>> => ({
  azurerm_logic_app_trigger_recurrence: {
    daily: { name: "daily", logic_app_id: LOGIC_APP, frequency: "Day", interval: 1 },
  },
  azurerm_logic_app_action_custom: {
    first: action(first, { ...QUERY, ...body }),
    second: action(
      "second",
      { type: "Compose", inputs: 1, runAfter: { [first]: ["Succeeded"] } },
      { depends_on: ["azurerm_logic_app_action_custom.first"] },
    ),
  },
  azurerm_logic_app_action_http: {
    third: {
      name: "third",
      logic_app_id: LOGIC_APP,
      method: "POST",
      uri: "https://example.com",
      run_after: [{ action_name: "second", action_result: "Succeeded" }],
      depends_on: ["azurerm_logic_app_action_custom.second"],
    },
  },
});

testWithTerraform.each<[type: string, given: string, read: string]>([
  ["Object", '{"b": 1, "a": 2}', '{"a":2,"b":1}'],
  ["Array", '[ "a" ]', '["a"]'],
  ["Float", "1.50", "1.5"],
  ["Bool", " true", "true"],
  ["String", '{"b": 1, "a": 2}', '{"b": 1, "a": 2}'],
  ["SecureObject", '{"b": 1, "a": 2}', '{"b": 1, "a": 2}'],
])("the value of a parameter of type %s is read as azurerm reads it", (type, given, read) =>
  inAzure(async (simulator, session) => {
    const workflow_parameters = { p: `{"type":"${type}"}` };
    const deploy = session(stack({ workflow_parameters, parameters: { p: given } }));
    expect(errorsOf(await deploy.apply())).toEqual([]);
    const app = simulator.resources().find(({ type: deployed }) => deployed === "azurerm_logic_app_workflow");
    expect(app?.attributes.parameters).toEqual({ p: read });
    expect((await deploy.plan()).isEmpty).toBe(given === read);
  }),
);

testWithTerraform("a workflow lives with its connection, trigger and actions, comes to rest, and leaves nothing", () =>
  inAzure(async (simulator, session) => {
    const deploy = session(stack(connections(), chained("first")));
    expect(errorsOf(await deploy.apply())).toEqual([]);
    expect((await deploy.plan()).isEmpty).toBe(true);
    deploy.change(stack(connections(), chained("first", { description: "reads" })));
    expect((await deploy.plan()).changes).toEqual([expect.objectContaining({ action: "update" })]);
    expect(errorsOf(await deploy.apply())).toEqual([]);
    expect(errorsOf(await deploy.destroy())).toEqual([]);
    expect(simulator.resources()).toEqual([]);
  }),
);

testWithTerraform("an action does not change when only the spelling of its JSON does", () =>
  inAzure(async (_, session) => {
    const actions = (body: string): TerraformConfiguration =>
      stack(connections(), { azurerm_logic_app_action_custom: { it: action("it", {}, { body }) } });
    const deploy = session(actions('{ "type": "Compose", "inputs": "a & b" }'));
    await deploy.apply();
    expect((await deploy.plan()).isEmpty).toBe(true);
    deploy.change(actions('{"inputs":"a & b","type":"Compose"}'));
    expect((await deploy.plan()).isEmpty).toBe(true);
  }),
);

const misconfigured =
  "WorkflowManagedIdentityConfigurationInvalid: The workflow connection parameter 'sql' is not valid. The API connection 'sql' is";
const password = connection({ properties: { parameterValueSet: undefined, parameterValues: { password: "x" } } });

describe("a workflow is refused", () => {
  testWithTerraform.each<[string, TerraformConfiguration, string]>([
    [
      "a value without a definition",
      stack({ parameters: { $connections: "{}" } }),
      "no parameter definition for $connections",
    ],
    [
      "a definition that is none",
      stack({ workflow_parameters: { $connections: "Object" } }),
      'the definition of the workflow parameter "$connections" has to be a JSON object with a type',
    ],
    [
      "a value of another type",
      stack({ ...DECLARED, parameters: { $connections: "sql" } }),
      "unmarshalling $connections: it is no JSON, and its type is Object",
    ],
    [
      "a connection that is not there",
      stack(connections(WITH_IDENTITY, `${CONNECTION_ID}-2`)),
      "ApiConnectionNotFound: The API connection 'sql-2' could not be found.",
    ],
    [
      "a connection of Standard workflows",
      stack(connections(), {}, { connected: connection({ kind: "V2" }) }),
      "WorkflowInvalidApiConnectionV2: The workflow 'logic-orders' is using api connection 'sql' which is of unsupported 'kind'. The api connections of kind 'V2' are not supported.",
    ],
    [
      "a connection without its identity",
      stack(connections("{}")),
      `${misconfigured} configured to support managed identity but the connection parameter is either missing 'authentication' property`,
    ],
    [
      "a connection with an identity that it does not use",
      stack(connections(), {}, { connected: password }),
      `${misconfigured} not configured to support managed identity.`,
    ],
    [
      "an identity that is not its own",
      stack(connections(WITH_OWN)),
      "InvalidWorkflowManagedIdentitySpecified: The workflow 'logic-orders' does not contain the managed identity of type 'SystemAssigned'.",
    ],
    [
      "a user-assigned identity that it does not carry",
      stack(connections(), {}, { carried: { type: "SystemAssigned" } }),
      "does not contain the managed identity of type 'UserAssigned' with id '/subscriptions/",
    ],
  ])("%s", (_, configured, message) =>
    inAzure(async (_simulator, session) => {
      expect(errorsOf(await session(configured).apply())).toEqual([expect.stringContaining(message)]);
    }),
  );

  testWithTerraform("no connection that it signs in to with its own identity, or with a password", () =>
    inAzure(async (_, session) => {
      const own = session(stack(connections(WITH_OWN), {}, { carried: { type: "SystemAssigned" } }));
      expect(errorsOf(await own.apply())).toEqual([]);
      await own.destroy();
      expect(errorsOf(await session(stack(connections("null"), {}, { connected: password })).apply())).toEqual([]);
    }),
  );
});

describe("an action or a trigger is refused", () => {
  const custom = (it: Arguments): Parameters<typeof stack>[1] => ({ azurerm_logic_app_action_custom: { it } });

  testWithTerraform.each<[string, Parameters<typeof stack>[1], string]>([
    ["a body that is no object", custom(action("it", {}, { body: "[]" })), "the body has to be a JSON object"],
    [
      "that runs after what is not there",
      custom(action("it", { type: "Compose", runAfter: { other: ["Succeeded"] } })),
      "InvalidTemplate: The template validation failed: 'The 'runAfter' property of template action 'it' contains non-existent action: 'other'.'.",
    ],
    [
      "with a connection that the workflow does not have",
      custom(action("it", JSON.parse(JSON.stringify(QUERY).replace("['sql']", "['vault']")) as Arguments)),
      "The template action 'it' is not valid: '$connections' of the workflow has no connection 'vault'.",
    ],
    [
      "of a workflow that is not there",
      custom(action("it", {}, { logic_app_id: `${LOGIC_APP}-2` })),
      "ResourceNotFound: The Resource 'Microsoft.Logic/workflows/logic-orders-2'",
    ],
    [
      "whose name is taken",
      {
        ...custom(action("it", { type: "Compose" })),
        azurerm_logic_app_action_http: {
          it: {
            ...{ name: "it", logic_app_id: LOGIC_APP, method: "GET", uri: "https://example.com" },
            depends_on: ["azurerm_logic_app_action_custom.it"],
          },
        },
      },
      "already exists - to be managed via Terraform this resource needs to be imported",
    ],
    [
      "a trigger with such a connection",
      { azurerm_logic_app_trigger_custom: { it: action("it", { inputs: "@{parameters('$connections')['x']}" }) } },
      "The template trigger 'it' is not valid: '$connections' of the workflow has no connection 'x'.",
    ],
  ])("%s", (_, more, message) =>
    inAzure(async (_simulator, session) => {
      expect(errorsOf(await session(stack(connections(), more)).apply())).toEqual([expect.stringContaining(message)]);
    }),
  );

  testWithTerraform("removal while another runs after it, and of a connection that it uses", () =>
    inAzure(async (_, session) => {
      const deploy = session(stack(connections(), chained("first")));
      await deploy.apply();
      const { azurerm_logic_app_action_custom: actions, ...others } = chained("first");
      const second = { ...actions?.second, depends_on: [] };
      deploy.change(stack(connections(), { ...others, azurerm_logic_app_action_custom: { second } }));
      expect(errorsOf(await deploy.apply()).join()).toContain(
        "The 'runAfter' property of template action 'second' contains non-existent action: 'first'.",
      );
      deploy.change(stack(connections(WITH_IDENTITY, CONNECTION_ID, "database"), chained("first")));
      expect(errorsOf(await deploy.apply()).join()).toContain("'$connections' of the workflow has no connection 'sql'");
    }),
  );
});
