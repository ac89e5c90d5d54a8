import { firstRule, type Problem } from "../core/rules";
import { type ConnectorRow, CONNECTORS } from "./managed-api-table";

/** How a connector supports managed identities. */
export interface ManagedApiOptions {
  /**
   * Name of the connector's parameter set for managed identities, such as "oauthMI" or "managedIdentityAuth".
   *
   * @default - the connector has no parameter sets, and uses the parameter value type "Alternative"
   */
  readonly valueSet?: string;

  /**
   * Names of the values in the parameter set, or of the alternative values, such as "vaultName". A connection must set
   * all of them.
   *
   * @default - none
   */
  readonly parameters?: string[];

  /**
   * Audience of the tokens for the service behind the connector, such as "https://vault.azure.net".
   *
   * @default - the connector chooses
   */
  readonly audience?: string;

  /**
   * Audiences of further tokens that the connector needs in Standard apps, such as "https://api.loganalytics.io".
   *
   * @default - none
   */
  readonly additionalAudiences?: string[];

  /**
   * Whether Standard apps have the connector.
   *
   * @default true
   */
  readonly standard?: boolean;

  /**
   * Whether Consumption workflows have the connector.
   *
   * @default true
   */
  readonly consumption?: boolean;
}

/**
 * A managed connector of Logic Apps that supports managed identities.
 *
 * docs/connectors.generated.md lists them, with the source of each fact: Microsoft documents few parameter sets and
 * audiences. Use `custom` for a connector that is not listed, or whose facts changed.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity
 */
export class ManagedApi {
  /** Azure SQL. */
  public static readonly SQL = ManagedApi.known("sql");

  /** Azure Key Vault. Parameter: vaultName, the name and not the URI. */
  public static readonly KEY_VAULT = ManagedApi.known("keyvault");

  /** Azure Blob Storage. */
  public static readonly BLOB_STORAGE = ManagedApi.known("azureblob");

  /** Azure Table Storage. */
  public static readonly TABLE_STORAGE = ManagedApi.known("azuretables");

  /** Azure Queue Storage. */
  public static readonly QUEUE_STORAGE = ManagedApi.known("azurequeues");

  /** Azure Monitor Logs: queries of Log Analytics workspaces and Application Insights. */
  public static readonly MONITOR_LOGS = ManagedApi.known("azuremonitorlogs");

  /** Azure Service Bus. Parameter: namespaceEndpoint, such as "sb://orders.servicebus.windows.net/". */
  public static readonly SERVICE_BUS = ManagedApi.known("servicebus");

  /** Azure Event Hubs. Parameter: namespaceEndpoint, such as "sb://orders.servicebus.windows.net/". */
  public static readonly EVENT_HUBS = ManagedApi.known("eventhubs");

  /** Azure Resource Manager. */
  public static readonly RESOURCE_MANAGER = ManagedApi.known("arm");

  /** Azure Automation. */
  public static readonly AUTOMATION = ManagedApi.known("azureautomation");

  /** Azure Container Instances. */
  public static readonly CONTAINER_INSTANCES = ManagedApi.known("aci");

  /** Azure VM. */
  public static readonly VIRTUAL_MACHINES = ManagedApi.known("azurevm");

  /** Azure Event Grid. */
  public static readonly EVENT_GRID = ManagedApi.known("azureeventgrid");

  /** Microsoft Sentinel. */
  public static readonly SENTINEL = ManagedApi.known("azuresentinel");

  /** Azure Data Explorer. The cluster is in each action. */
  public static readonly KUSTO = ManagedApi.known("kusto");

  /** Azure Data Factory. */
  public static readonly DATA_FACTORY = ManagedApi.known("azuredatafactory");

  /** Azure Cosmos DB for NoSQL. The account is in each action. */
  public static readonly COSMOS_DB = ManagedApi.known("documentdb");

  /** Azure OpenAI. Parameter: azureOpenAIResourceName, the name of the account. */
  public static readonly OPEN_AI = ManagedApi.known("azureopenai");

  /** Azure AI Search. Parameter: ConnectionEndpoint, such as "https://orders.search.windows.net". */
  public static readonly AI_SEARCH = ManagedApi.known("azureaisearch");

  /** Azure AI Document Intelligence. Parameter: siteUrl, the endpoint of the account. */
  public static readonly DOCUMENT_INTELLIGENCE = ManagedApi.known("formrecognizer");

  /**
   * Azure Digital Twins. Parameter: adtInstance, the host name of the instance. How it takes an identity is an
   * assumption.
   */
  public static readonly DIGITAL_TWINS = ManagedApi.known("azuredigitaltwins");

  /** Azure IoT Central. The application is in each action. */
  public static readonly IOT_CENTRAL = ManagedApi.known("azureiotcentral");

  /** Azure App Service. */
  public static readonly APP_SERVICE = ManagedApi.known("azureappservice");

  /** Azure Data Lake Storage Gen1, which Azure retired in 2024. Use `BLOB_STORAGE` for Gen2. */
  public static readonly DATA_LAKE = ManagedApi.known("azuredatalake");

  /**
   * The connector with this name.
   *
   * @param name of the managed API, such as "azureblob", in any case; synth rejects an unknown name
   */
  public static of(name: string): ManagedApi {
    const known = ManagedApi._all().find((api) => api.name === name.toLowerCase());
    return known ?? new ManagedApi(name, {}, false);
  }

  /**
   * A connector that is not listed, or that takes other values or tokens than the table says.
   *
   * @param name of the managed API, such as "azureblob"; synth rejects an empty name
   */
  public static custom(name: string, options: ManagedApiOptions = {}): ManagedApi {
    return new ManagedApi(name, options);
  }

  private static known(name: keyof typeof CONNECTORS): ManagedApi {
    const { parameters = [], additionalAudiences = [], ...row }: ConnectorRow = CONNECTORS[name];
    return new ManagedApi(name, {
      ...row,
      parameters: [...parameters],
      additionalAudiences: [...additionalAudiences],
    });
  }

  /** @internal */
  public static _all(): ManagedApi[] {
    return Object.values(ManagedApi).filter((value): value is ManagedApi => value instanceof ManagedApi);
  }

  /** Name of the managed API in its resource id. */
  public readonly name: string;

  /** Name of the parameter set for managed identities; undefined for the parameter value type "Alternative". */
  public readonly valueSet?: string;

  /** Names of the values in the parameter set, or of the alternative values. */
  public readonly parameters: string[];

  /** Audience of the tokens for the service, if it is known. Standard apps write it in their connections.json. */
  public readonly audience?: string;

  /** Audiences of further tokens that the connector needs in Standard apps. */
  public readonly additionalAudiences: string[];

  /** Whether Standard apps have the connector. */
  public readonly standard: boolean;

  /** Whether Consumption workflows have the connector. */
  public readonly consumption: boolean;

  private constructor(
    name: string,
    options: ManagedApiOptions,
    private readonly isKnown = true,
  ) {
    const {
      valueSet,
      parameters = [],
      audience,
      additionalAudiences = [],
      standard = true,
      consumption = true,
    } = options;
    this.name = name;
    this.valueSet = valueSet;
    this.parameters = parameters;
    this.audience = audience;
    this.additionalAudiences = additionalAudiences;
    this.standard = standard;
    this.consumption = consumption;
  }

  /** @internal */
  public _problems(): Problem[] {
    const known = ManagedApi._all().map(({ name }) => name);
    return apiProblems(this, this.isKnown, known);
  }
}

const apiProblems = firstRule<[api: ManagedApi, isKnown: boolean, known: readonly string[]]>("ManagedApi", [
  {
    rule: "connector-name-empty",
    when: ({ name }) => name.trim() === "",
    message: 'the name of the connector is empty; give one such as "azureblob"',
  },
  {
    rule: "connector-value-set-empty",
    when: ({ valueSet }) => valueSet?.trim() === "",
    message: ({ name }) => `valueSet of connector ${JSON.stringify(name)} is empty; give its name, or leave it out`,
  },
  {
    rule: "unknown-connector",
    when: (_, isKnown) => !isKnown,
    message: ({ name }, _, known) =>
      `connector ${JSON.stringify(name)} has no known parameter set for managed identities; ` +
      `use one of ${known.join(", ")}, or ManagedApi.custom with the name of its set`,
  },
]);
