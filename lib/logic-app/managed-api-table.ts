import { TokenAudience } from "../token-check/token-audience";

/** A managed connector that supports managed identities. */
export interface ConnectorRow {
  /** Name in the designer. */
  readonly title: string;
  /** The parameter set for managed identities; without one, the parameter value type is "Alternative". */
  readonly valueSet?: string;
  /** Names of the values in the set. */
  readonly parameters?: readonly string[];
  /** Audience of a Standard app's tokens for the service. */
  readonly audience?: string;
  /** Further services that the connector calls with tokens of a Standard app. */
  readonly additionalAudiences?: readonly string[];
  /** Whether Standard apps have the connector; by default they do. */
  readonly standard?: boolean;
  /** Whether Consumption workflows have the connector; by default they do. */
  readonly consumption?: boolean;
}

/** Resource Manager under its older name, which some connectors still ask tokens for. */
const CLASSIC_MANAGEMENT = "https://management.core.windows.net/";

const STORAGE = { valueSet: "managedIdentityAuth", audience: TokenAudience.STORAGE } as const;
const NAMESPACE = { valueSet: "managedIdentityAuth", parameters: ["namespaceEndpoint"] } as const;
const MANAGEMENT = { audience: TokenAudience.RESOURCE_MANAGER } as const;

/** Connectors by the name of their managed API. */
export const CONNECTORS = {
  aci: { title: "Azure Container Instance", ...MANAGEMENT },
  arm: { title: "Azure Resource Manager", ...MANAGEMENT },
  azureautomation: { title: "Azure Automation", ...MANAGEMENT },
  azureblob: { title: "Azure Blob Storage", ...STORAGE },
  azureeventgrid: { title: "Azure Event Grid", audience: CLASSIC_MANAGEMENT },
  azuremonitorlogs: {
    title: "Azure Monitor Logs",
    valueSet: "managedIdentityAuth",
    audience: CLASSIC_MANAGEMENT,
    additionalAudiences: [TokenAudience.LOG_ANALYTICS],
  },
  azurequeues: { title: "Azure Queues", ...STORAGE },
  azuresentinel: { title: "Microsoft Sentinel", ...MANAGEMENT },
  azuretables: { title: "Azure Table Storage", ...STORAGE },
  azurevm: { title: "Azure VM", ...MANAGEMENT },
  eventhubs: { title: "Event Hubs", ...NAMESPACE, audience: TokenAudience.EVENT_HUBS },
  keyvault: {
    title: "Azure Key Vault",
    valueSet: "oauthMI",
    parameters: ["vaultName"],
    audience: TokenAudience.KEY_VAULT,
  },
  servicebus: { title: "Service Bus", ...NAMESPACE, audience: TokenAudience.SERVICE_BUS },
  sql: { title: "SQL Server", valueSet: "oauthMI", audience: TokenAudience.SQL },
} as const satisfies Readonly<Record<string, ConnectorRow>>;
