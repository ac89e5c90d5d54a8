import { type AccessEntry } from "../../simulator";
import { DEPLOYER } from "../../simulator/azure/account";
import { Azure } from "../../simulator/azure/azure";
import { packageProblems } from "../../simulator/azure/logic-app-packages/package-problems";
import { type ObjectValue } from "../../simulator/protocol/values";

/** What the simulator says of the package of a Standard app that is deployed to it. */

const GROUP = "/subscriptions/s/resourceGroups/rg/providers";
const APP = `${GROUP}/Microsoft.Web/sites/app`;
const CONNECTION = `${GROUP}/Microsoft.Web/connections/arm`;
const BUS = `${GROUP}/Microsoft.ServiceBus/namespaces/bus`;
const SERVER = `${GROUP}/Microsoft.Sql/servers/orders`;
const SHARED = `${GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/shared`;
const OWN_ID = "own";
const SHARED_ID = "shared";

const SETTINGS = {
  ARM_ID: CONNECTION,
  ARM_URL: "https://arm",
  bus: "bus.servicebus.windows.net",
  server: "orders.database.windows.net",
  shared: SHARED,
};
const IDENTITY = { type: "SystemAssigned, UserAssigned", principal_id: OWN_ID, identity_ids: [SHARED] };

const entry = (principalId: string, role: string, scope: string): AccessEntry => ({
  principal: principalId,
  principalId,
  principalType: "ServicePrincipal",
  role,
  scope,
});
const ACCESS = [
  entry(OWN_ID, "Azure Service Bus Data Sender", `${BUS}/queues/orders`),
  entry(SHARED_ID, "db_datareader", `${SERVER}/databases/shop`),
];

const MANAGED = {
  api: { id: "…" },
  connection: { id: "@appsetting('arm_id')" },
  connectionRuntimeUrl: "@{appsetting('ARM_URL')}",
  authentication: { type: "ManagedServiceIdentity" },
  connectionProperties: { authentication: { type: "ManagedServiceIdentity", audience: "…" } },
};
const builtIn = (name: string, values: ObjectValue, auth: ObjectValue = {}): ObjectValue => ({
  parameterSetName: "ManagedServiceIdentity",
  parameterValues: { authProvider: { Type: "ManagedServiceIdentity", ...auth }, ...values },
  serviceProvider: { id: `/serviceProviders/${name}` },
});
const SERVICE_BUS = builtIn("serviceBus", { fullyQualifiedNamespace: "@appsetting('bus')" });
const SQL = builtIn(
  "sql",
  { serverName: "@appsetting('server')", databaseName: "shop" },
  { Identity: "@appsetting('shared')" },
);
const WORKFLOW = {
  definition: {
    triggers: {
      message: { type: "ServiceProvider", inputs: { serviceProviderConfiguration: { connectionName: "bus" } } },
    },
    actions: {
      loop: {
        actions: { call: { type: "ApiConnection", inputs: { host: { connection: { referenceName: "arm" } } } } },
      },
    },
  },
};

interface World {
  readonly settings?: ObjectValue;
  readonly identity?: ObjectValue;
  readonly access?: readonly AccessEntry[];
  readonly policies?: readonly string[];
  readonly connections?: ObjectValue;
  readonly workflow?: ObjectValue;
}

const ALL = { managedApiConnections: { arm: MANAGED }, serviceProviderConnections: { bus: SERVICE_BUS, sql: SQL } };

function problems(world: World): string[] {
  const { settings = SETTINGS, identity = IDENTITY, access = ACCESS, policies = [OWN_ID] } = world;
  const azure = new Azure();
  const account = { ...DEPLOYER, tenantId: DEPLOYER.tenantId, subscriptionId: "s" };
  const put = (id: string, type: string, state: ObjectValue): ReturnType<typeof azure.inventory.put> =>
    azure.inventory.put({ id, type, state, account, declared: false });
  put(CONNECTION, "Microsoft.Web/connections", { kind: "V2", properties: { connectionRuntimeUrl: "https://arm" } });
  policies.forEach((objectId) => {
    const properties = { principal: { identity: { objectId } } };
    put(`${CONNECTION}/accessPolicies/${objectId}`, "Microsoft.Web/connections/accessPolicies", { properties });
  });
  put(BUS, "azurerm_servicebus_namespace", { name: "bus" });
  put(SERVER, "azurerm_mssql_server", { name: "orders" });
  put(SHARED, "azurerm_user_assigned_identity", { principal_id: SHARED_ID });
  const app = put(APP, "azurerm_logic_app_standard", { app_settings: settings, identity: [identity] });
  const { connections = ALL, workflow = WORKFLOW } = world;
  return packageProblems(azure, app, { name: "app", connections, workflows: { orders: workflow } }, access);
}

test("a package whose connections the app can use starts", () => {
  expect(problems({})).toEqual([]);
});

const withoutSetting = (name: string): ObjectValue =>
  Object.fromEntries(Object.entries(SETTINGS).filter(([other]) => other !== name));
const only = (connection: ObjectValue): ObjectValue => ({
  ...ALL,
  serviceProviderConnections: { bus: connection },
});

const CASES: readonly [string, World, ...string[]][] = [
  [
    "a setting is not there",
    { settings: withoutSetting("bus") },
    "serviceProviderConnections 'bus': the app setting 'bus' is not there",
  ],
  [
    "the app does not have its own identity",
    { identity: { type: "UserAssigned", identity_ids: [SHARED] } },
    "managedApiConnections 'arm': the app does not have a system-assigned identity",
    "serviceProviderConnections 'bus': the app does not have a system-assigned identity",
  ],
  [
    "the app does not have an identity",
    { identity: { ...IDENTITY, identity_ids: [] } },
    `serviceProviderConnections 'sql': the app does not have the identity '${SHARED}'`,
  ],
  [
    "the access policy is another's",
    { policies: [SHARED_ID] },
    "managedApiConnections 'arm': it has no access policy for a system-assigned identity of the app",
  ],
  [
    "the access was not granted, or elsewhere",
    { access: [entry(OWN_ID, "Reader", BUS), entry(SHARED_ID, "db_datareader", `${SERVER}/databases/other`)] },
    "serviceProviderConnections 'bus': the identity has no access to the data of azurerm_servicebus_namespace 'bus'",
    "serviceProviderConnections 'sql': the identity has no access to the data of azurerm_mssql_server 'orders', database 'shop'",
  ],
  [
    "the connection does not exist, or has another address",
    {
      connections: {
        ...ALL,
        managedApiConnections: {
          arm: { ...MANAGED, connection: { id: "/other" } },
          other: { ...MANAGED, connectionRuntimeUrl: "https://other" },
        },
      },
    },
    "managedApiConnections 'arm': there is no API connection of kind V2 with the id '/other'",
    "managedApiConnections 'other': its connectionRuntimeUrl is that of another connection",
  ],
  [
    "a workflow uses a connection that is not in the file, in a part that is not in it",
    {
      connections: { serviceProviderConnections: { bus: SERVICE_BUS } },
    },
    "workflow 'orders': managedApiConnections of connections.json has no connection 'arm'",
  ],
  [
    "a built-in connector is given a shared identity",
    {
      connections: only(builtIn("serviceBus", { fullyQualifiedNamespace: "bus." }, { Identity: SHARED })),
      access: [entry(SHARED_ID, "Azure Service Bus Data Owner", BUS)],
    },
    "serviceProviderConnections 'bus': '/serviceProviders/serviceBus' takes the system-assigned identity of the app only",
  ],
  [
    "a built-in connection has no parameter set",
    { connections: only({ ...SERVICE_BUS, parameterSetName: null }) },
    'serviceProviderConnections \'bus\': with a managed identity, it needs "parameterSetName": "ManagedServiceIdentity" and the authProvider of this type',
  ],
  [
    "a built-in connection has no address",
    { connections: only(builtIn("serviceBus", {})) },
    "serviceProviderConnections 'bus': it has no fullyQualifiedNamespace",
  ],
];

describe("the simulator tells, after apply, that a package would not start when", () => {
  test.each(CASES)("%s", (_, world, ...expected) => {
    expect(problems(world)).toEqual(expected);
  });
});

test.each<[string, World]>([
  [
    "a group has the access",
    {
      access: [
        entry(OWN_ID, "Member", "team"),
        { ...entry("t", "Azure Service Bus Data Owner", "/subscriptions/s"), principal: "team" },
        ...ACCESS.slice(1),
      ],
    },
  ],
  [
    "the service is not in the simulator",
    { settings: { ...SETTINGS, bus: "other.servicebus.windows.net" }, access: ACCESS.slice(1) },
  ],
  [
    "a connection signs in with a connection string",
    {
      connections: only({
        parameterValues: { connectionString: "…" },
        serviceProvider: { id: "/serviceProviders/serviceBus" },
      }),
    },
  ],
])("it says nothing when %s", (_, world) => {
  expect(problems(world)).toEqual([]);
});

test("it tells of a file that is not JSON", () => {
  const azure = new Azure();
  const app = azure.inventory.put({
    id: APP,
    type: "azurerm_logic_app_standard",
    state: {},
    account: { ...DEPLOYER },
    declared: false,
  });
  expect(packageProblems(azure, app, { name: "app", connections: undefined, workflows: {} }, [])).toEqual([
    "connections.json is not a JSON object",
  ]);
});
