import { Mark } from "../../core/mark";
import { type Problem, rules } from "../../core/rules";

/** A built-in connector with managed identities. */
export interface BuiltInConnectorOptions {
  /** Names of the values that its parameter set for managed identities has, such as "fullyQualifiedNamespace". */
  readonly parameters: string[];

  /**
   * Whether a user-assigned identity can sign in. Microsoft documents that for SQL Server only.
   *
   * @default false
   */
  readonly takesUserAssignedIdentity?: boolean;
}

const CONNECTOR = new Mark<BuiltInConnector>("BuiltInConnector");

/**
 * A built-in connector of Standard logic apps, which the documentation also calls service provider. It runs in the app:
 * there is no API connection in Azure, and the app signs in itself.
 *
 * https://learn.microsoft.com/azure/connectors/built-in
 */
export class BuiltInConnector {
  /** @internal */
  public static _isOne(value: unknown): value is BuiltInConnector {
    return CONNECTOR.isOn(value);
  }

  /** Azure SQL. https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/sql/ */
  public static readonly SQL = new BuiltInConnector("sql", {
    parameters: ["serverName", "databaseName"],
    takesUserAssignedIdentity: true,
  });

  /** Azure Service Bus. https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/servicebus/ */
  public static readonly SERVICE_BUS = new BuiltInConnector("serviceBus", { parameters: ["fullyQualifiedNamespace"] });

  /** Azure Event Hubs. https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/eventhub/ */
  public static readonly EVENT_HUBS = new BuiltInConnector("eventHub", { parameters: ["fullyQualifiedNamespace"] });

  /** Azure Blob Storage. https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/azureblob/ */
  public static readonly BLOB_STORAGE = new BuiltInConnector("AzureBlob", { parameters: ["blobStorageEndpoint"] });

  /** Azure Table Storage. https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/azuretables/ */
  public static readonly TABLE_STORAGE = new BuiltInConnector("azureTables", { parameters: ["tableStorageEndpoint"] });

  /** Azure Queue Storage. https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/azurequeues/ */
  public static readonly QUEUE_STORAGE = new BuiltInConnector("azurequeues", { parameters: ["queueServiceUri"] });

  /** Azure Key Vault. https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/keyvault/ */
  public static readonly KEY_VAULT = new BuiltInConnector("keyVault", { parameters: ["VaultUri"] });

  /** Azure Cosmos DB for NoSQL. https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/azurecosmosdb/ */
  public static readonly COSMOS_DB = new BuiltInConnector("AzureCosmosDB", { parameters: ["accountEndpoint"] });

  /** Azure Event Grid Publisher. https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/eventgridpublisher/ */
  public static readonly EVENT_GRID = new BuiltInConnector("eventGridPublisher", { parameters: ["topicEndpoint"] });

  /**
   * A connector that is not listed.
   *
   * @param name of the service provider, such as "serviceBus", in the case that Azure has; synth rejects any but letters
   * and digits
   */
  public static custom(name: string, options: BuiltInConnectorOptions): BuiltInConnector {
    return new BuiltInConnector(name, options);
  }

  /** Name of the service provider in its id, such as "serviceBus". */
  public readonly name: string;

  /** Names of the values in the parameter set for managed identities. */
  public readonly parameters: string[];

  /** Whether a user-assigned identity can sign in. */
  public readonly takesUserAssignedIdentity: boolean;

  private constructor(name: string, { parameters, takesUserAssignedIdentity = false }: BuiltInConnectorOptions) {
    CONNECTOR.put(this);
    this.name = name;
    this.parameters = parameters;
    this.takesUserAssignedIdentity = takesUserAssignedIdentity;
  }

  /** Id of the service provider, such as "/serviceProviders/serviceBus". */
  public get serviceProviderId(): string {
    return `/serviceProviders/${this.name}`;
  }

  /** @internal */
  public _problems(): Problem[] {
    return connectorProblems(this);
  }
}

const connectorProblems = rules<[connector: BuiltInConnector]>("BuiltInConnection", [
  {
    rule: "impossible-service-provider",
    when: ({ name }) => typeof name !== "string" || !/^[a-z][a-z0-9]*$/i.test(name),
    message: ({ name }) =>
      `the name of the connector must be letters and digits, such as "serviceBus"; got ${JSON.stringify(name)}`,
  },
]);
