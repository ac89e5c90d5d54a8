import { TokenAudience } from "../token-check/token-audience";

/**
 * How a fact about a connector is known: from Microsoft's pages, the source of the designer or of the connector, or
 * templates that others published. What is assumed fits the service, but no source tells it.
 */
export type Evidence = "documentation" | "designer" | "connector" | "public files" | "assumed";

/** A managed connector that supports managed identities. */
export interface ConnectorRow {
  /** Name in the designer. */
  readonly title: string;
  /** The parameter set for managed identities; without one, the parameter value type is "Alternative". */
  readonly valueSet?: string;
  /** Names of the values in the set, or of the alternative ones. */
  readonly parameters?: readonly string[];
  /** Audience of a Standard app's tokens for the service. */
  readonly audience: string;
  /** Further services that the connector calls with tokens of a Standard app. */
  readonly additionalAudiences?: readonly string[];
  /** Whether Standard apps have the connector; by default they do. */
  readonly standard?: boolean;
  /** Whether Consumption workflows have the connector; by default they do. */
  readonly consumption?: boolean;
  /** Names of the classes of the access that the identity needs. */
  readonly access?: readonly string[];
  /** Name of a BuiltInRole that suffices, where no class is about the service. */
  readonly role?: string;
  readonly evidence: { readonly connection: Evidence; readonly audience: Evidence };
}

/** Resource Manager under its older name, which some connectors still ask tokens for. */
const CLASSIC_MANAGEMENT = "https://management.core.windows.net/";

const BY_IDENTITY = "managedIdentityAuth";
const DOCUMENTED = { connection: "documentation", audience: "documentation" } as const;
const SERVICE_AUDIENCE = { connection: "documentation", audience: "assumed" } as const;

const STORAGE = { valueSet: BY_IDENTITY, audience: TokenAudience.STORAGE, evidence: DOCUMENTED } as const;
const NAMESPACE = { valueSet: BY_IDENTITY, parameters: ["namespaceEndpoint"] } as const;
const MANAGEMENT = { audience: TokenAudience.RESOURCE_MANAGER } as const;
const COGNITIVE_SERVICES = {
  valueSet: BY_IDENTITY,
  audience: "https://cognitiveservices.azure.com",
  evidence: SERVICE_AUDIENCE,
} as const;

/**
 * Connectors by the name of their managed API. The page of each is https://learn.microsoft.com/connectors/<name>/.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity#where-you-can-use-a-managed-identity
 */
export const CONNECTORS = {
  aci: {
    title: "Azure Container Instance",
    ...MANAGEMENT,
    role: "AZURE_CONTAINER_INSTANCES_CONTRIBUTOR_ROLE",
    evidence: SERVICE_AUDIENCE,
  },
  arm: {
    title: "Azure Resource Manager",
    ...MANAGEMENT,
    role: "READER",
    evidence: { connection: "documentation", audience: "public files" },
  },
  azureaisearch: {
    title: "Azure AI Search",
    valueSet: BY_IDENTITY,
    parameters: ["ConnectionEndpoint"],
    audience: "https://search.azure.com",
    access: ["AiSearchAccess"],
    evidence: SERVICE_AUDIENCE,
  },
  azureappservice: {
    title: "Azure App Service",
    ...MANAGEMENT,
    role: "WEBSITE_CONTRIBUTOR",
    evidence: SERVICE_AUDIENCE,
  },
  azureautomation: {
    title: "Azure Automation",
    ...MANAGEMENT,
    role: "AUTOMATION_OPERATOR",
    evidence: { connection: "documentation", audience: "public files" },
  },
  azureblob: { title: "Azure Blob Storage", ...STORAGE, access: ["BlobStorageAccess"] },
  azuredatafactory: {
    title: "Azure Data Factory",
    ...MANAGEMENT,
    access: ["DataFactoryAccess"],
    evidence: { connection: "public files", audience: "assumed" },
  },
  // Data Lake Storage Gen1 ended in 2024. Gen2 is blob storage.
  azuredatalake: {
    title: "Azure Data Lake",
    audience: "https://datalake.azure.net/",
    evidence: SERVICE_AUDIENCE,
  },
  azuredigitaltwins: {
    title: "Azure Digital Twins",
    parameters: ["adtInstance"],
    audience: "https://digitaltwins.azure.net",
    access: ["DigitalTwinsAccess"],
    evidence: { connection: "assumed", audience: "connector" },
  },
  azureeventgrid: {
    title: "Azure Event Grid",
    audience: CLASSIC_MANAGEMENT,
    role: "EVENTGRID_EVENTSUBSCRIPTION_CONTRIBUTOR",
    evidence: { connection: "public files", audience: "designer" },
  },
  azureiotcentral: {
    title: "Azure IoT Central",
    audience: "https://apps.azureiotcentral.com",
    evidence: { connection: "documentation", audience: "connector" },
  },
  azuremonitorlogs: {
    title: "Azure Monitor Logs",
    valueSet: BY_IDENTITY,
    audience: CLASSIC_MANAGEMENT,
    additionalAudiences: [TokenAudience.LOG_ANALYTICS],
    access: ["LogAnalyticsAccess", "ApplicationInsightsAccess"],
    evidence: { connection: "documentation", audience: "public files" },
  },
  azureopenai: {
    title: "Azure OpenAI",
    ...COGNITIVE_SERVICES,
    parameters: ["azureOpenAIResourceName"],
    access: ["OpenAiAccess"],
  },
  azurequeues: { title: "Azure Queues", ...STORAGE, access: ["QueueStorageAccess"] },
  azuresentinel: {
    title: "Microsoft Sentinel",
    ...MANAGEMENT,
    role: "MICROSOFT_SENTINEL_RESPONDER",
    evidence: { connection: "public files", audience: "assumed" },
  },
  azuretables: { title: "Azure Table Storage", ...STORAGE, access: ["TableStorageAccess"] },
  azurevm: { title: "Azure VM", ...MANAGEMENT, role: "VIRTUAL_MACHINE_CONTRIBUTOR", evidence: SERVICE_AUDIENCE },
  documentdb: {
    title: "Azure Cosmos DB",
    valueSet: BY_IDENTITY,
    audience: "https://cosmos.azure.com",
    access: ["CosmosDbAccess"],
    evidence: SERVICE_AUDIENCE,
  },
  eventhubs: {
    title: "Event Hubs",
    ...NAMESPACE,
    audience: TokenAudience.EVENT_HUBS,
    access: ["EventHubsAccess"],
    evidence: { connection: "public files", audience: "public files" },
  },
  formrecognizer: {
    title: "Azure AI Document Intelligence",
    ...COGNITIVE_SERVICES,
    parameters: ["siteUrl"],
    access: ["AiServicesAccess"],
  },
  keyvault: {
    title: "Azure Key Vault",
    valueSet: "oauthMI",
    parameters: ["vaultName"],
    audience: TokenAudience.KEY_VAULT,
    access: ["KeyVaultAccess", "KeyVaultPolicyAccess"],
    evidence: { connection: "public files", audience: "documentation" },
  },
  kusto: {
    title: "Azure Data Explorer",
    audience: "https://kusto.kustomfa.windows.net",
    access: ["KustoAccess"],
    evidence: { connection: "public files", audience: "documentation" },
  },
  servicebus: {
    title: "Service Bus",
    ...NAMESPACE,
    audience: TokenAudience.SERVICE_BUS,
    access: ["ServiceBusAccess"],
    evidence: { connection: "documentation", audience: "designer" },
  },
  sql: {
    title: "SQL Server",
    valueSet: "oauthMI",
    audience: TokenAudience.SQL,
    access: ["SqlAccess"],
    evidence: { connection: "public files", audience: "public files" },
  },
} as const satisfies Readonly<Record<string, ConnectorRow>>;
