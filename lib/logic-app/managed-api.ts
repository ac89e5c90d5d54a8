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

/**
 * A managed connector of Logic Apps that can authenticate with a managed identity.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity
 */
export class ManagedApi {
  /** Azure SQL. */
  public static readonly SQL = new ManagedApi("sql", {
    valueSet: "oauthMI",
    audience: "https://database.windows.net/",
  });

  /** Azure Key Vault. Parameter: vaultName. */
  public static readonly KEY_VAULT = new ManagedApi("keyvault", {
    valueSet: "oauthMI",
    parameters: ["vaultName"],
    audience: "https://vault.azure.net",
  });

  /**
   * A connector that is not in the list.
   *
   * @param name of the managed API, such as "azureblob"
   */
  public static custom(name: string, options: ManagedApiOptions = {}): ManagedApi {
    return new ManagedApi(name, options);
  }

  /** Name of the managed API in its resource id. */
  public readonly name: string;

  /** Name of the parameter set for managed identities; undefined for the parameter value type "Alternative". */
  public readonly valueSet?: string;

  /** Names of the values in the parameter set. */
  public readonly parameters: string[];

  /** Audience of the tokens for the service, where it is known. */
  public readonly audience?: string;

  private constructor(name: string, { valueSet, parameters = [], audience }: ManagedApiOptions) {
    this.name = name;
    this.valueSet = valueSet;
    this.parameters = parameters;
    this.audience = audience;
  }

  /** @internal */
  public _problems(): string[] {
    return [];
  }
}
