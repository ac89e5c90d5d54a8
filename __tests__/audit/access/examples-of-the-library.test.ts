import { Testing, type TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { AksWorkloadToCosmosDb } from "../../../examples/pairings/aks-workload-to-cosmos-db";
import { ContainerAppToPostgres } from "../../../examples/pairings/container-app-to-postgres";
import { FunctionAppToServiceBus } from "../../../examples/pairings/function-app-to-service-bus";
import { GitHubActionsToResourceGroup } from "../../../examples/pairings/github-actions-to-resource-group";
import { ScaleSetToSql } from "../../../examples/pairings/scale-set-to-sql";
import { WebAppToOpenAi } from "../../../examples/pairings/web-app-to-open-ai";
import { LogicAppToSql } from "../../../examples/walkthrough/logic-app-to-sql";
import { OnPremises } from "../../../examples/walkthrough/on-premises";
import { OnPremisesWithoutArc } from "../../../examples/walkthrough/on-premises-without-arc";
import { VmsToSql } from "../../../examples/walkthrough/vms-to-sql";
import { PRIVILEGE_RULES } from "../../../lib/audit/rules/privilege";
import { grantsIn, modelOf } from "../../support/access";
import { findingsOf } from "../../support/audit";
import { testApp } from "../../support/synth";

type Stack = new (scope: Construct, id: string) => TerraformStack;

/** What each example says that it grants. */
const EXAMPLES: Readonly<
  Record<string, readonly [stack: Stack, grants: readonly string[], trusts?: readonly string[]]>
> = {
  "aks-workload-to-cosmos-db": [
    AksWorkloadToCosmosDb,
    ["id-shop-orders: Cosmos DB Built-in Data Contributor at cosmos-orders-smc583"],
    ["system:serviceaccount:shop:orders"],
  ],
  "container-app-to-postgres": [
    ContainerAppToPostgres,
    [
      "Database administrators: administrator of the server at psql-orders-smc583",
      "id-orders: Key Vault Secrets User at kv-orders-smc583",
      "id-orders: role at psql-orders-smc583",
      ...["DELETE", "INSERT", "SELECT", "UPDATE"].flatMap((privilege) => [
        `id-orders: ${privilege} on all tables public at psql-orders-smc583/orders`,
        `id-orders: ${privilege} on future tables public at psql-orders-smc583/orders`,
      ]),
      "id-orders: USAGE on all sequences public at psql-orders-smc583/orders",
      "id-orders: USAGE on future sequences public at psql-orders-smc583/orders",
      "id-orders: USAGE on schema public at psql-orders-smc583/orders",
    ],
  ],
  "function-app-to-service-bus": [
    FunctionAppToServiceBus,
    [
      "func-orders-smc583: Azure Service Bus Data Receiver at orders",
      "func-orders-smc583: Storage Blob Data Contributor at receipts",
      "func-orders-smc583: Storage Blob Data Owner at storderssmc583",
    ],
  ],
  "github-actions-to-resource-group": [
    GitHubActionsToResourceGroup,
    ["id-deployer: Website Contributor at rg-github-actions-to-resource-group"],
    ["repo:contoso/shop:environment:production"],
  ],
  "scale-set-to-sql": [
    ScaleSetToSql,
    [
      "SQL administrators: administrator of the server at sql-orders-smc583",
      "sql-orders-smc583: Directory Readers at Microsoft Entra ID",
      "vmss-orders: db_datareader at sql-orders-smc583/orders",
      "vmss-orders: user at sql-orders-smc583/orders",
    ],
  ],
  "web-app-to-open-ai": [
    WebAppToOpenAi,
    [
      "app-answers-smc583: Cognitive Services OpenAI User at oai-answers-smc583",
      "app-answers-smc583: Search Index Data Reader at srch-answers-smc583",
    ],
  ],
  "logic-app-to-sql": [
    LogicAppToSql,
    [
      "Demo SQL administrators: administrator of the server at demosqlserversmc583",
      "DemoUserAMI: ##MS_ServerStateManager## at demosqlserversmc583",
      "DemoUserAMI: Application.Read.All at azmi_microsoft-graph",
      "DemoUserAMI: GroupMember.Read.All at azmi_microsoft-graph",
      "DemoUserAMI: Reader at demosqlserversmc583",
      "DemoUserAMI: User.Read.All at azmi_microsoft-graph",
      "DemoUserAMI: db_datareader at demosqlserversmc583/demo",
      "DemoUserAMI: login at demosqlserversmc583",
      "DemoUserAMI: user at demosqlserversmc583/demo",
    ],
  ],
  "on-premises": [OnPremises, ["onprem-01: Key Vault Secrets User at kv-onprem-smc583"]],
  "on-premises-without-arc": [
    OnPremisesWithoutArc,
    [
      "service-principal: Key Vault Certificate User at machine",
      "service-principal: Key Vault Secrets User at kv-offline-smc583",
    ],
  ],
  "vms-to-sql": [
    VmsToSql,
    [
      "MyUserIdentity: Key Vault Secrets User at kv-machines-smc583",
      "MyUserIdentity: SQL DB Contributor at sql1-smc583",
      "MyUserIdentity: db_datareader at sql1-smc583/orders",
      "MyUserIdentity: user at sql1-smc583/orders",
      "SQL1 administrators: administrator of the server at sql1-smc583",
      "sql1-smc583: Directory Readers at Microsoft Entra ID",
      "vm1: Key Vault Secrets User at kv-machines-smc583",
      "vm1: SQL DB Contributor at sql1-smc583",
      "vm1: db_datareader at sql1-smc583/orders",
      "vm1: user at sql1-smc583/orders",
    ],
  ],
};

/** The account of the function host also holds the receipts, and its owner role covers them. */
const FOUND: Readonly<Record<string, readonly string[]>> = {
  "function-app-to-service-bus": [
    "redundant-assignment: azurerm_role_assignment.azmi_app_storage-blob-data-contributor_receipts",
  ],
};

describe.each(Object.entries(EXAMPLES))("%s", (id, [Stack, grants, trusts = []]) => {
  const configuration: unknown = JSON.parse(Testing.synth(new Stack(testApp(), id)));

  test("shows every grant that the library makes", () => {
    const model = modelOf(configuration);
    expect(grantsIn(model).sort()).toEqual([...grants].sort());
    expect(model.trusts.map(({ subject }) => subject)).toEqual(trusts);
  });

  test("gives away no more than it says", () => {
    expect(findingsOf(PRIVILEGE_RULES, configuration).map(({ rule, block }) => `${rule.id}: ${block.address}`)).toEqual(
      FOUND[id] ?? [],
    );
  });
});
