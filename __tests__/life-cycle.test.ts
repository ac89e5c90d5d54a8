import { join } from "node:path";
import { compileFunction } from "node:vm";
import { GroupMember } from "@cdktf/provider-azuread/lib/group-member";
import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { DataAzurermArcMachine } from "@cdktf/provider-azurerm/lib/data-azurerm-arc-machine";
import { DataAzurermMssqlDatabase } from "@cdktf/provider-azurerm/lib/data-azurerm-mssql-database";
import { DataAzurermMssqlServer } from "@cdktf/provider-azurerm/lib/data-azurerm-mssql-server";
import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { LinuxWebApp } from "@cdktf/provider-azurerm/lib/linux-web-app";
import { LogicAppActionCustom } from "@cdktf/provider-azurerm/lib/logic-app-action-custom";
import { LogicAppTriggerCustom } from "@cdktf/provider-azurerm/lib/logic-app-trigger-custom";
import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { type MssqlServer } from "@cdktf/provider-azurerm/lib/mssql-server";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { RoleDefinition } from "@cdktf/provider-azurerm/lib/role-definition";
import { ServicePlan } from "@cdktf/provider-azurerm/lib/service-plan";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { ScriptTarget, transpile } from "typescript";
import * as azmi from "../lib";
import {
  type Access,
  Adoption,
  AutomationConnector,
  BlobStorageAccess,
  BlobStorageConnector,
  BuiltInConnection,
  BuiltInConnector,
  BuiltInRole,
  ConsumptionWorkflow,
  CustomRole,
  DeployerAccess,
  DirectoryReading,
  EventHubsConnector,
  HttpAction,
  type IPrincipal,
  KeyVaultAccess,
  KeyVaultConnector,
  KeyVaultPolicyAccess,
  LogicAppConnectionsFile,
  LogicAppSqlConnection,
  LogicAppWorkflowFile,
  ManagedApi,
  ManagedIdentityAuthentication,
  ManagedIdentityBinding,
  MonitorLogsConnector,
  ObjectId,
  Principal,
  QueueStorageConnector,
  Recurrence,
  ResourceManagerConnector,
  RoleAccess,
  ServiceBusConnector,
  ServiceProviderAction,
  ServiceProviderTrigger,
  SqlAadLogin,
  SqlAccess,
  SqlConnector,
  SqlDatabaseRole,
  SqlCustomDatabaseRole,
  SqlDatabaseUser,
  SqlEndpoint,
  SqlExecutor,
  SqlLedger,
  SqlPermission,
  SqlSchema,
  SqlSecurable,
  SqlServerDirectoryAccess,
  SqlServerRole,
  SystemAssignedManagedIdentity,
  TableStorageConnector,
  TokenAudience,
  UserAssignedManagedIdentity,
  type WorkflowAction,
  WorkflowDefinition,
  WorkflowValue,
} from "../lib";
import { simulateLifeCycle, type Simulator } from "../simulator";
import { workflowWithEveryAction } from "./support/every-action";
import {
  container,
  identity,
  keyVault,
  plainIdentity,
  resourceGroup,
  sqlDatabase,
  sqlServer,
  standardLogicApp,
  storageAccount,
  virtualMachine,
  workflow,
} from "./support/azure";
import { ADMINISTRATORS, expectAccess, expectGoodLife, liveInWorld } from "./support/life";
import { connectionOf, workflowWithConnections } from "./support/logic-app";
import { readmeExamples } from "./support/pages";
import { synthesize, testStack } from "./support/synth";
import { testWithTerraform } from "./support/terraform";
import { classesUsedBy } from "./support/use-of-classes";

jest.mock("../lib", () => {
  const { noting } = jest.requireActual<{ noting: (module: object) => object }>("./support/use-of-classes");
  return noting(jest.requireActual<object>("../lib"));
});

/** Everything that is published works when the real terraform applies it, comes to rest, and goes without a trace. */

const administrator = {
  loginUsername: ADMINISTRATORS.display_name,
  objectId: ADMINISTRATORS.object_id,
  azureadAuthenticationOnly: true,
};

/** Who deploys may reach the server. */
const letIn = (stack: TerraformStack, server: MssqlServer): MssqlFirewallRule =>
  new MssqlFirewallRule(stack, "deployer", {
    name: "deployer",
    serverId: server.id,
    startIpAddress: "203.0.113.10",
    endIpAddress: "203.0.113.10",
  });

const PLACE = { resourceGroupName: "rg-test", location: "westeurope" };

const webApp = (stack: TerraformStack): LinuxWebApp =>
  new LinuxWebApp(stack, "web", {
    ...PLACE,
    name: "web-shop",
    servicePlanId: new ServicePlan(stack, "plan", { ...PLACE, name: "plan-shop", osType: "Linux", skuName: "B1" }).id,
    siteConfig: {},
  });

/** Runs what the README shows, with what it takes for granted. */
function runReadmeExample(stack: TerraformStack, given: Readonly<Record<string, unknown>>): void {
  const names = { ...azmi, ...given };
  const code = transpile(readmeExamples()[0] ?? "", { target: ScriptTarget.ES2022 });
  (compileFunction(code, Object.keys(names)) as (...values: unknown[]) => void).apply(stack, Object.values(names));
}

/** The stack around the first example of the README, with a server that is new. */
class ReadersShop extends TerraformStack {
  public constructor(scope: App, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    new AzureadProvider(this, "azuread", {});
    const server = sqlServer(this, "sql-shop");
    new SqlServerDirectoryAccess(this, "directory", {
      server,
      administrator: Principal.fromGroupName(this, "administrators", "SQL administrators"),
    });
    runReadmeExample(this, {
      resourceGroup: resourceGroup(this),
      webApp: webApp(this),
      vault: keyVault(this),
      container: container(this, "orders", { storageAccountId: storageAccount(this).id }),
      sqlServer: new DataAzurermMssqlServer(this, "reachable", {
        name: server.name,
        resourceGroupName: "rg-test",
        dependsOn: [letIn(this, server)],
      }),
      database: sqlDatabase(this, "database", server),
    });
  }
}

/** Runs the test that the README shows. */
async function runReadmeTest(): Promise<void> {
  const bodies: (() => Promise<void>)[] = [];
  const names = {
    App,
    Shop: ReadersShop,
    expect,
    simulateLifeCycle: (stack: TerraformStack, { before }: { before: (azure: Simulator) => void }) =>
      simulateLifeCycle(stack, {
        before: (azure) => {
          azure.declare("azurerm_resource_group", { name: "rg-test" });
          before(azure);
        },
      }),
    test: (_: string, body: () => Promise<void>) => bodies.push(body),
  };
  const example = (readmeExamples()[2] ?? "").replace(/^import .*$/m, "");
  const code = transpile(example, { target: ScriptTarget.ES2022 });
  (compileFunction(code, Object.keys(names)) as (...values: unknown[]) => void)(...Object.values(names));
  expect(bodies).toHaveLength(1);
  await Promise.all(bodies.map((body) => body()));
}

const account = { account: "orders" };
const inGroup = { subscriptionId: "s", resourceGroupName: "rg" };
const text = (plain: string): WorkflowValue => WorkflowValue.text(plain);

/** An action of each connector. */
const actions = (): Readonly<Record<string, WorkflowAction>> => ({
  job: AutomationConnector.of(connectionOf(ManagedApi.AUTOMATION), {
    ...inGroup,
    accountName: "aa",
  }).createJob({ runbook: "nightly" }),
  secrets: KeyVaultConnector.of(connectionOf(ManagedApi.KEY_VAULT)).listSecrets(),
  blob: BlobStorageConnector.of(connectionOf(ManagedApi.BLOB_STORAGE), account).readBlob({
    path: text("/orders/1.json"),
  }),
  message: QueueStorageConnector.of(connectionOf(ManagedApi.QUEUE_STORAGE), account).getMessages({ queue: "todo" }),
  entities: TableStorageConnector.of(connectionOf(ManagedApi.TABLE_STORAGE), account).getEntities({ table: "events" }),
  event: EventHubsConnector.of(connectionOf(ManagedApi.EVENT_HUBS)).sendEvent({
    eventHub: "orders",
    content: text("new"),
  }),
  tell: ServiceBusConnector.of(connectionOf(ManagedApi.SERVICE_BUS)).sendMessage({
    entity: "orders",
    content: text("new"),
  }),
  group: ResourceManagerConnector.of(connectionOf(ManagedApi.RESOURCE_MANAGER)).readResource({
    ...inGroup,
    provider: "Microsoft.Web",
    resource: "sites/shop",
    apiVersion: "2024-04-01",
  }),
  logs: MonitorLogsConnector.of(connectionOf(ManagedApi.MONITOR_LOGS)).runQuery({
    ...inGroup,
    workspaceName: "logs",
    query: text("AppRequests | take 1"),
  }),
});

/** A stack for each of the published constructs and accesses, named by what it shows. */
interface LivingStack {
  readonly access: readonly string[];
  readonly build: (stack: TerraformStack) => void;
}

const STACKS: Readonly<Record<string, LivingStack>> = {
  "a binding with a user-assigned identity": {
    build: (stack) => {
      const vault = keyVault(stack);
      const account = storageAccount(stack);
      const definition = new RoleDefinition(stack, "role", {
        name: "Queue Watcher",
        scope: account.id,
        permissions: [{ actions: ["Microsoft.Storage/*/read"] }],
      });
      const binding = new ManagedIdentityBinding(stack, "app", {
        sources: [virtualMachine(stack), workflow(stack)],
        identity: identity(stack),
        access: [
          KeyVaultAccess.readSecrets(vault),
          KeyVaultAccess.wrapKeys(vault),
          BlobStorageAccess.readWrite(container(stack, "invoices", { storageAccountId: account.id })),
          BlobStorageAccess.read(container(stack, "archive", { storageAccountName: account.name })),
          RoleAccess.at(account.id, CustomRole.fromDefinition(definition)),
          RoleAccess.at(resourceGroup(stack).id, BuiltInRole.READER),
        ],
      });
      const later = virtualMachine(stack, "later");
      binding.addSource(later);
      binding.applyBefore(later);
    },
    access: [
      "id-orders: Storage Blob Data Reader at archive",
      "id-orders: Storage Blob Data Contributor at invoices",
      "id-orders: Queue Watcher at account",
      "id-orders: Key Vault Crypto Service Encryption User at vault",
      "id-orders: Key Vault Secrets User at vault",
      "id-orders: Reader at rg",
    ],
  },

  "a binding with the identities of its sources": {
    build: (stack) => {
      const vault = keyVault(stack, "vault", { rbacAuthorizationEnabled: false });
      const server = sqlServer(stack, "server", { azureadAdministrator: administrator });
      const database = sqlDatabase(stack, "database", server);
      const reachable = SqlEndpoint.server(server, { dependsOn: [letIn(stack, server)] });
      const access: Access[] = [
        KeyVaultPolicyAccess.readSecrets(vault),
        KeyVaultPolicyAccess.useKeys(vault),
        SqlAccess.database(database, { endpoint: reachable, roles: [SqlDatabaseRole.DATA_READER] }),
        SqlAccess.server(server, { endpoint: reachable, roles: [SqlServerRole.SERVER_STATE_READER] }),
      ];
      const machine = new DataAzurermArcMachine(stack, "arc", { name: "onprem-01", resourceGroupName: "rg-arc" });
      const sources = [virtualMachine(stack), machine];
      new ManagedIdentityBinding(stack, "orders", { sources, access });
      const app = workflow(stack);
      KeyVaultPolicyAccess.readSecrets(vault).grantTo(stack, "app", SystemAssignedManagedIdentity.of(app));
      SystemAssignedManagedIdentity.of(app).attachTo(app);
    },
    access: [
      "admins: Microsoft Entra administrator at server",
      "onprem-01: ##MS_ServerStateReader## at server",
      "onprem-01: db_datareader at database",
      "vm: ##MS_ServerStateReader## at server",
      "vm: db_datareader at database",
      "onprem-01: Access policy: secrets Get, List; keys Decrypt, Encrypt, Get, Sign, UnwrapKey, Verify, WrapKey at vault",
      "vm: Access policy: secrets Get, List; keys Decrypt, Encrypt, Get, Sign, UnwrapKey, Verify, WrapKey at vault",
      "workflow: Access policy: secrets Get, List at vault",
    ],
  },

  "every kind of principal": {
    build: (stack) => {
      const vault = keyVault(stack);
      const principals: Record<string, IPrincipal> = {
        group: Principal.group(ObjectId.of(ADMINISTRATORS.object_id)),
        groupByName: Principal.fromGroupName(stack, "admins", "admins"),
        user: Principal.fromUserPrincipalName(stack, "ada", "ada@contoso.com"),
        pipeline: Principal.fromServicePrincipalName(stack, "pipeline", "pipeline"),
        byClientId: Principal.fromClientId(stack, "client", azmi.ClientId.of("22222222-aaaa-bbbb-cccc-dddddddddddd")),
        resource: UserAssignedManagedIdentity.fromResource(plainIdentity(stack, "plain")),
        other: UserAssignedManagedIdentity.fromLookup(stack, "other", {
          name: "id-other",
          resourceGroupName: "rg-other",
        }),
      };
      Object.entries(principals).forEach(([name, principal], index) => {
        const isSecond = name === "groupByName" || name === "byClientId";
        RoleAccess.at(vault.id, isSecond ? BuiltInRole.CONTRIBUTOR : BuiltInRole.READER).grantTo(
          stack,
          `grant-${String(index)}`,
          principal,
        );
      });
    },
    access: [
      "Ada: Reader at vault",
      "admins: Contributor at vault",
      "admins: Reader at vault",
      "id-other: Reader at vault",
      "pipeline: Contributor at vault",
      "pipeline: Reader at vault",
      "plain: Reader at vault",
    ],
  },

  "a deployer that may assign the roles of the app": {
    build: (stack) => {
      const group = resourceGroup(stack);
      const definition = new RoleDefinition(stack, "role", { name: "Watcher", scope: group.id });
      const deployer = identity(stack, "deployer");
      DeployerAccess.assignRolesOfApp(group.id).grantTo(stack, "delegation", deployer);
      const access = [BuiltInRole.READER, CustomRole.fromDefinition(definition)].map((role) =>
        RoleAccess.at(group.id, role),
      );
      new ManagedIdentityBinding(stack, "app", { identity: identity(stack), access });
    },
    access: [
      "id-deployer: Role Based Access Control Administrator at rg",
      "id-orders: Reader at rg",
      "id-orders: Watcher at rg",
    ],
  },

  "logins and users of a server": {
    build: (stack) => {
      const server = sqlServer(stack);
      const database = sqlDatabase(stack, "database", server);
      new SqlServerDirectoryAccess(stack, "directory", {
        server,
        administrator: Principal.fromGroupName(stack, "admins", "admins"),
        directoryReading: DirectoryReading.GRAPH_APP_ROLES,
      });
      const reachable = SqlEndpoint.server(server, { dependsOn: [letIn(stack, server)] });
      const login = new SqlAadLogin(stack, "login", {
        endpoint: reachable,
        principal: identity(stack),
        serverRoles: [SqlServerRole.SERVER_STATE_MANAGER],
        databases: [{ database, roles: [SqlDatabaseRole.DATA_READER] }],
      });
      login.addServerRole(SqlServerRole.DATABASE_CONNECTOR);
      new SqlDatabaseUser(stack, "user", {
        database,
        endpoint: reachable,
        principal: Principal.fromUserPrincipalName(stack, "ada", "ada@contoso.com"),
        userName: "Ada's user] --",
        permissions: [SqlPermission.onSchema("EXECUTE", "dbo"), SqlPermission.onDatabase("VIEW DATABASE STATE")],
      });
      const where = { database, server: reachable };
      const { role, roleName } = new SqlCustomDatabaseRole(stack, "sellers", {
        ...where,
        roleName: "sellers",
        permissions: [SqlPermission.onSecurable("ALTER", SqlSecurable.role("db_datareader"))],
      });
      new SqlSchema(stack, "sales", { ...where, schemaName: "sales", owner: roleName });
      new SqlDatabaseUser(stack, "seller-user", { ...where, principal: identity(stack, "seller"), roles: [role] });
    },
    access: [
      "admins: Microsoft Entra administrator at server",
      "id-orders: ##MS_ServerStateManager## at server",
      "id-orders: ##MS_DatabaseConnector## at server",
      "id-orders: db_datareader at database",
      "Ada's user] --: EXECUTE at database SCHEMA::dbo",
      "Ada's user] --: VIEW DATABASE STATE at database",
      "id-seller: sellers at database",
      "sellers: ALTER at database ROLE::db_datareader",
      "server: Application.Read.All at Microsoft Graph",
      "server: GroupMember.Read.All at Microsoft Graph",
      "server: User.Read.All at Microsoft Graph",
    ],
  },

  "a user that a container inside Azure makes": {
    build: (stack) => {
      const server = new DataAzurermMssqlServer(stack, "server", { name: "sql-shop", resourceGroupName: "rg-sql" });
      const administrator = UserAssignedManagedIdentity.fromLookup(stack, "other", {
        name: "id-other",
        resourceGroupName: "rg-other",
      });
      const member = new GroupMember(stack, "member", {
        groupObjectId: ADMINISTRATORS.object_id,
        memberObjectId: administrator.objectId.value,
      });
      SqlLedger.of(stack);
      const executor = SqlExecutor.deploymentScript({ identity: administrator, resourceGroup: resourceGroup(stack) });
      new SqlDatabaseUser(stack, "user", {
        endpoint: SqlEndpoint.server(server, { executor, dependsOn: [member] }),
        databaseName: "shop",
        principal: identity(stack),
        roles: [SqlDatabaseRole.DATA_READER],
      });
    },
    access: ["id-orders: db_datareader at shop", "id-other: Member at admins"],
  },

  "a Consumption workflow with connections": {
    build: (stack) => {
      const app = workflowWithConnections(stack);
      const parts = { logicAppId: app.id };
      const sql = SqlConnector.of(connectionOf(ManagedApi.SQL), {
        endpoint: SqlEndpoint.at("shop.database.windows.net"),
        database: "shop",
      });
      const order = sql.whenAnItemIsCreated({ table: "[dbo].[Orders]", every: Recurrence.minutes(5) });
      new LogicAppTriggerCustom(stack, "order", { ...parts, name: "order", body: order.body });
      const page = HttpAction.get("https://shop.example/orders", {
        authentication: ManagedIdentityAuthentication.of(app, { audience: TokenAudience.RESOURCE_MANAGER }),
        queries: { since: WorkflowValue.expression("utcNow()") },
      });
      Object.entries({ ...actions(), page }).forEach(([name, { body }]) => {
        new LogicAppActionCustom(stack, name, { ...parts, name, body });
      });
    },
    access: [],
  },

  "a whole workflow with a connection to a database": {
    build: (stack) => {
      const flow = new ConsumptionWorkflow(stack, "flow", {
        ...PLACE,
        name: "orders",
        definition: WorkflowDefinition.fromObject({ actions: { Begin: { type: "Compose", inputs: 1, runAfter: {} } } }),
      });
      const server = new DataAzurermMssqlServer(stack, "server", { name: "sql-shop", resourceGroupName: "rg-sql" });
      const endpoint = SqlEndpoint.server(server);
      const { connection } = new LogicAppSqlConnection(stack, "sql", {
        workflow: flow,
        endpoint,
        databases: [{ databaseName: "shop", roles: [SqlDatabaseRole.DATA_READER] }],
      });
      const shop = SqlConnector.of(connection, { endpoint, database: "shop" });
      flow.addAction("Get_rows", shop.getRows({ table: "[dbo].[Orders]", runAfter: ["Begin"] }));
      const vault = keyVault(stack);
      new ManagedIdentityBinding(stack, "reader", {
        principal: flow.principal,
        access: [KeyVaultAccess.readSecrets(vault)],
      });
    },
    access: [
      "orders: ##MS_DefinitionReader## at sql-shop",
      "orders: Key Vault Secrets User at vault",
      "orders: db_datareader at shop",
    ],
  },

  "a whole workflow with every action": {
    build: (stack) => {
      workflowWithEveryAction(stack);
    },
    access: [],
  },

  "a Standard logic app with a connection to a database": {
    build: (stack) => {
      const app = standardLogicApp(stack);
      const server = new DataAzurermMssqlServer(stack, "server", { name: "sql-shop", resourceGroupName: "rg-sql" });
      new LogicAppSqlConnection(stack, "sql", {
        logicApp: app,
        endpoint: SqlEndpoint.server(server),
        identity: identity(stack),
        databases: [{ databaseName: "shop", roles: [SqlDatabaseRole.DATA_WRITER] }],
      });
      const vault = keyVault(stack);
      const secrets = BuiltInConnection.keyVault(vault).addTo(app);
      LogicAppWorkflowFile.of(app, {
        name: "orders",
        triggers: {
          queue: ServiceProviderTrigger.whenMessagesAreInAQueue(
            BuiltInConnection.of(BuiltInConnector.SERVICE_BUS, {
              fullyQualifiedNamespace: "sb-shop.servicebus.windows.net",
            }).addTo(app),
            { queue: "orders" },
          ),
        },
        actions: { secret: ServiceProviderAction.getSecret(secrets, { secret: "api-key" }) },
      });
      new TerraformOutput(stack, "connections", { value: LogicAppConnectionsFile.of(app).content });
    },
    access: [
      "app: Key Vault Secrets User at vault",
      "id-orders: ##MS_DefinitionReader## at sql-shop",
      "id-orders: Connection access policy at sql",
      "id-orders: db_datawriter at shop",
    ],
  },

  "credentials that are federated with an identity": {
    build: (stack) => {
      const { resourceId } = identity(stack);
      ["main", "release", "staging"].forEach((name) => {
        new FederatedIdentityCredential(stack, name, {
          name,
          resourceGroupName: "orders-rg",
          parentId: resourceId,
          issuer: "https://token.actions.githubusercontent.com",
          subject: `repo:contoso/orders:ref:refs/heads/${name}`,
          audience: ["api://AzureADTokenExchange"],
        });
      });
    },
    access: [],
  },

  "an identity that another state has at another address": {
    build: (stack) => {
      identity(stack);
      Adoption.from(join(__dirname, "adoption", "moved.adopt.tf.json")).adoptInto(stack);
    },
    access: [],
  },

  "the example of the README": {
    build: (stack) => {
      const sqlServer = new DataAzurermMssqlServer(stack, "server", { name: "sql-shop", resourceGroupName: "rg-sql" });
      const database = new DataAzurermMssqlDatabase(stack, "database", { name: "shop", serverId: sqlServer.id });
      runReadmeExample(stack, {
        resourceGroup: resourceGroup(stack),
        webApp: webApp(stack),
        vault: keyVault(stack),
        container: container(stack, "orders", { storageAccountId: storageAccount(stack).id }),
        sqlServer,
        database,
      });
    },
    access: [
      "id-shop: Key Vault Secrets User at vault",
      "id-shop: ##MS_DefinitionReader## at sql-shop",
      "id-shop: db_datareader at shop",
      "id-shop: Storage Blob Data Contributor at orders",
    ],
  },
};

describe("a stack with", () => {
  testWithTerraform.each(Object.entries(STACKS))("%s lives", async (_, { build, access }) => {
    const stack = testStack();
    build(stack);
    const life = await liveInWorld(stack);
    expectGoodLife(life);
    expectAccess(life, access);
  });
});

testWithTerraform("the test of the README passes for the shop of the README", runReadmeTest);

/** They live in tests of their own: __tests__/postgres and __tests__/mysql, access, federation and token-check. */
const ELSEWHERE = [
  "ApplicationFederatedCredential",
  "DisableLocalAuthentication",
  "FederatedCredential",
  "FederatedWorkload",
  "KubernetesWorkloadIdentity",
  "MySqlEndpoint",
  "MySqlEntraUser",
  "MySqlPrivilege",
  "PostgresEndpoint",
  "PostgresEntraUser",
  "PostgresPrivilege",
  "PostgresRole",
  "TokenCheck",
  "TokenCheckTarget",
];

/** They make no resources: __tests__/audit/constructs. */
const ABOUT_RESOURCES = ["AccessMap", "AuditSuppressions", "LeastPrivilegeChecks", "ZeroSecretChecks"];

test("every published class is part of a stack that lives", () => {
  const shown = Object.values(STACKS).flatMap(({ build }) =>
    classesUsedBy(() => {
      const stack = testStack();
      build(stack);
      synthesize(stack);
    }),
  );
  const classes = Object.keys(azmi).filter((name) => typeof azmi[name as keyof typeof azmi] === "function");
  // Each service's accesses live in a stack of their own: access-life-cycle.test.ts.
  const isService = (name: string): boolean => "_service" in azmi[name as keyof typeof azmi];
  expect(
    classes.filter((name) => ![...ELSEWHERE, ...ABOUT_RESOURCES, ...shown].includes(name) && !isService(name)),
  ).toEqual([]);
});
