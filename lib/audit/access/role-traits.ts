import { type Permissions, allows, allowsData } from "./permissions";

/** What a role lets its holders do, as far as the audit asks. */
export interface RoleTraits {
  readonly plane: "control" | "data" | "both";
  /** Changes, deletes or runs something of the management plane; not only reads. */
  readonly changes: boolean;
  /** Writes role assignments. */
  readonly assignsRoles: boolean;
  /** Only the assignments that its own condition allows. */
  readonly assignsLimited: boolean;
  /** Attaches user-assigned identities to resources. */
  readonly assignsIdentities: boolean;
  /** Writes the federated credentials of user-assigned identities. */
  readonly trustsIssuers: boolean;
  /** Runs code on these, as the identities attached to them: ARM types in lower case. */
  readonly runsCodeOn: readonly string[];
  /** Lists the keys of these: ARM types in lower case. */
  readonly listsKeysOf: readonly string[];
}

const ASSIGN_ROLES = "Microsoft.Authorization/roleAssignments/write";
/** Azure's own roles allow it with a wildcard for the identity. */
const ASSIGN_IDENTITIES = [
  "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
  "Microsoft.ManagedIdentity/userAssignedIdentities/name/assign/action",
];
const TRUST_ISSUERS = "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write";

interface Operations {
  readonly control?: readonly string[];
  readonly data?: readonly string[];
}

/** Operations with which code runs on a resource. */
export const CODE: Readonly<Record<string, Operations>> = {
  "microsoft.compute/virtualmachines": {
    control: [
      "Microsoft.Compute/virtualMachines/write",
      "Microsoft.Compute/virtualMachines/extensions/write",
      "Microsoft.Compute/virtualMachines/runCommand/action",
      "Microsoft.Compute/virtualMachines/runCommands/write",
    ],
    data: ["Microsoft.Compute/virtualMachines/login/action", "Microsoft.Compute/virtualMachines/loginAsAdmin/action"],
  },
  "microsoft.compute/virtualmachinescalesets": {
    control: [
      "Microsoft.Compute/virtualMachineScaleSets/write",
      "Microsoft.Compute/virtualMachineScaleSets/extensions/write",
      "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommand/action",
    ],
  },
  "microsoft.hybridcompute/machines": {
    control: [
      "Microsoft.HybridCompute/machines/extensions/write",
      "Microsoft.HybridCompute/machines/runCommands/write",
    ],
  },
  "microsoft.web/sites": {
    control: [
      "Microsoft.Web/sites/write",
      "Microsoft.Web/sites/publish/Action",
      "Microsoft.Web/sites/publishxml/Action",
      "Microsoft.Web/sites/extensions/write",
      "Microsoft.Web/sites/functions/write",
    ],
  },
  "microsoft.logic/workflows": { control: ["Microsoft.Logic/workflows/write"] },
  "microsoft.app/containerapps": {
    control: ["Microsoft.App/containerApps/write", "Microsoft.App/containerApps/getAuthToken/action"],
  },
  "microsoft.app/jobs": { control: ["Microsoft.App/jobs/write"] },
  "microsoft.containerinstance/containergroups": {
    control: [
      "Microsoft.ContainerInstance/containerGroups/write",
      "Microsoft.ContainerInstance/containerGroups/containers/exec/action",
    ],
  },
  "microsoft.containerservice/managedclusters": {
    control: [
      "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action",
      "Microsoft.ContainerService/managedClusters/runcommand/action",
      "Microsoft.ContainerService/managedClusters/write",
    ],
    data: [
      "Microsoft.ContainerService/managedClusters/pods/write",
      "Microsoft.ContainerService/managedClusters/pods/exec/action",
    ],
  },
  "microsoft.automation/automationaccounts": {
    control: ["Microsoft.Automation/automationAccounts/runbooks/write"],
  },
  "microsoft.batch/batchaccounts/pools": { control: ["Microsoft.Batch/batchAccounts/pools/write"] },
  "microsoft.containerregistry/registries/tasks": {
    control: ["Microsoft.ContainerRegistry/registries/tasks/write"],
  },
  "microsoft.datafactory/factories": { control: ["Microsoft.DataFactory/factories/pipelines/write"] },
  "microsoft.machinelearningservices/workspaces": {
    control: ["Microsoft.MachineLearningServices/workspaces/computes/write"],
    data: ["Microsoft.MachineLearningServices/workspaces/jobs/write"],
  },
};

/** Operations that list keys. */
export const KEYS: Readonly<Record<string, string>> = {
  "microsoft.appconfiguration/configurationstores": "Microsoft.AppConfiguration/configurationStores/ListKeys/action",
  "microsoft.batch/batchaccounts": "Microsoft.Batch/batchAccounts/listKeys/action",
  "microsoft.cache/redis": "Microsoft.Cache/redis/listKeys/action",
  "microsoft.cache/redisenterprise/databases": "Microsoft.Cache/redisEnterprise/databases/listKeys/action",
  "microsoft.cognitiveservices/accounts": "Microsoft.CognitiveServices/accounts/listKeys/action",
  "microsoft.containerregistry/registries": "Microsoft.ContainerRegistry/registries/listCredentials/action",
  "microsoft.devices/iothubs": "Microsoft.Devices/iotHubs/listkeys/Action",
  "microsoft.documentdb/databaseaccounts": "Microsoft.DocumentDB/databaseAccounts/listKeys/action",
  "microsoft.eventgrid/topics": "Microsoft.EventGrid/topics/listKeys/action",
  "microsoft.eventhub/namespaces": "Microsoft.EventHub/namespaces/authorizationRules/listkeys/action",
  "microsoft.maps/accounts": "Microsoft.Maps/accounts/listKeys/action",
  "microsoft.operationalinsights/workspaces": "Microsoft.OperationalInsights/workspaces/sharedKeys/action",
  "microsoft.relay/namespaces": "Microsoft.Relay/namespaces/authorizationRules/listkeys/action",
  "microsoft.search/searchservices": "Microsoft.Search/searchServices/listAdminKeys/action",
  "microsoft.servicebus/namespaces": "Microsoft.ServiceBus/namespaces/authorizationRules/listkeys/action",
  "microsoft.signalrservice/signalr": "Microsoft.SignalRService/SignalR/listkeys/action",
  "microsoft.signalrservice/webpubsub": "Microsoft.SignalRService/WebPubSub/listkeys/action",
  "microsoft.storage/storageaccounts": "Microsoft.Storage/storageAccounts/listkeys/action",
};

/** What permissions amount to. Conditions of built-in roles are not part of their permissions. */
export function traitsOf(permissions: readonly Permissions[], assignsLimited = false): RoleTraits {
  const controls = permissions.some(({ actions }) => actions.length > 0);
  const isData = permissions.some(({ dataActions }) => dataActions.length > 0);
  const can = (operation: string): boolean => allows(permissions, operation);
  const canWithData = (operation: string): boolean => allowsData(permissions, operation);
  return {
    plane: isData ? (controls ? "both" : "data") : "control",
    changes: permissions.some(({ actions }) => actions.some(isChange)),
    assignsRoles: can(ASSIGN_ROLES),
    assignsLimited: assignsLimited && can(ASSIGN_ROLES),
    assignsIdentities: ASSIGN_IDENTITIES.some(can),
    trustsIssuers: can(TRUST_ISSUERS),
    runsCodeOn: Object.keys(CODE).filter(
      (type) => CODE[type]?.control?.some(can) === true || CODE[type]?.data?.some(canWithData) === true,
    ),
    listsKeysOf: Object.keys(KEYS).filter((type) => can(KEYS[type] ?? "")),
  };
}

/** What nearly every role may do, besides reading. */
const EVERYWHERE = /^microsoft\.(support|resourcehealth|insights\/alertrules|resources\/deployments)\//i;

/** Searches and queries are actions, and change nothing. */
const READING = /\/(read|(search|query)\/action)$/i;

function isChange(operation: string): boolean {
  return !READING.test(operation) && !EVERYWHERE.test(operation);
}
