import { TokenAudience } from "../token-check/token-audience";
import { firstRule, type Problem } from "../core/rules";

/** How a connector supports managed identities. */
export interface ManagedApiOptions {
  /**
   * Name of the connector's parameter set for managed identities, such as "oauthMI" or "managedIdentityAuth".
   *
   * @default - the connector has no parameter sets, and uses the parameter value type "Alternative"
   */
  readonly valueSet?: string;

  /**
   * Names of the values in the parameter set, such as "vaultName". A connection must set all of them.
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

const STORAGE: ManagedApiOptions = { valueSet: "managedIdentityAuth", audience: TokenAudience.STORAGE };
const NAMESPACE: ManagedApiOptions = { valueSet: "managedIdentityAuth", parameters: ["namespaceEndpoint"] };
const MANAGEMENT: ManagedApiOptions = { audience: TokenAudience.RESOURCE_MANAGER };

/**
 * A managed connector of Logic Apps that supports managed identities.
 *
 * Microsoft lists the connectors, but only a few of their parameter sets. The others are included if at least two
 * public templates agree on them. Use `custom` for Cosmos DB, Data Explorer and Data Factory.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity
 */
export class ManagedApi {
  /** Azure SQL. */
  public static readonly SQL = new ManagedApi("sql", {
    valueSet: "oauthMI",
    audience: TokenAudience.SQL,
  });

  /** Azure Key Vault. Parameter: vaultName, the name and not the URI. */
  public static readonly KEY_VAULT = new ManagedApi("keyvault", {
    valueSet: "oauthMI",
    parameters: ["vaultName"],
    audience: TokenAudience.KEY_VAULT,
  });

  /** Azure Blob Storage. */
  public static readonly BLOB_STORAGE = new ManagedApi("azureblob", STORAGE);

  /** Azure Table Storage. */
  public static readonly TABLE_STORAGE = new ManagedApi("azuretables", STORAGE);

  /** Azure Queue Storage. */
  public static readonly QUEUE_STORAGE = new ManagedApi("azurequeues", STORAGE);

  /** Azure Monitor Logs: queries of Log Analytics workspaces and Application Insights. */
  public static readonly MONITOR_LOGS = new ManagedApi("azuremonitorlogs", {
    valueSet: "managedIdentityAuth",
    audience: TokenAudience.LOG_ANALYTICS,
  });

  /** Azure Service Bus. Parameter: namespaceEndpoint, such as "sb://orders.servicebus.windows.net/". */
  public static readonly SERVICE_BUS = new ManagedApi("servicebus", {
    ...NAMESPACE,
    audience: TokenAudience.SERVICE_BUS,
  });

  /** Azure Event Hubs. Parameter: namespaceEndpoint, such as "sb://orders.servicebus.windows.net/". */
  public static readonly EVENT_HUBS = new ManagedApi("eventhubs", {
    ...NAMESPACE,
    audience: TokenAudience.EVENT_HUBS,
  });

  /** Azure Resource Manager. */
  public static readonly RESOURCE_MANAGER = new ManagedApi("arm", MANAGEMENT);

  /** Azure Automation. */
  public static readonly AUTOMATION = new ManagedApi("azureautomation", MANAGEMENT);

  /** Azure Container Instances. */
  public static readonly CONTAINER_INSTANCES = new ManagedApi("aci", MANAGEMENT);

  /** Azure VM. */
  public static readonly VIRTUAL_MACHINES = new ManagedApi("azurevm", MANAGEMENT);

  /** Azure Event Grid. */
  public static readonly EVENT_GRID = new ManagedApi("azureeventgrid", {});

  /** Microsoft Sentinel. */
  public static readonly SENTINEL = new ManagedApi("azuresentinel", {});

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
   * A connector that is not listed.
   *
   * @param name of the managed API, such as "azureblob"; synth rejects an empty name
   */
  public static custom(name: string, options: ManagedApiOptions = {}): ManagedApi {
    return new ManagedApi(name, options);
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

  /** Audience of the tokens for the service, if it is known. */
  public readonly audience?: string;

  private constructor(
    name: string,
    { valueSet, parameters = [], audience }: ManagedApiOptions,
    private readonly isKnown = true,
  ) {
    this.name = name;
    this.valueSet = valueSet;
    this.parameters = parameters;
    this.audience = audience;
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
