import { TerraformOutput, type TerraformStack } from "cdktf";
import {
  ConsumptionWorkflow,
  type ConsumptionWorkflowProps,
  HttpAction,
  LogicAppSqlConnection,
  ManagedApi,
  ManagedIdentityApiConnection,
  SqlConnector,
  WorkflowDefinition,
} from "../../lib/logic-app";
import { SqlDatabaseRole, SqlEndpoint, TokenAudience } from "../../lib";
import { identity } from "../support/azure";
import { onlyResource, problemsOf, resources, synthesize, testStack } from "../support/synth";

const DEPLOYMENT = "azurerm_resource_group_template_deployment";
const PLACE = { resourceGroupName: "rg-test", location: "westeurope" };

const workflowIn = (stack: TerraformStack, props: Partial<ConsumptionWorkflowProps> = {}): ConsumptionWorkflow =>
  new ConsumptionWorkflow(stack, "flow", { ...PLACE, name: "orders", ...props });

const sqlIn = (stack: TerraformStack, id = "sql"): ManagedIdentityApiConnection =>
  new ManagedIdentityApiConnection(stack, id, { ...PLACE, api: ManagedApi.SQL });

const parametersOf = (stack: TerraformStack): unknown => onlyResource(stack, DEPLOYMENT).parameters_content;

describe("a whole workflow", () => {
  test("is one deployment with definition, identity and state", () => {
    const stack = testStack();
    const workflow = workflowIn(stack, {
      enabled: false,
      tags: { team: "shop" },
      parameters: { city: "Linz", most: 5 },
    });
    workflow.addAction(
      "Call",
      HttpAction.get("https://shop.example/${x}", {
        authentication: workflow.authenticate({ audience: TokenAudience.RESOURCE_MANAGER }),
      }),
    );
    expect(onlyResource(stack, DEPLOYMENT)).toMatchObject({
      name: "orders",
      resource_group_name: "rg-test",
      deployment_mode: "Incremental",
    });
    const parameters = parametersOf(stack);
    expect(parameters).toContain(
      '"identity" = {"value" = {"type" = "SystemAssigned"}}, "state" = {"value" = "Disabled"}',
    );
    expect(parameters).toContain('"parameters" = {"city" = {"type" = "String"}, "most" = {"type" = "Int"}}');
    expect(parameters).toContain('"parameters" = {"value" = {"city" = {"value" = "Linz"}, "most" = {"value" = 5}}}');
    expect(parameters).toContain('"uri":"https://shop.example/$${x}"');
    expect(synthesize(stack).resource).not.toHaveProperty("terraform_data");
  });

  test("signs in with a user-assigned identity, which is its principal", () => {
    const stack = testStack();
    const shared = identity(stack);
    const workflow = workflowIn(stack, { identity: shared });
    workflow.connect(sqlIn(stack));
    expect(workflow.principal).toBe(shared);
    const id = "azurerm_user_assigned_identity.orders.id";
    const { parameters_content: parameters } = resources(stack, DEPLOYMENT).flow ?? {};
    expect(parameters).toContain(
      `"identity" = {"value" = {"type" = "UserAssigned", "userAssignedIdentities" = {(${id}) = {}}}}`,
    );
    expect(parameters).toContain(`"authentication" = {"type" = "ManagedServiceIdentity", "identity" = ${id}}`);
    expect(parameters).toContain('"$connections" = {"type" = "Object", "defaultValue" = {}}');
  });

  test("has an object id that no change of the definition replaces, and a client id that is looked up once", () => {
    const stack = testStack();
    const { principal } = workflowIn(stack);
    principal.findClientId();
    principal.findClientId();
    const { resource, data } = synthesize(stack);
    expect(resource?.terraform_data).toEqual({
      flow_identity_36C81394: {
        input:
          '${try(jsondecode(azurerm_resource_group_template_deployment.flow.output_content).principalId.value, "")}',
        triggers_replace: "${azurerm_resource_group_template_deployment.flow.id}",
        lifecycle: expect.objectContaining({ ignore_changes: ["input"] }) as unknown,
      },
    });
    expect(data?.azuread_service_principal).toEqual({
      "flow_service-principal_00ADE215": { object_id: "${terraform_data.flow_identity_36C81394.output}" },
    });
    expect(principal).toMatchObject({ principalType: "ServicePrincipal", displayName: "orders" });
  });

  test("adds actions to the definition of a file, and fills its parameters", () => {
    const stack = testStack();
    const definition = WorkflowDefinition.fromObject({
      definition: {
        parameters: { City: { type: "String" } },
        actions: { A: { type: "Compose", inputs: "@parameters('City')", runAfter: {} } },
      },
      parameters: { $connections: { value: { sql: {} } } },
    });
    const workflow = workflowIn(stack, { definition, parameters: { City: "Linz" } });
    const shop = SqlConnector.of(workflow.connect(sqlIn(stack)), {
      endpoint: SqlEndpoint.at("shop.database.windows.net"),
      database: "shop",
    });
    workflow.addAction("B", shop.getRows({ table: "t", runAfter: ["A"] }));
    const { parameters_content: parameters = "" } = resources(stack, DEPLOYMENT).flow ?? {};
    expect(parameters).toMatch(/"A" = \{"type":"Compose".*"B" = \{"type":"ApiConnection"/);
    expect(parameters).toContain('"City" = {"type" = "String"}');
    expect(parameters).toContain('"City" = {"value" = "Linz"}');
  });

  test("has the same id and a name of at most 64 characters for its deployment", () => {
    const stack = testStack();
    const name = "n".repeat(80);
    const { workflowId } = workflowIn(stack, { name });
    expect(onlyResource(stack, DEPLOYMENT).name).toMatch(/^n{55}-[0-9a-f]{8}$/);
    new TerraformOutput(stack, "id", { value: workflowId });
    expect(synthesize(stack).output?.id).toEqual({
      value: `\${element(split("/providers/", ${DEPLOYMENT}.flow.id), 0)}/providers/Microsoft.Logic/workflows/${name}`,
    });
  });

  test("gets a SQL connection with a login for its identity", () => {
    const stack = testStack();
    new LogicAppSqlConnection(stack, "shop", {
      workflow: workflowIn(stack),
      endpoint: SqlEndpoint.at("shop.database.windows.net"),
      databases: [{ databaseName: "shop", roles: [SqlDatabaseRole.DATA_READER] }],
    });
    expect(resources(stack, DEPLOYMENT)).toMatchObject({
      flow: { parameters_content: expect.stringContaining('"connectionName" = "shop"') as unknown },
      shop: { resource_group_name: "rg-test" },
    });
    expect(JSON.stringify(synthesize(stack).resource?.terraform_data)).toContain("flow_service-principal");
  });
});

describe("synth rejects", () => {
  const wrong = (build: (stack: TerraformStack) => void): string[] => {
    const stack = testStack();
    build(stack);
    return problemsOf(stack);
  };

  test("everything that is wrong with a workflow, at once", () => {
    const problems = wrong((stack) => {
      const workflow = workflowIn(stack, {
        name: "or/ders.",
        resourceGroupName: undefined,
        definition: WorkflowDefinition.fromObject({
          parameters: { key: { type: "SecureString" }, city: { type: "String" } },
          actions: {
            A: {
              type: "ApiConnection",
              inputs: { host: { connection: { name: "@parameters('$connections')['sql']['connectionId']" } } },
              runAfter: { Z: ["Succeeded"] },
            },
          },
        }),
        parameters: { key: "hunter2", $connections: {}, when: (): void => undefined },
      });
      workflow.addAction(
        "A",
        HttpAction.get("https://a", { authentication: workflow.authenticate({ audience: "a" }) }),
      );
      workflow.addTrigger("T", {} as never);
    });
    expect(problems.map((problem) => problem.replace("[stack/flow] ", "")).sort()).toEqual(
      expect.arrayContaining([
        "connections-as-workflow-parameter",
        "impossible-workflow-name",
        "not-a-workflow-part",
        "resource-group-or-name",
        "secure-workflow-parameter",
        "workflow-parameter-of-unknown-type",
        "workflow-parameter-without-value",
        "workflow-part-twice",
      ]),
    );
  });

  test("connections that the workflow cannot use", () => {
    const problems = wrong((stack) => {
      const workflow = workflowIn(stack);
      const more = { api: ManagedApi.SQL, resourceGroupName: "rg-test" };
      workflow.connect(
        new ManagedIdentityApiConnection(stack, "far", {
          ...more,
          location: "northeurope",
          kind: "V2" as never,
        }),
      );
      const sql = sqlIn(stack);
      workflow.connect(sql);
      workflow.connect(sql);
      workflow.connect(sqlIn(stack, "other"), { key: "it's" });
      workflow.connect({} as never);
    });
    expect(problems).toEqual([
      "[stack/flow] connection-in-other-region",
      "[stack/flow] wrong-connection-kind",
      "[stack/flow] connection-added-twice",
      "[stack/flow] impossible-connection-key",
      "[stack/flow] not-an-api-connection",
    ]);
  });

  test("identities that the workflow does not have, and those of others", () => {
    const problems = wrong((stack) => {
      const other = workflowIn(stack, { identity: identity(stack) });
      const workflow = new ConsumptionWorkflow(stack, "second", { ...PLACE, name: "second" });
      const authentication = other.authenticate({ audience: "a" });
      workflow.addAction("A", HttpAction.get("https://a", { authentication }));
      new ConsumptionWorkflow(stack, "third", { ...PLACE, name: "third", identity: "me" as never });
      new ConsumptionWorkflow(stack, "fourth", {
        ...PLACE,
        name: "fourth",
        identity: { ...workflow.principal, attachTo: () => undefined } as never,
      });
    });
    expect(problems).toEqual([
      "[stack/second] workflow-without-that-identity",
      "[stack/third] not-a-managed-identity",
      "[stack/fourth] workflow-identity-not-user-assigned",
    ]);
  });

  test("a definition that no deployment takes", () => {
    const inputs = "x".repeat(5 * 1024 * 1024);
    const definition = WorkflowDefinition.fromObject({ actions: { A: { type: "Compose", inputs, runAfter: {} } } });
    expect(wrong((stack) => workflowIn(stack, { definition }))).toContain("[stack/flow] workflow-too-large");
  });

  test("a SQL connection of a workflow with what only logic apps can have", () => {
    const problems = wrong((stack) => {
      const workflow = workflowIn(stack);
      new LogicAppSqlConnection(stack, "shop", {
        workflow,
        logicApp: workflow.resource,
        identity: identity(stack),
        audience: "a",
        endpoint: SqlEndpoint.at("shop.database.windows.net"),
        databases: [],
      });
    });
    expect(problems).toEqual([
      "[stack/shop] logic-app-and-workflow",
      "[stack/shop] identity-beside-workflow",
      "[stack/shop] audience-beside-workflow",
    ]);
  });
});
