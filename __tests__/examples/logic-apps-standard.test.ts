import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { Orders } from "../../examples/logic-apps/standard/orders";
import { expectAccess, expectGoodLife, liveInWorld } from "../support/life";
import { problemsOf, testApp, warningsOf } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

testWithTerraform("the Standard example lives, and its app may use its connections", async () => {
  const life = await liveInWorld(new Orders(testApp(), "orders"));
  expectGoodLife(life);
  expectAccess(life, [
    "Deployer: Member at SQL administrators",
    "SQL administrators: Microsoft Entra administrator at sql-orders-smc583",
    "logic-orders-smc583: Azure Service Bus Data Receiver at orders",
    "logic-orders-smc583: Connection access policy at messages",
    "logic-orders-smc583: db_datareader at orders",
    "sql-orders-smc583: Directory Readers at Microsoft Entra ID",
  ]);
});

test("the Standard example has no errors, and its package is complete", () => {
  const stack = new Orders(testApp(), "orders");
  expect(problemsOf(stack)).toEqual([]);
  expect(warningsOf(stack).filter((warning) => !warning.endsWith("system-assigned-identity-added"))).toEqual([]);
  const folder = join(Testing.fullSynth(stack), "stacks", "orders", "logic-apps", "app");
  const [connections, workflow, host] = ["connections.json", "orders/workflow.json", "host.json"].map(
    (file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Record<string, object>,
  );
  expect(Object.keys(connections?.managedApiConnections ?? {})).toEqual(["servicebus"]);
  expect(Object.keys(connections?.serviceProviderConnections ?? {})).toEqual(["sql"]);
  expect(workflow).toMatchObject({ kind: "Stateful", definition: { actions: { Get_rows: {}, Complete: {} } } });
  expect(host).toMatchObject({ version: "2.0" });
});
