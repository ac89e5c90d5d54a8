import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { LocalBackend, TerraformStack } from "cdktf";
import { join } from "node:path";
import { SqlAadLogin, SqlDatabaseRole, SqlEndpoint, SqlServerRole } from "../../../lib";
import { identity, resourceGroup, sqlDatabase, sqlServer } from "../../support/azure";
import { inAzure } from "../../support/simulation";
import { testApp } from "../../support/synth";
import { testWithTerraform } from "../../support/terraform";
import { using } from "../../simulator/sql/client";
import { deploy, sqlVerify } from "./azmi";
import { INHERITED } from "../../support/inherited";

const HOST = "server.database.windows.net";
const ADMINISTRATORS = { display_name: "admins", object_id: "11111111-aaaa-bbbb-cccc-dddddddddddd" };

testWithTerraform("an app whose server and identity are known after apply is checked against its state", () =>
  inAzure(async (simulator) => {
    simulator.declare("azuread_group", { ...ADMINISTRATORS, members: [simulator.account.objectId] });
    const app = testApp();
    const stack = new TerraformStack(app, "shop");
    new LocalBackend(stack, { path: join(app.outdir, "terraform.tfstate") });
    new AzurermProvider(stack, "azurerm", { features: [{}] });
    resourceGroup(stack, "rg-test");
    const server = sqlServer(stack, "server", {
      azureadAdministrator: {
        loginUsername: "admins",
        objectId: ADMINISTRATORS.object_id,
        azureadAuthenticationOnly: true,
      },
    });
    server.addOverride("depends_on", ["azurerm_resource_group.rg-test"]);
    const deployer = new MssqlFirewallRule(stack, "deployer", {
      name: "deployer",
      serverId: server.id,
      startIpAddress: "203.0.113.10",
      endIpAddress: "203.0.113.10",
    });
    new SqlAadLogin(stack, "login", {
      endpoint: SqlEndpoint.server(server, { dependsOn: [deployer] }),
      principal: identity(stack),
      serverRoles: [SqlServerRole.SERVER_STATE_READER],
      databases: [{ database: sqlDatabase(stack, "database", server), roles: [SqlDatabaseRole.DATA_READER] }],
    });
    app.synth();
    const env = { ...INHERITED, ...simulator.environment() };
    await deploy(app, "shop", env);
    expect(await sqlVerify(app, env)).toMatchObject({ exitCode: 0, output: "4 of 4 facts of 1 stack hold\n" });

    const { objectId } = simulator.account;
    await using(simulator.sql, { host: HOST, database: "database", objectId }, ({ query }) =>
      query("ALTER ROLE [db_datareader] DROP MEMBER [id-orders]"),
    );
    const { exitCode, stdout } = await sqlVerify(app, env, "--json");
    expect({ exitCode, ...(JSON.parse(stdout) as object) }).toMatchObject({
      exitCode: 2,
      differences: [
        {
          stack: "shop",
          server: HOST,
          database: "database",
          what: 'member "id-orders" of role "db_datareader"',
          difference: "missing",
        },
      ],
      unchecked: [],
    });
  }),
);
