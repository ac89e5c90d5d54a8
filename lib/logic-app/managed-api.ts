/** How a connector knows that a connection authenticates with a managed identity. */
export interface ManagedApiOptions {
  /**
   * Name of the connector's parameter set for managed identities, such as "oauthMI" or "managedIdentityAuth".
   *
   * @default - the connector has no parameter sets, and is told by the parameter value type "Alternative"
   */
  readonly valueSet?: string;

  /**
   * Names of the values in the parameter set, such as "vaultName". A connection has to give each of them.
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
}

const STORAGE: ManagedApiOptions = { valueSet: "managedIdentityAuth", audience: "https://storage.azure.com/" };
const NAMESPACE: ManagedApiOptions = { valueSet: "managedIdentityAuth", parameters: ["namespaceEndpoint"] };
const MANAGEMENT: ManagedApiOptions = { audience: "https://management.azure.com/" };

/**
 * A managed connector of Logic Apps that can authenticate with a managed identity.
 *
 * Microsoft lists the connectors, but the parameter sets of a few only. The others are here when at least two public
 * templates agree on theirs; Cosmos DB, Data Explorer and Data Factory are not, because theirs do not.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity
 */
export class ManagedApi {
  /** Azure SQL. */
  public static readonly SQL = ManagedApi.known("sql", {
    valueSet: "oauthMI",
    audience: "https://database.windows.net/",
  });

  /** Azure Key Vault. Parameter: vaultName. */
  public static readonly KEY_VAULT = ManagedApi.known("keyvault", {
    valueSet: "oauthMI",
    parameters: ["vaultName"],
    audience: "https://vault.azure.net",
  });

  /** Azure Blob Storage. */
  public static readonly BLOB_STORAGE = ManagedApi.known("azureblob", STORAGE);

  /** Azure Table Storage. */
  public static readonly TABLE_STORAGE = ManagedApi.known("azuretables", STORAGE);

  /** Azure Queue Storage. */
  public static readonly QUEUE_STORAGE = ManagedApi.known("azurequeues", STORAGE);

  /** Azure Monitor Logs: queries of Log Analytics workspaces and Application Insights. */
  public static readonly MONITOR_LOGS = ManagedApi.known("azuremonitorlogs", {
    valueSet: "managedIdentityAuth",
    audience: "https://api.loganalytics.io",
  });

  /** Azure Service Bus. Parameter: namespaceEndpoint, such as "sb://orders.servicebus.windows.net/". */
  public static readonly SERVICE_BUS = ManagedApi.known("servicebus", {
    ...NAMESPACE,
    audience: "https://servicebus.azure.net",
  });

  /** Azure Event Hubs. Parameter: namespaceEndpoint, such as "sb://orders.servicebus.windows.net/". */
  public static readonly EVENT_HUBS = ManagedApi.known("eventhubs", {
    ...NAMESPACE,
    audience: "https://eventhubs.azure.net",
  });

  /** Azure Resource Manager. */
  public static readonly RESOURCE_MANAGER = ManagedApi.known("arm", MANAGEMENT);

  /** Azure Automation. */
  public static readonly AUTOMATION = ManagedApi.known("azureautomation", MANAGEMENT);

  /** Azure Container Instances. */
  public static readonly CONTAINER_INSTANCES = ManagedApi.known("aci", MANAGEMENT);

  /** Azure VM. */
  public static readonly VIRTUAL_MACHINES = ManagedApi.known("azurevm", MANAGEMENT);

  /** Azure Event Grid. */
  public static readonly EVENT_GRID = ManagedApi.known("azureeventgrid", {});

  /** Microsoft Sentinel. */
  public static readonly SENTINEL = ManagedApi.known("azuresentinel", {});

  /**
   * The connector with this name.
   *
   * @param name of the managed API, such as "azureblob", in any case; an unknown name is reported at synth
   */
  public static of(name: string): ManagedApi {
    const known = ManagedApi._all().find((api) => api.name === name.toLowerCase());
    return known ?? new ManagedApi(name, {}, false);
  }

  /**
   * A connector that is not in the list.
   *
   * @param name of the managed API, such as "azureblob"
   */
  public static custom(name: string, options: ManagedApiOptions = {}): ManagedApi {
    return ManagedApi.known(name, options);
  }

  private static known(name: string, options: ManagedApiOptions): ManagedApi {
    return new ManagedApi(name, options, true);
  }

  /** @internal */
  public static _all(): ManagedApi[] {
    return Object.values(ManagedApi).filter((value): value is ManagedApi => value instanceof ManagedApi);
  }

  /** Name of the managed API in its resource id. */
  public readonly name: string;

  /** Name of the parameter set for managed identities; undefined for the parameter value type "Alternative". */
  public readonly valueSet?: string;

  /** Names of the values in the parameter set. */
  public readonly parameters: string[];

  /** Audience of the tokens for the service, where it is known. */
  public readonly audience?: string;

  private constructor(
    name: string,
    { valueSet, parameters = [], audience }: ManagedApiOptions,
    private readonly isKnown: boolean,
  ) {
    this.name = name;
    this.valueSet = valueSet;
    this.parameters = parameters;
    this.audience = audience;
  }

  /** @internal */
  public _problems(): string[] {
    const names = ManagedApi._all().map(({ name }) => name);
    return this.isKnown
      ? []
      : [
          `connector ${JSON.stringify(this.name)} has no known parameter set for managed identities; ` +
            `use one of ${names.join(", ")}, or ManagedApi.custom with the name of its set`,
        ];
  }
}
