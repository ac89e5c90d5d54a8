import { join } from "node:path";
import { GroupMember } from "@cdktf/provider-azuread/lib/group-member";
import { DataAzurermResourceGroup } from "@cdktf/provider-azurerm/lib/data-azurerm-resource-group";
import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { type App, type TerraformStack } from "cdktf";
import {
  SqlAadLogin,
  SqlDatabaseRole,
  SqlEndpoint,
  SqlExecutor,
  SqlServerDirectoryAccess,
  SqlServerRole,
} from "../../../lib";
import { type Simulator } from "../../../simulator";
import { using } from "../../simulator/sql/client";
import { identity, sqlDatabase, sqlServer, storageAccount as account } from "../../support/azure";
import { errorsOf, inAzure } from "../../support/simulation";
import { runSqlFiles, type SqlFile, sqlFiles } from "../../support/sqlcmd";
import { testApp, testStack } from "../../support/synth";
import { testWithTerraform } from "../../support/terraform";

const HOST = "server.database.windows.net";
const ADMINISTRATORS = { display_name: "admins", object_id: "11111111-aaaa-bbbb-cccc-dddddddddddd" };

const azureadAdministrator = {
  loginUsername: ADMINISTRATORS.display_name,
  objectId: ADMINISTRATORS.object_id,
  azureadAuthenticationOnly: true,
};

/** A server with a login for an identity, all of it made by Terraform. */
function stackWith(executor: SqlExecutor | undefined, app = testApp()): TerraformStack {
  const stack = testStack("stack", app);
  const server = sqlServer(stack, "server", { azureadAdministrator });
  const database = sqlDatabase(stack, "shop", server);
  const deployer = { startIpAddress: "203.0.113.10", endIpAddress: "203.0.113.10" };
  const rule = new MssqlFirewallRule(stack, "deployer", { name: "deployer", serverId: server.id, ...deployer });
  new SqlAadLogin(stack, "login", {
    endpoint: SqlEndpoint.server(server, { executor, dependsOn: [rule] }),
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
  testWithTerraform("changes no fact, and nothing on the server", () =>
    inAzure(async (simulator, session) => {
      before(simulator);
      const terraform = session(stackWith(undefined));
      await terraform.apply();
      expect(sqlAccess(simulator)).toEqual(ALL);
      terraform.change(stackWith(SqlExecutor.script()));
      const { changes } = await terraform.plan();
      expect(changes.map(({ action, address }) => `${action} ${address}`).sort()).toEqual([
        "create output.sql_script_variables",
        "delete terraform_data.azmi_sql-ledger",
        "delete terraform_data.azmi_sql-removals",
        "delete terraform_data.azmi_sql_server_run",
      ]);
      expect((await terraform.apply()).ok).toBe(true);
      expect(sqlAccess(simulator)).toEqual(ALL);
    }),
  );
});

describe("a deployment script", () => {
  /** A server that only a subnet reaches; its administrators have the identity of the script among them. */
  function define(stack: TerraformStack, subnetId?: string, roles = [SqlDatabaseRole.DATA_READER]): void {
    const deployer = identity(stack, "deployer");
    const member = new GroupMember(stack, "member", {
      groupObjectId: ADMINISTRATORS.object_id,
      memberObjectId: deployer.objectId.value,
    });
    const server = sqlServer(stack, "server", { azureadAdministrator, publicNetworkAccessEnabled: false });
    const database = sqlDatabase(stack, "shop", server);
    const resourceGroup = new DataAzurermResourceGroup(stack, "rg", { name: "rg-test" });
    const storageAccount = subnetId === undefined ? undefined : account(stack, "scripts");
    const executor = SqlExecutor.deploymentScript({ identity: deployer, resourceGroup, subnetId, storageAccount });
    new SqlServerDirectoryAccess(stack, "directory", { server });
    new SqlAadLogin(stack, "login", {
      endpoint: SqlEndpoint.server(server, { executor, dependsOn: [member] }),
      principal: identity(stack),
      serverRoles: [SqlServerRole.DEFINITION_READER],
      databases: [{ database, roles }],
    });
  }

  /** The id of a subnet for containers. */
  function subnetIn(simulator: Simulator): string {
    const place = { resource_group_name: "rg-net" };
    simulator.declare("azurerm_virtual_network", { ...place, name: "net", address_space: ["10.0.0.0/16"] });
    const subnet = { name: "scripts", virtual_network_name: "net", address_prefixes: ["10.0.0.0/24"] };
    return String(simulator.declare("azurerm_subnet", { ...place, ...subnet }).id);
  }

  const stackOf = (...args: [subnetId?: string, roles?: SqlDatabaseRole[]]): TerraformStack => {
    const stack = testStack();
    define(stack, ...args);
    return stack;
  };

  testWithTerraform("makes every fact true, runs again when one changes, and comes to rest", () =>
    inAzure(async (simulator, session) => {
      before(simulator);
      const subnet = subnetIn(simulator);
      const terraform = session(stackOf(subnet));
      expect(errorsOf(await terraform.apply())).toEqual([]);
      expect(sqlAccess(simulator)).toEqual(ALL);
      expect((await terraform.plan()).changes).toEqual([]);
      terraform.change(stackOf(subnet, [SqlDatabaseRole.DATA_READER, SqlDatabaseRole.DATA_WRITER]));
      expect(errorsOf(await terraform.apply())).toEqual([]);
      expect(sqlAccess(simulator)).toEqual([...ALL, "db_datawriter at shop"]);
      expect((await terraform.plan()).changes).toEqual([]);
      expect(errorsOf(await terraform.destroy())).toEqual([]);
      expect(simulator.resources().filter(({ type }) => type === "Microsoft.Resources/deploymentScripts")).toEqual([]);
    }),
  );

  testWithTerraform(
    "that fails when it changes is told by every plan, and runs again when its deployment is forgotten",
    () =>
      inAzure(async (simulator, session) => {
        before(simulator);
        const subnet = subnetIn(simulator);
        const terraform = session(stackOf(subnet));
        await terraform.apply();
        terraform.change(stackOf(subnet, [SqlDatabaseRole.DATA_READER, SqlDatabaseRole.DATA_WRITER]));
        simulator.faults.failAt(2);
        expect((await terraform.apply()).ok).toBe(false);
        expect(errorsOf(await terraform.plan()).join()).toContain("Resource postcondition failed");

        const deployments = simulator.resources().filter(({ type }) => type.endsWith("_template_deployment"));
        deployments.forEach(({ id }) => {
          simulator.remove(id);
        });
        expect(errorsOf(await terraform.apply())).toEqual([]);
        expect(sqlAccess(simulator)).toEqual([...ALL, "db_datawriter at shop"]);
        expect((await terraform.plan()).isEmpty).toBe(true);
      }),
  );

  testWithTerraform("fails the deployment where the server is out of its reach, and a later apply converges", () =>
    inAzure(async (simulator, session) => {
      before(simulator);
      const terraform = session(stackOf());
      const [error] = errorsOf(await terraform.apply());
      expect(error).toContain("DeploymentScriptError");
      terraform.change(stackOf(subnetIn(simulator)));
      expect(errorsOf(await terraform.apply())).toEqual([]);
      expect(sqlAccess(simulator)).toEqual(ALL);
    }),
  );
});
