import { join } from "node:path";
import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { type App, type TerraformStack } from "cdktf";
import { SqlAadLogin, SqlDatabaseRole, SqlEndpoint, SqlExecutor, SqlServerRole } from "../../lib";
import { type Simulator } from "../../simulator";
import { using } from "../simulator/sql/client";
import { identity, sqlDatabase, sqlServer } from "../support/azure";
import { inAzure } from "../support/simulation";
import { runSqlFiles, type SqlFile, sqlFiles } from "../support/sqlcmd";
import { testApp, testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

const HOST = "server.database.windows.net";
const ADMINISTRATORS = { display_name: "admins", object_id: "11111111-aaaa-bbbb-cccc-dddddddddddd" };

/** A server with a login for an identity, all of it made by Terraform. */
function stackWith(executor: SqlExecutor | undefined, app = testApp()): TerraformStack {
  const stack = testStack("stack", app);
  const server = sqlServer(stack, "server", {
    azureadAdministrator: {
      loginUsername: ADMINISTRATORS.display_name,
      objectId: ADMINISTRATORS.object_id,
      azureadAuthenticationOnly: true,
    },
  });
  const database = sqlDatabase(stack, "shop", server);
  const deployer = { startIpAddress: "203.0.113.10", endIpAddress: "203.0.113.10" };
  const rule = new MssqlFirewallRule(stack, "deployer", { name: "deployer", serverId: server.id, ...deployer });
  new SqlAadLogin(stack, "login", {
    server: SqlEndpoint.server(server, { executor, dependsOn: [rule] }),
    principal: identity(stack),
    serverRoles: [SqlServerRole.DEFINITION_READER],
    databases: [{ database, roles: [SqlDatabaseRole.DATA_READER] }],
  });
  return stack;
}

function before(simulator: Simulator): void {
  simulator.declare("azurerm_resource_group", { name: "rg-test", location: "westeurope" });
  simulator.declare("azuread_group", { ...ADMINISTRATORS, members: [simulator.account.objectId] });
}

/** Who may do what in SQL, a line each. */
const sqlAccess = (simulator: Simulator): string[] =>
  simulator
    .access()
    .filter(({ principal }) => principal === "id-orders")
    .map(({ role, scope }) => `${role} at ${scope.split("/").at(-1) ?? ""}`)
    .sort();

const ALL = ["##MS_DefinitionReader## at server", "db_datareader at shop"];

const filesIn = ({ outdir }: App): SqlFile[] => sqlFiles(join(outdir, "stacks", "stack", "sql"));

describe("files for a database administrator", () => {
  testWithTerraform("say with Terraform's values what Terraform has left out", () =>
    inAzure(async (simulator, session) => {
      before(simulator);
      const app = testApp();
      const terraform = session(stackWith(SqlExecutor.script(), app));
      app.synth();
      const { ok, outputs } = await terraform.apply();
      expect({ ok, access: sqlAccess(simulator) }).toEqual({ ok: true, access: [] });
      const variables = outputs.sql_script_variables as Record<string, string>;
      const connectTo: Parameters<typeof runSqlFiles>[2] = (database, use) =>
        using(simulator.sql, { host: HOST, database, objectId: simulator.account.objectId }, use);
      expect(await runSqlFiles(filesIn(app), "apply", connectTo, variables)).toEqual([]);
      expect(sqlAccess(simulator)).toEqual(ALL);
      expect((await terraform.plan()).changes).toEqual([]);
      expect(await runSqlFiles(filesIn(app), "remove", connectTo, variables)).toEqual([]);
      expect(sqlAccess(simulator)).toEqual([]);
    }),
  );
});

describe("another executor", () => {
  testWithTerraform("changes no resource, and nothing on the server", () =>
    inAzure(async (simulator, session) => {
      before(simulator);
      const terraform = session(stackWith(undefined));
      await terraform.apply();
      expect(sqlAccess(simulator)).toEqual(ALL);
      terraform.change(stackWith(SqlExecutor.script()));
      expect((await terraform.plan()).changes).toEqual([]);
      expect((await terraform.apply()).ok).toBe(true);
      expect(sqlAccess(simulator)).toEqual(ALL);
    }),
  );
});
