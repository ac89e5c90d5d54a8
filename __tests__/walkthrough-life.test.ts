import { LogicAppToSql } from "../examples/walkthrough/logic-app-to-sql";
import { OnPremises } from "../examples/walkthrough/on-premises";
import { OnPremisesWithoutArc } from "../examples/walkthrough/on-premises-without-arc";
import { VmsToSql } from "../examples/walkthrough/vms-to-sql";
import { expectAccess, expectGoodLife, liveInWorld } from "./support/life";
import { testApp } from "./support/synth";
import { testWithTerraform } from "./support/terraform";
import { workflowDefinition } from "./support/workflow-definition";

describe("the walkthrough", () => {
  testWithTerraform(
    "of article one lives: the Logic App's identity may see the server and read the directory",
    async () => {
      const life = await liveInWorld(new LogicAppToSql(testApp(), "logic-app-to-sql"));
      expectGoodLife(life);
      expectAccess(life, [
        "Demo SQL administrators: Microsoft Entra administrator at demosqlserversmc583",
        "DemoUserAMI: Reader at demosqlserversmc583",
        "DemoUserAMI: ##MS_ServerStateManager## at demosqlserversmc583",
        "DemoUserAMI: db_datareader at demo",
        "DemoUserAMI: Application.Read.All at Microsoft Graph",
        "DemoUserAMI: GroupMember.Read.All at Microsoft Graph",
        "DemoUserAMI: User.Read.All at Microsoft Graph",
        "Deployer: Member at Demo SQL administrators",
      ]);
      expect(Object.keys(life.apply.outputs)).toEqual(["connected-resources"]);
      const { triggers, actions } = workflowDefinition(life.resources);
      const name = "@{encodeURIComponent(encodeURIComponent('demosqlserversmc583.database.windows.net'))}";
      const orders = "@{encodeURIComponent(encodeURIComponent('[dbo].[Orders]'))}";
      expect({ triggers, actions }).toEqual({
        triggers: { hourly: { type: "Recurrence", recurrence: { frequency: "Hour", interval: 1 } } },
        actions: {
          Get_rows: {
            type: "ApiConnection",
            inputs: {
              host: { connection: { name: "@parameters('$connections')['sql']['connectionId']" } },
              method: "get",
              path: `/v2/datasets/${name},@{encodeURIComponent(encodeURIComponent('demo'))}/tables/${orders}/items`,
              queries: { $top: 100 },
            },
            runAfter: {},
          },
        },
      });
    },
  );

  testWithTerraform("of article two lives: one machine has its identity, five share another", async () => {
    const life = await liveInWorld(new VmsToSql(testApp(), "vms-to-sql"));
    expectGoodLife(life);
    expectAccess(life, [
      "Deployer: Member at SQL1 administrators",
      "MyUserIdentity: Key Vault Secrets User at kv-machines-smc583",
      "MyUserIdentity: SQL DB Contributor at sql1-smc583",
      "SQL1 administrators: Microsoft Entra administrator at sql1-smc583",
      "sql1-smc583: Directory Readers at Microsoft Entra ID",
      "vm1: Key Vault Secrets User at kv-machines-smc583",
      "vm1: SQL DB Contributor at sql1-smc583",
      "MyUserIdentity: db_datareader at orders",
      "vm1: db_datareader at orders",
    ]);
  });

  testWithTerraform("of a machine on premises lives", async () => {
    const life = await liveInWorld(new OnPremises(testApp(), "on-premises"));
    expectGoodLife(life);
    expectAccess(life, ["onprem-01: Key Vault Secrets User at kv-onprem-smc583"]);
  });

  testWithTerraform("of a machine that cannot run the Azure Arc agent lives", async () => {
    const life = await liveInWorld(new OnPremisesWithoutArc(testApp(), "on-premises-without-arc"));
    expectGoodLife(life);
    expectAccess(life, [
      "machine-smc583: Key Vault Certificate User at machine",
      "machine-smc583: Key Vault Secrets User at kv-offline-smc583",
    ]);
    expect(Object.keys(life.apply.outputs)).toEqual(["sign-in"]);
  });
});
