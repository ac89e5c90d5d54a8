import { LogicAppActionCustom } from "@cdktf/provider-azurerm/lib/logic-app-action-custom";
import { LogicAppTriggerCustom } from "@cdktf/provider-azurerm/lib/logic-app-trigger-custom";
import { Fn, TerraformOutput, TerraformVariable } from "cdktf";
import { SqlEndpoint } from "../../lib";
import {
  KeyVaultConnector,
  LogicAppConnection,
  ManagedApi,
  Recurrence,
  SqlConnector,
  WorkflowValue,
} from "../../lib/logic-app";
import { sqlDatabase, sqlServer } from "../support/azure";
import { connectionOf, definitionOf, workflowWithConnections } from "../support/logic-app";
import { inAzure } from "../support/simulation";
import { testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

/** What actions refer to is there first, and comes out of Terraform as if it had been written down. */

const SERVER = "@{encodeURIComponent(encodeURIComponent('server.database.windows.net'))}";
const DATABASE = "@{encodeURIComponent(encodeURIComponent('it''s'))}";
const TABLE = "@{encodeURIComponent(encodeURIComponent('[dbo].[Orders]'))}";
const host = { connection: { name: "@parameters('$connections')['sql']['connectionId']" } };

testWithTerraform("server, database, columns, recurrence and the action before may be references", async () => {
  const stack = testStack();
  const server = sqlServer(stack, "server", {
    azureadAdministrator: {
      loginUsername: "admins",
      objectId: "11111111-1111-1111-1111-111111111111",
      azureadAuthenticationOnly: true,
    },
  });
  const sql = SqlConnector.of(connectionOf(ManagedApi.SQL), {
    endpoint: SqlEndpoint.server(server),
    database: sqlDatabase(stack, "it's", server).name,
  });
  const hours = new TerraformVariable(stack, "hours", { type: "number", default: 1 });
  const columns = new TerraformVariable(stack, "columns", { type: "list(string)", default: ["Id", "Note"] });
  const { id: logicAppId } = workflowWithConnections(stack);
  new LogicAppTriggerCustom(stack, "new", {
    name: "new",
    logicAppId,
    body: sql.whenAnItemIsCreated({ table: "[dbo].[Orders]", every: Recurrence.hours(hours.numberValue) }).body,
  });
  const first = new LogicAppActionCustom(stack, "first", {
    name: "first",
    logicAppId,
    body: sql.deleteRow({ table: "[dbo].[Orders]", id: WorkflowValue.text("1") }).body,
  });
  new LogicAppActionCustom(stack, "second", {
    name: "second",
    logicAppId,
    body: sql.getRows({ table: "[dbo].[Orders]", select: columns.listValue, runAfter: [first.name] }).body,
  });
  const { triggers, actions } = await definitionOf(stack);
  const path = `/v2/datasets/${SERVER},${DATABASE}/tables/${TABLE}`;
  expect({ triggers, actions }).toEqual({
    triggers: {
      new: {
        type: "ApiConnection",
        inputs: { host, method: "get", path: `${path}/onnewitems` },
        recurrence: { frequency: "Hour", interval: 1 },
        splitOn: "@triggerBody()?['value']",
      },
    },
    actions: {
      first: {
        type: "ApiConnection",
        inputs: { host, method: "delete", path: `${path}/items/@{encodeURIComponent(encodeURIComponent('1'))}` },
        runAfter: {},
      },
      second: {
        type: "ApiConnection",
        inputs: { host, method: "get", path: `${path}/items`, queries: { $select: "@{'Id,Note'}" } },
        runAfter: { first: ["Succeeded"] },
      },
    },
  });
});

testWithTerraform("actions and triggers of a Standard workflow fit into its definition file", async () => {
  const stack = testStack();
  const keyVault = KeyVaultConnector.of(LogicAppConnection._ofStandard("vault", ManagedApi.KEY_VAULT));
  const definition = {
    actions: { list: Fn.jsondecode(keyVault.listSecrets({ runAfter: ["first"] }).body) as unknown },
  };
  new TerraformOutput(stack, "file", { value: Fn.jsonencode({ kind: "Stateful", definition }) });
  await inAzure(async (_simulator, session) => {
    const { outputs } = await session(stack).apply();
    expect(JSON.parse(outputs.file as string)).toEqual({
      kind: "Stateful",
      definition: {
        actions: {
          list: {
            type: "ApiConnection",
            inputs: { host: { connection: { referenceName: "vault" } }, method: "get", path: "/secrets" },
            runAfter: { first: ["Succeeded"] },
          },
        },
      },
    });
  });
});
