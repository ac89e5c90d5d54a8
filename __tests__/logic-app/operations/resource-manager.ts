import { ManagedApi, ResourceManagerConnector } from "../../../lib/logic-app";
import { connectionOf } from "../../support/logic-app";
import { fromTrigger, once, type Operations, text } from "./operation";

const connection = connectionOf(ManagedApi.RESOURCE_MANAGER);
const arm = ResourceManagerConnector.of(connection);
const group = { subscriptionId: "sub", resourceGroupName: "rg" };
const vm = { ...group, provider: "Microsoft.Compute", resource: "virtualMachines/vm", apiVersion: "2024-07-01" };
const GROUP = `/subscriptions/${once("sub")}/resourcegroups/${once("rg")}`;
const VM = `${GROUP}/providers/${once("Microsoft.Compute")}/${once("virtualMachines/vm")}`;
const DEPLOYMENT = `${GROUP}/providers/Microsoft.Resources/deployments/${once("web")}`;
const VM_VERSION = { "x-ms-api-version": "2024-07-01" };
const VERSION = { "x-ms-api-version": "2016-06-01" };

export const resourceManagerOperations: Operations = {
  connection,
  actions: [
    [
      "readResource",
      arm.readResource({
        subscriptionId: "sub",
        resourceGroupName: "rg",
        provider: "Microsoft.Compute",
        resource: "virtualMachines/vm",
        apiVersion: "2024-07-01",
      }),
      {
        method: "get",
        path: `/subscriptions/${once("sub")}/resourcegroups/${once("rg")}/providers/${once("Microsoft.Compute")}/${once("virtualMachines/vm")}`,
        queries: { "x-ms-api-version": "2024-07-01" },
      },
    ],
    [
      "createOrUpdateResource",
      arm.createOrUpdateResource({ ...vm, body: { location: "westeurope", tags: { owner: "@me" } } }),
      { method: "put", path: VM, queries: VM_VERSION, body: { location: "westeurope", tags: { owner: "@{'@me'}" } } },
    ],
    ["deleteResource", arm.deleteResource(vm), { method: "delete", path: VM, queries: VM_VERSION }],
    [
      "invokeResourceOperation",
      arm.invokeResourceOperation({ ...vm, operation: "start" }),
      { method: "post", path: `${VM}/${once("start")}`, queries: VM_VERSION },
    ],
    [
      "listResources",
      arm.listResources({ subscriptionId: "sub", filter: text("resourceType eq 'Microsoft.Web/sites'"), top: 10 }),
      {
        method: "get",
        path: `/subscriptions/${once("sub")}/resources`,
        queries: { $filter: "resourceType eq 'Microsoft.Web/sites'", $top: 10, ...VERSION },
      },
    ],
    [
      "listResourcesOfGroup",
      arm.listResources(group),
      {
        method: "get",
        path: `/subscriptions/${once("sub")}/resourceGroups/${once("rg")}/resources`,
        queries: VERSION,
      },
    ],
    ["readResourceGroup", arm.readResourceGroup(group), { method: "get", path: GROUP, queries: VERSION }],
    [
      "createOrUpdateResourceGroup",
      arm.createOrUpdateResourceGroup({ ...group, location: "westeurope", tags: { a: "b" } }),
      { method: "put", path: GROUP, queries: VERSION, body: { location: "westeurope", tags: { a: "b" } } },
    ],
    ["deleteResourceGroup", arm.deleteResourceGroup(group), { method: "delete", path: GROUP, queries: VERSION }],
    [
      "listResourceGroups",
      arm.listResourceGroups({ subscriptionId: "sub" }),
      { method: "get", path: `/subscriptions/${once("sub")}/resourcegroups`, queries: VERSION },
    ],
    [
      "readDeployment",
      arm.readDeployment({ ...group, deployment: "web" }),
      { method: "get", path: DEPLOYMENT, queries: { wait: false, ...VERSION } },
    ],
    [
      "createOrUpdateDeployment",
      arm.createOrUpdateDeployment({
        ...group,
        deployment: "web",
        template: { resources: [{ name: "[parameters('name')]" }] },
        parameters: { name: fromTrigger("name") },
        wait: true,
      }),
      {
        method: "put",
        path: DEPLOYMENT,
        queries: { wait: true, ...VERSION },
        body: {
          properties: {
            mode: "Incremental",
            template: { resources: [{ name: "[parameters('name')]" }] },
            parameters: { name: { value: "@triggerBody()?['name']" } },
          },
        },
      },
    ],
    [
      "cancelDeployment",
      arm.cancelDeployment({ ...group, deployment: "web" }),
      { method: "post", path: `${DEPLOYMENT}/cancel`, queries: VERSION },
    ],
    [
      "deleteDeployment",
      arm.deleteDeployment({ ...group, deployment: "web" }),
      { method: "delete", path: DEPLOYMENT, queries: VERSION },
    ],
    [
      "listDeployments",
      arm.listDeployments({ ...group, top: 5 }),
      {
        method: "get",
        path: `${GROUP}/providers/Microsoft.Resources/deployments`,
        queries: { $top: 5, ...VERSION },
      },
    ],
    [
      "readSubscription",
      arm.readSubscription({ subscriptionId: "sub" }),
      { method: "get", path: `/subscriptions/${once("sub")}`, queries: VERSION },
    ],
    ["listSubscriptions", arm.listSubscriptions(), { method: "get", path: "/subscriptions", queries: VERSION }],
  ],
};
