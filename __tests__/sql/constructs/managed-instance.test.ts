import { join } from "node:path";
import { MssqlManagedDatabase } from "@cdktf/provider-azurerm/lib/mssql-managed-database";
import {
  MssqlManagedInstance,
  type MssqlManagedInstanceConfig,
} from "@cdktf/provider-azurerm/lib/mssql-managed-instance";
import { type TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import {
  ClientId,
  DirectoryReading,
  type IPrincipal,
  ObjectId,
  Principal,
  SqlAadLogin,
  SqlAccess,
  SqlDatabaseRole,
  SqlDatabaseUser,
  SqlEndpoint,
  SqlExecutor,
  SqlServerDirectoryAccess,
  SqlServerRole,
} from "../../../lib";
import { identity, SUBSCRIPTION } from "../../support/azure";
import { factResources, facts } from "../../support/sql";
import { sqlFiles } from "../../support/sqlcmd";
import { problemsOf, resources, synthesize, testApp, testStack } from "../../support/synth";

const OBJECT = "11111111-aaaa-bbbb-cccc-dddddddddddd";
const CLIENT = "22222222-aaaa-bbbb-cccc-dddddddddddd";
const HOST = "orders.1a2b3c4d5e6f.database.windows.net";
const NETWORKS = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-test/providers/Microsoft.Network/virtualNetworks`;

/** What every instance of these tests is configured with, as Terraform has it. */
const PLAIN = {
  name: "orders",
  resource_group_name: "rg-test",
  location: "westeurope",
  license_type: "BasePrice",
  sku_name: "GP_Gen5",
  storage_size_in_gb: 32,
  subnet_id: `${NETWORKS}/net/subnets/sql`,
  vcores: 4,
};

function instance(scope: Construct, config: Partial<MssqlManagedInstanceConfig> = {}): MssqlManagedInstance {
  return new MssqlManagedInstance(scope, "instance", {
    name: PLAIN.name,
    resourceGroupName: PLAIN.resource_group_name,
    location: PLAIN.location,
    licenseType: PLAIN.license_type,
    skuName: PLAIN.sku_name,
    storageSizeInGb: PLAIN.storage_size_in_gb,
    subnetId: PLAIN.subnet_id,
    vcores: PLAIN.vcores,
    ...config,
  });
}

const admins = Principal.group(ObjectId.of(OBJECT), { displayName: "Admins" });
const app = Principal.servicePrincipal(ObjectId.of(OBJECT), { clientId: ClientId.of(CLIENT), displayName: "app" });
const ada = Principal.user(ObjectId.of(OBJECT), { displayName: "ada@contoso.com" });

describe("the directory access of a managed instance", () => {
  test("gives it an identity, an Entra administrator, no passwords, and Directory Readers", () => {
    const stack = testStack();
    new SqlServerDirectoryAccess(stack, "directory", { server: instance(stack), administrator: admins });
    const nothing = { count: 0, input: {}, triggers_replace: [], provisioner: [expect.anything()] };
    expect(synthesize(stack).resource).toEqual({
      azurerm_mssql_managed_instance: {
        instance: {
          ...PLAIN,
          identity: { type: "SystemAssigned" },
          azure_active_directory_administrator: {
            login_username: "Admins",
            object_id: OBJECT,
            principal_type: "Group",
            azuread_authentication_only_enabled: true,
          },
        },
      },
      azuread_directory_role: {
        "azmi_directory-readers": { template_id: "88d8e3e3-8f55-4a1e-953a-9b9898b8876b" },
      },
      azuread_directory_role_assignment: {
        "azmi_instance_directory-readers": {
          role_id: "${azuread_directory_role.azmi_directory-readers.template_id}",
          principal_object_id: "${azurerm_mssql_managed_instance.instance.identity[0].principal_id}",
        },
      },
      terraform_data: {
        "azmi_sql-removals": nothing,
        "azmi_sql-removals_sources": nothing,
      },
    });
  });

  test.each<[string, IPrincipal]>([
    ["Group", admins],
    ["Application", app],
    ["User", ada],
  ])("calls the administrator what azurerm calls it: %s", (kind, administrator) => {
    const stack = testStack();
    const directoryReading = DirectoryReading.NONE;
    const server = instance(stack);
    new SqlServerDirectoryAccess(stack, "directory", { server, administrator, directoryReading, entraOnly: false });
    expect(resources(stack, "azurerm_mssql_managed_instance").instance?.azure_active_directory_administrator).toEqual({
      login_username: administrator.displayName,
      object_id: OBJECT,
      principal_type: kind,
      azuread_authentication_only_enabled: false,
    });
  });

  test("can be the application roles of Microsoft Graph, with a user-assigned identity", () => {
    const stack = testStack();
    new SqlServerDirectoryAccess(stack, "directory", {
      server: instance(stack),
      administrator: admins,
      identity: identity(stack),
      directoryReading: DirectoryReading.GRAPH_APP_ROLES,
    });
    const terraform = synthesize(stack);
    expect(terraform.resource?.azurerm_mssql_managed_instance?.instance).toEqual({
      ...PLAIN,
      identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.orders.id}"] },
      azure_active_directory_administrator: expect.anything() as unknown,
    });
    const grant = (appRoleId: string): object => ({
      app_role_id: appRoleId,
      principal_object_id: "${azurerm_user_assigned_identity.orders.principal_id}",
      resource_object_id: "${data.azuread_service_principal.azmi_microsoft-graph.object_id}",
    });
    expect(terraform.resource?.azuread_app_role_assignment).toEqual({
      "azmi_orders_Application-Read-All": grant("9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"),
      "azmi_orders_GroupMember-Read-All": grant("98830695-27a2-44f7-8c18-0c3ebc9698f6"),
      "azmi_orders_User-Read-All": grant("df021288-bdef-4463-88db-98f22de89214"),
    });
  });

  const own = { loginUsername: "a", objectId: OBJECT, principalType: "User" };

  test("completes the administrator that is on the instance", () => {
    const stack = testStack();
    const server = instance(stack, { azureActiveDirectoryAdministrator: own });
    new SqlServerDirectoryAccess(stack, "directory", { server, directoryReading: DirectoryReading.NONE });
    expect(resources(stack, "azurerm_mssql_managed_instance").instance).toEqual({
      ...PLAIN,
      identity: { type: "SystemAssigned" },
      azure_active_directory_administrator: {
        login_username: "a",
        object_id: OBJECT,
        principal_type: "User",
        azuread_authentication_only_enabled: true,
      },
    });
  });

  test("is one administrator, and somebody", () => {
    const twice = testStack();
    const server = instance(twice, { azureActiveDirectoryAdministrator: own });
    new SqlServerDirectoryAccess(twice, "directory", { server, administrator: admins });
    expect(problemsOf(twice)).toEqual([
      "[stack/directory] server stack/instance has an Entra administrator already, and a server has one; leave out administrator, or remove azure_active_directory_administrator",
    ]);
    const nobody = testStack();
    new SqlServerDirectoryAccess(nobody, "directory", { server: instance(nobody) });
    expect(problemsOf(nobody)).toEqual([
      "[stack/directory] server stack/instance has no Entra administrator, and only one can create logins for Entra principals; give administrator",
    ]);
  });

  test("cannot be given where changes of the administrator are ignored", () => {
    const stack = testStack();
    const lifecycle = { ignoreChanges: ["azure_active_directory_administrator"] };
    new SqlServerDirectoryAccess(stack, "directory", { server: instance(stack, { lifecycle }), administrator: admins });
    expect(problemsOf(stack)).toEqual([
      "[stack/instance] ignores changes of azure_active_directory_administrator (lifecycle.ignoreChanges), so that a deployed " +
        "azurerm_mssql_managed_instance never gets what is added to it; remove azure_active_directory_administrator from ignoreChanges",
    ]);
  });
});

describe("a login on a managed instance", () => {
  test("is made as on any server, at the DNS name of the instance and after its directory access", () => {
    const stack = testStack();
    const server = instance(stack);
    new SqlAadLogin(stack, "login", {
      endpoint: SqlEndpoint.server(server),
      principal: identity(stack),
      databases: [{ databaseName: "shop", roles: [SqlDatabaseRole.DATA_READER] }],
    });
    new SqlServerDirectoryAccess(stack, "directory", { server, administrator: admins });
    const fqdn = "${azurerm_mssql_managed_instance.instance.fqdn}";
    const sidFrom = "${azurerm_user_assigned_identity.orders.client_id}";
    expect(facts(stack)).toEqual({
      "azmi_sql_instance_login_id-orders": {
        kind: "login",
        server: fqdn,
        name: "id-orders",
        sidFrom,
        objectId: "${azurerm_user_assigned_identity.orders.principal_id}",
      },
      "azmi_sql_instance_shop_user_id-orders": {
        kind: "database-user",
        server: fqdn,
        database: "shop",
        name: "id-orders",
        origin: { type: "login", login: "id-orders", sidFrom },
      },
      "azmi_sql_instance_shop_user_id-orders_role_db_datareader": {
        kind: "database-role-member",
        server: fqdn,
        database: "shop",
        role: "db_datareader",
        member: "id-orders",
        sidFrom,
      },
    });
    expect(factResources(stack)["azmi_sql_instance_login_id-orders"]?.depends_on).toEqual([
      "azuread_directory_role_assignment.azmi_instance_directory-readers",
    ]);
  });

  const endpoints: [string, (stack: TerraformStack) => SqlEndpoint][] = [
    ["its resource", (stack) => SqlEndpoint.server(instance(stack))],
    ["its DNS name", () => SqlEndpoint.at(HOST)],
    ["its public endpoint", () => SqlEndpoint.at("orders.public.1a2b3c4d5e6f.database.windows.net")],
    ["the attribute of its resource", (stack) => SqlEndpoint.at(instance(stack).fqdn)],
  ];

  test.each(endpoints)("may be that of a group in the server roles of SQL Server, by %s", (_how, endpoint) => {
    const stack = testStack();
    const ordinary = "sysadmin securityadmin serveradmin setupadmin processadmin diskadmin dbcreator bulkadmin".split(
      " ",
    );
    new SqlAadLogin(stack, "login", {
      endpoint: endpoint(stack),
      principal: admins,
      serverRoles: [...ordinary.map((name) => SqlServerRole.of(name.toUpperCase())), SqlServerRole.DEFINITION_READER],
    });
    expect(problemsOf(stack)).toEqual([]);
    const roles = Object.values(facts(stack)).filter(({ kind }) => kind === "server-role-member");
    expect(roles.map(({ role, member }) => [role, member]).sort()).toEqual(
      ["##MS_DefinitionReader##", ...ordinary].map((role) => [role, "Admins"]).sort(),
    );
  });

  test("is in no role that managed instances do not have", () => {
    const stack = testStack();
    const access = SqlAccess.server(instance(stack), { roles: [SqlServerRole.of("public")] });
    access.grantTo(stack, "grant", app);
    expect(problemsOf(stack)).toEqual([
      '[stack/grant 1] server role "public" does not exist on managed instances; use one of ##MS_DatabaseConnector##, ' +
        "##MS_DatabaseManager##, ##MS_DefinitionReader##, ##MS_LoginManager##, ##MS_SecurityDefinitionReader##, " +
        "##MS_ServerStateReader##, ##MS_ServerStateManager##, sysadmin, securityadmin, serveradmin, setupadmin, processadmin, " +
        "diskadmin, dbcreator, bulkadmin",
    ]);
  });
});

describe("a contained user on a managed instance", () => {
  const database = (stack: TerraformStack): MssqlManagedDatabase =>
    new MssqlManagedDatabase(stack, "shop", { name: "shop", managedInstanceId: instance(stack).id });

  const ORDERS = "azurerm_user_assigned_identity.orders";

  test.each<[string, (stack: TerraformStack) => IPrincipal, string, string]>([
    ["a managed identity", identity, `\${${ORDERS}.principal_id}`, `\${${ORDERS}.client_id}`],
    ["an application", () => app, OBJECT, CLIENT],
    ["a user", () => ada, OBJECT, OBJECT],
    ["a group", () => admins, OBJECT, OBJECT],
  ])(
    "is made from the directory by object id, because SID and TYPE are for Azure SQL Database: %s",
    (_who, of, id, sidFrom) => {
      const stack = testStack();
      new SqlDatabaseUser(stack, "user", { principal: of(stack), database: database(stack), userName: "u" });
      expect(factResources(stack)).toEqual({
        azmi_sql_instance_shop_user_u: {
          triggers_replace: {
            kind: "database-user",
            server: "${azurerm_mssql_managed_instance.instance.fqdn}",
            database: "shop",
            name: "u",
            origin: { type: "directory", objectId: id, sidFrom },
          },
          depends_on: ["azurerm_mssql_managed_database.shop"],
          lifecycle: { replace_triggered_by: ["azurerm_mssql_managed_database.shop.id"] },
        },
      });
    },
  );

  test("needs the server where only the id of the instance is known: its name has a zone in it", () => {
    const stack = testStack();
    const managedInstanceId = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Sql/managedInstances/orders`;
    const shop = new MssqlManagedDatabase(stack, "shop", { name: "shop", managedInstanceId });
    new SqlDatabaseUser(stack, "user", { principal: app, database: shop });
    expect(problemsOf(stack)).toEqual([
      "[stack/user] azurerm_mssql_managed_database alone does not tell the server; give endpoint as well",
    ]);
    const told = testStack();
    const theirs = new MssqlManagedDatabase(told, "shop", { name: "shop", managedInstanceId });
    new SqlDatabaseUser(told, "user", { principal: app, database: theirs, endpoint: SqlEndpoint.at(HOST) });
    expect(Object.values(facts(told))).toEqual([
      {
        kind: "database-user",
        server: HOST,
        database: "shop",
        name: "app",
        origin: { type: "directory", objectId: OBJECT, sidFrom: CLIENT },
      },
    ]);
  });
});

test("the T-SQL for a managed instance asks the directory by object id, and flushes nothing", () => {
  const all = testApp();
  const stack = testStack("stack", all);
  const server = SqlEndpoint.at(HOST, { executor: SqlExecutor.script() });
  const serverRoles = [SqlServerRole.DB_CREATOR];
  new SqlAadLogin(stack, "login", { endpoint: server, principal: admins, serverRoles });
  new SqlDatabaseUser(stack, "user", { endpoint: server, principal: app, databaseName: "shop" });
  all.synth();
  const statements = sqlFiles(join(all.outdir, "stacks", "stack", "sql"))
    .filter(({ path }) => path.includes("/apply/"))
    .map(({ database, text }) => [database, ...(text.match(/^(CREATE|ALTER|GRANT|DBCC).*;$/gm) ?? [])]);
  expect(statements).toEqual([
    [
      "master",
      `CREATE LOGIN [Admins] FROM EXTERNAL PROVIDER WITH OBJECT_ID = '${OBJECT}';`,
      "ALTER SERVER ROLE [dbcreator] ADD MEMBER [Admins];",
    ],
    ["shop", `CREATE USER [app] FROM EXTERNAL PROVIDER WITH OBJECT_ID = '${OBJECT}';`],
  ]);
});
