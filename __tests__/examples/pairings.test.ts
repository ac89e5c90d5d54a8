import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { AksWorkloadToCosmosDb } from "../../examples/pairings/aks-workload-to-cosmos-db";
import { ContainerAppToPostgres } from "../../examples/pairings/container-app-to-postgres";
import { FunctionAppToServiceBus } from "../../examples/pairings/function-app-to-service-bus";
import { GitHubActionsToResourceGroup } from "../../examples/pairings/github-actions-to-resource-group";
import { ScaleSetToSql } from "../../examples/pairings/scale-set-to-sql";
import { WebAppToOpenAi } from "../../examples/pairings/web-app-to-open-ai";
import { type Simulator } from "../../simulator";
import { ROOT } from "../../tools/paths";
import { linesByHand } from "../support/by-hand";
import { expectAccess, expectGoodLife, liveInWorld } from "../support/life";
import { problemsOf, testApp, warningsOf } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

interface Pairing {
  readonly stack: new (scope: Construct, id: string) => TerraformStack;
  readonly access: readonly string[];
  /** What is in Azure before. */
  readonly before?: (simulator: Simulator) => void;
}

const PAIRINGS: Readonly<Record<string, Pairing>> = {
  "aks-workload-to-cosmos-db": {
    stack: AksWorkloadToCosmosDb,
    access: [
      // Cosmos DB Built-in Data Contributor
      "id-shop-orders: /subscriptions/a8fa7fd6-0893-411a-a990-7b5545ccf9c4/resourceGroups/rg-aks-workload-to-cosmos-db/providers/" +
        "Microsoft.DocumentDB/databaseAccounts/cosmos-orders-smc583/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002 at orders",
    ],
  },
  "container-app-to-postgres": {
    stack: ContainerAppToPostgres,
    access: [
      "Database administrators: Microsoft Entra administrator at psql-orders-smc583",
      "Deployer: Member at Database administrators",
      "id-orders: Key Vault Secrets User at kv-orders-smc583",
    ],
    before: (simulator) => {
      const members = [simulator.account.objectId];
      simulator.declare("azuread_group", { display_name: "Database administrators", members });
    },
  },
  "function-app-to-service-bus": {
    stack: FunctionAppToServiceBus,
    access: [
      "func-orders-smc583: Azure Service Bus Data Receiver at orders",
      "func-orders-smc583: Storage Blob Data Contributor at receipts",
      "func-orders-smc583: Storage Blob Data Owner at storderssmc583",
    ],
  },
  "github-actions-to-resource-group": {
    stack: GitHubActionsToResourceGroup,
    access: ["id-deployer: Website Contributor at rg-github-actions-to-resource-group"],
  },
  "scale-set-to-sql": {
    stack: ScaleSetToSql,
    access: [
      "Deployer: Member at SQL administrators",
      "SQL administrators: Microsoft Entra administrator at sql-orders-smc583",
      "sql-orders-smc583: Directory Readers at Microsoft Entra ID",
      "vmss-orders: db_datareader at orders",
    ],
  },
  "web-app-to-open-ai": {
    stack: WebAppToOpenAi,
    access: [
      "app-answers-smc583: Cognitive Services OpenAI User at oai-answers-smc583",
      "app-answers-smc583: Search Index Data Reader at srch-answers-smc583",
    ],
  },
};

const CASES = Object.entries(PAIRINGS).map(([name, pairing]) => [name, pairing] as const);

testWithTerraform.each(CASES)("%s lives", async (name, { stack, access, before }) => {
  const life = await liveInWorld(new stack(testApp(), name), before);
  expectGoodLife(life);
  expectAccess(life, access);
});

test.each(CASES)("%s has no errors, and no warnings about access", (name, { stack: Example }) => {
  const stack = new Example(testApp(), name);
  expect(problemsOf(stack)).toEqual([]);
  expect(warningsOf(stack).filter((warning) => !warning.endsWith("system-assigned-identity-added"))).toEqual([]);
});

test.each(CASES)("%s has at most 60 lines, and fewer than its resources by hand", async (name, { stack: Example }) => {
  const source = readFileSync(join(ROOT, "examples", "pairings", `${name}.ts`), "utf8");
  const lines = source.trimEnd().split("\n").length;
  expect(lines).toBeLessThanOrEqual(60);
  expect(lines).toBeLessThan(await linesByHand(new Example(testApp(), name)));
});
