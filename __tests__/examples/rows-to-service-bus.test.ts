import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RowsToServiceBus } from "../../examples/logic-apps/rows-to-service-bus/rows-to-service-bus";
import { ROOT } from "../../tools/paths";
import { linesByHand } from "../support/by-hand";
import { expectAccess, expectGoodLife, liveInWorld } from "../support/life";
import { problemsOf, testApp, warningsOf } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

const example = (): RowsToServiceBus => new RowsToServiceBus(testApp(), "rows-to-service-bus");

testWithTerraform("the rows of a table become messages", async () => {
  const life = await liveInWorld(example());
  expectGoodLife(life);
  expectAccess(life, [
    "Deployer: Member at SQL administrators",
    "SQL administrators: Microsoft Entra administrator at sql-orders-smc583",
    "id-orders: Azure Service Bus Data Sender at alerts",
    "id-orders: Azure Service Bus Data Sender at orders",
    "id-orders: db_datareader at orders",
    "sql-orders-smc583: Directory Readers at Microsoft Entra ID",
  ]);
});

test("it has no errors and no warnings", () => {
  const stack = example();
  expect(problemsOf(stack)).toEqual([]);
  expect(warningsOf(stack)).toEqual(["[rows-to-service-bus/sql/server] system-assigned-identity-added"]);
});

test("it has fewer lines than its resources by hand", async () => {
  const folder = join(ROOT, "examples", "logic-apps", "rows-to-service-bus");
  const lines = readFileSync(join(folder, "rows-to-service-bus.ts"), "utf8").trimEnd().split("\n").length;
  expect(lines).toBeLessThan(await linesByHand(example()));
});
