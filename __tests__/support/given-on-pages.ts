import { Application } from "@cdktf/provider-azuread/lib/application";
import { ContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { LinuxFunctionApp } from "@cdktf/provider-azurerm/lib/linux-function-app";
import { type LinuxVirtualMachineConfig } from "@cdktf/provider-azurerm/lib/linux-virtual-machine";
import { LinuxWebApp } from "@cdktf/provider-azurerm/lib/linux-web-app";
import { MssqlFailoverGroup } from "@cdktf/provider-azurerm/lib/mssql-failover-group";
import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { MysqlFlexibleServer } from "@cdktf/provider-azurerm/lib/mysql-flexible-server";
import { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { ServicebusQueue } from "@cdktf/provider-azurerm/lib/servicebus-queue";
import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { type App, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  ApiConnectionKind,
  ManagedApi,
  ManagedIdentityApiConnection,
  ManagedIdentityBinding,
  ObjectId,
  Principal,
  UserAssignedManagedIdentity,
} from "../../lib";
import {
  container,
  keyVault,
  PUBLIC_KEY,
  resourceGroup,
  sqlDatabase,
  sqlServer,
  standardLogicApp,
  storageAccount,
  SUBSCRIPTION,
  TENANT,
  virtualMachine,
  workflow,
} from "./azure";

const PLAN = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-test/providers/Microsoft.Web/serverFarms/plan`;
const place = { resourceGroupName: "rg-test", location: "westeurope" };

/** The arguments of a machine without its name, which its resource adds. */
const machineConfig: LinuxVirtualMachineConfig = {
  ...place,
  name: "vm",
  size: "Standard_B2s",
  adminUsername: "azureadmin",
  adminSshKey: [{ username: "azureadmin", publicKey: PUBLIC_KEY }],
  networkInterfaceIds: [
    `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-test/providers/Microsoft.Network/networkInterfaces/vm`,
  ],
  osDisk: { caching: "ReadWrite", storageAccountType: "StandardSSD_LRS" },
  sourceImageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
};

const webApp = (scope: Construct, name: string): LinuxWebApp =>
  new LinuxWebApp(scope, name, { ...place, name, servicePlanId: PLAN, siteConfig: {} });

function clusterIn(scope: Construct): KubernetesCluster {
  return new KubernetesCluster(scope, "cluster", {
    ...place,
    name: "aks-shop",
    dnsPrefix: "shop",
    defaultNodePool: { name: "system", vmSize: "Standard_D2s_v5", nodeCount: 1 },
    identity: { type: "SystemAssigned" },
    oidcIssuerEnabled: true,
    workloadIdentityEnabled: true,
  });
}

/** The resources that the pages of the documentation take for granted, as a reader has them in a stack. */
// eslint-disable-next-line @typescript-eslint/explicit-function-return-type -- the names and types are the return type
export function given(stack: TerraformStack) {
  const scope = new Construct(stack, "given");
  const group = resourceGroup(scope, "rg-shop");
  const account = storageAccount(scope, "stshop");
  const server = sqlServer(scope, "sql-shop");
  const [primary, secondary] = [sqlServer(scope, "sql-primary"), sqlServer(scope, "sql-secondary")];
  const namespace = new ServicebusNamespace(scope, "namespace", {
    ...place,
    name: "sb-shop",
    sku: "Standard",
    localAuthEnabled: false,
  });
  const connectionTo = (
    api: ManagedApi,
    parameters?: Record<string, string>,
    kind = ApiConnectionKind.V1,
  ): ManagedIdentityApiConnection => {
    const name = `given-${api.name}-${kind}`;
    return new ManagedIdentityApiConnection(scope, name, { api, kind, resourceGroup: group, name, parameters });
  };
  const functionAppConfig = { ...place, servicePlanId: PLAN, siteConfig: {} };
  return {
    app: stack.node.root as App,
    place,
    resourceGroup: group,
    webApp: webApp(scope, "web-shop"),
    stockApp: webApp(scope, "web-stock"),
    functionApp: new LinuxFunctionApp(scope, "function", { ...functionAppConfig, name: "func-shop" }),
    standardApp: standardLogicApp(scope, "logic-standard"),
    workflow: workflow(scope, "logic-shop"),
    machine: virtualMachine(scope, "vm-shop"),
    machineConfig,
    vault: keyVault(scope, "kv-shop"),
    certificates: keyVault(scope, "kv-certificates", { rbacAuthorizationEnabled: false }),
    storageAccount: account,
    container: container(scope, "orders", { storageAccountId: account.id }),
    exports: container(scope, "exports", { storageAccountId: account.id }),
    queue: new ServicebusQueue(scope, "queue", { name: "orders", namespaceId: namespace.id }),
    registry: new ContainerRegistry(scope, "registry", { ...place, name: "crshop", sku: "Basic" }),
    cluster: clusterIn(scope),
    sqlServer: server,
    database: sqlDatabase(scope, "shop", server),
    firewallRule: new MssqlFirewallRule(scope, "deployer-rule", {
      name: "deployer",
      serverId: server.id,
      startIpAddress: "203.0.113.10",
      endIpAddress: "203.0.113.10",
    }),
    privateEndpoint: new PrivateEndpoint(scope, "endpoint", {
      ...place,
      name: "pe-sql",
      subnetId: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-test/providers/Microsoft.Network/virtualNetworks/v/subnets/s`,
      privateServiceConnection: {
        name: "sql",
        privateConnectionResourceId: server.id,
        subresourceNames: ["sqlServer"],
        isManualConnection: false,
      },
    }),
    primary,
    secondary,
    failoverGroup: new MssqlFailoverGroup(scope, "failover", {
      name: "fog-shop",
      serverId: primary.id,
      partnerServer: [{ id: secondary.id }],
      readWriteEndpointFailoverPolicy: { mode: "Manual" },
    }),
    subnet: new Subnet(scope, "subnet", {
      resourceGroupName: "rg-test",
      virtualNetworkName: "vnet-shop",
      name: "containers",
      addressPrefixes: ["10.0.0.0/24"],
    }),
    server: new PostgresqlFlexibleServer(scope, "postgres", {
      ...place,
      name: "psql-shop",
      authentication: { activeDirectoryAuthEnabled: true, passwordAuthEnabled: false, tenantId: TENANT },
    }),
    mysql: new MysqlFlexibleServer(scope, "mysql", { ...place, name: "mysql-shop" }),
    serviceBusConnection: connectionTo(ManagedApi.SERVICE_BUS, {
      namespaceEndpoint: "sb://sb-shop.servicebus.windows.net/",
    }),
    standardConnection: connectionTo(
      ManagedApi.SERVICE_BUS,
      { namespaceEndpoint: "sb://sb-shop.servicebus.windows.net/" },
      ApiConnectionKind.V2,
    ),
    vaultConnection: connectionTo(ManagedApi.KEY_VAULT, { vaultName: "kv-shop" }),
    searchConnection: connectionTo(ManagedApi.AI_SEARCH, { ConnectionEndpoint: "https://shop.search.windows.net" }),
    eventGridConnection: connectionTo(ManagedApi.EVENT_GRID),
    subscriptionId: SUBSCRIPTION,
    group: Principal.group(ObjectId.of("33333333-3333-4333-8333-333333333333"), { displayName: "SQL administrators" }),
    deployer: new UserAssignedManagedIdentity(scope, "deployer", { name: "id-deployer", resourceGroup: group }),
    identity: new UserAssignedManagedIdentity(scope, "shop-identity", { name: "id-shop", resourceGroup: group }),
    pipelines: new Application(scope, "pipelines", { displayName: "Pipelines" }),
    binding: new ManagedIdentityBinding(scope, "binding"),
  };
}

export type Given = ReturnType<typeof given>;
