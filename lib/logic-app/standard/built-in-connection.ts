import { type ITerraformResource } from "cdktf";
import { type Access } from "../../access/access";
import { targetProblems } from "../../access/role-service";
import { given } from "../../core/given";
import { type Problem, rules } from "../../core/rules";
import { BUILT_IN_SERVICES, type BuiltInService } from "./built-in-services";
import { BuiltInConnector } from "./built-in-connector";
import { type BuiltInConnectionUse } from "./built-in-connection-use";
import { connectBuiltIn } from "./connect-built-in";
import { type LogicAppBuiltInConnection } from "./logic-app-built-in-connection";

/**
 * A connection of built-in connectors without a secret: the Standard logic app signs in with its managed identity.
 *
 * It is not a resource of Azure. `addTo` writes it into the connections.json and the settings of an app, and grants the
 * app its access.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity
 */
export class BuiltInConnection {
  /**
   * Queries a database of Azure SQL. By default, the app becomes a user of the database in the role db_datareader, so
   * whoever runs Terraform must reach the server as its Entra administrator; see `SqlAccess`.
   *
   * @param database an `azurerm_mssql_database` or `azurerm_mssql_managed_database`
   */
  public static sql(database: ITerraformResource): BuiltInConnection {
    return BuiltInConnection.to("sql", database);
  }

  /**
   * Sends messages to Service Bus and receives them.
   *
   * @param target an `azurerm_servicebus_namespace`, or one `azurerm_servicebus_queue` or `azurerm_servicebus_topic`, to
   * which the access is limited
   */
  public static serviceBus(target: ITerraformResource): BuiltInConnection {
    return BuiltInConnection.to("serviceBus", target);
  }

  /**
   * Sends events to Event Hubs and receives them.
   *
   * @param target an `azurerm_eventhub_namespace`, or one `azurerm_eventhub`, to which the access is limited
   */
  public static eventHubs(target: ITerraformResource): BuiltInConnection {
    return BuiltInConnection.to("eventHubs", target);
  }

  /**
   * Reads and writes blobs.
   *
   * @param target an `azurerm_storage_account`, or one `azurerm_storage_container`, to which the access is limited
   */
  public static blobStorage(target: ITerraformResource): BuiltInConnection {
    return BuiltInConnection.to("blobStorage", target);
  }

  /**
   * Reads and writes entities of Table Storage.
   *
   * @param target an `azurerm_storage_account`, or one `azurerm_storage_table`, to which the access is limited
   */
  public static tableStorage(target: ITerraformResource): BuiltInConnection {
    return BuiltInConnection.to("tableStorage", target);
  }

  /**
   * Adds messages to Queue Storage, and receives and deletes them.
   *
   * @param target an `azurerm_storage_account`, or one `azurerm_storage_queue`, to which the access is limited
   */
  public static queueStorage(target: ITerraformResource): BuiltInConnection {
    return BuiltInConnection.to("queueStorage", target);
  }

  /**
   * Reads secrets. For keys, give `KeyVaultAccess.useKeys` as access; for a vault with access policies,
   * `KeyVaultPolicyAccess`.
   *
   * @param target an `azurerm_key_vault`, or one `azurerm_key_vault_secret`, to which the access is limited
   */
  public static keyVault(target: ITerraformResource): BuiltInConnection {
    return BuiltInConnection.to("keyVault", target);
  }

  /**
   * Reads and writes items of Cosmos DB for NoSQL.
   *
   * @param target an `azurerm_cosmosdb_account`, or one `azurerm_cosmosdb_sql_database` or
   * `azurerm_cosmosdb_sql_container`, to which the access is limited
   */
  public static cosmosDb(target: ITerraformResource): BuiltInConnection {
    return BuiltInConnection.to("cosmosDb", target);
  }

  /**
   * Publishes events to Event Grid.
   *
   * @param target an `azurerm_eventgrid_topic` or `azurerm_eventgrid_domain`
   */
  public static eventGrid(target: ITerraformResource): BuiltInConnection {
    return BuiltInConnection.to("eventGrid", target);
  }

  /**
   * A connection to something that the app does not contain, or of a connector without a method here. It grants only the
   * access that `addTo` is given.
   *
   * @param connector a constant of `BuiltInConnector`, or a custom one
   * @param values of all `parameters` of the connector, such as `{ fullyQualifiedNamespace: "orders.servicebus.windows.net" }`
   */
  public static of(connector: BuiltInConnector, values: Record<string, string>): BuiltInConnection {
    const [noConnector, found] = [notAConnector(connector), given(values)];
    const problems =
      noConnector.length > 0 ? noConnector : [...connector._problems(), ...valueProblems(connector, found)];
    return new BuiltInConnection(noConnector.length > 0 ? BuiltInConnector.SQL : connector, found, [], problems);
  }

  private static to(name: keyof typeof BUILT_IN_SERVICES, target: ITerraformResource): BuiltInConnection {
    const { connector, targets, access, values }: BuiltInService = BUILT_IN_SERVICES[name];
    const problems = targetProblems(`target of BuiltInConnection.${name}`, target, targets);
    if (problems.length > 0) {
      return new BuiltInConnection(connector, {}, [], problems);
    }
    const all = access.map((grant) => grant(target));
    const settings = all[0]?.settings() ?? {};
    const found = Object.entries(values).map(([parameter, setting]) => [parameter, settings[setting] ?? ""] as const);
    return new BuiltInConnection(connector, Object.fromEntries(found), all, []);
  }

  /** The connector. */
  public readonly connector: BuiltInConnector;

  private constructor(
    connector: BuiltInConnector,
    private readonly values: Readonly<Record<string, string>>,
    private readonly access: readonly Access[],
    private readonly problems: readonly Problem[],
  ) {
    this.connector = connector;
  }

  /**
   * Lets a Standard logic app use the connection: attaches the identity, grants it the access, and adds the connection to
   * the connections.json of the app, with the values in app settings. An app can have the connection under several keys.
   *
   * @param logicApp an `azurerm_logic_app_standard`; synth rejects anything else
   */
  public addTo(logicApp: ITerraformResource, use: BuiltInConnectionUse = {}): LogicAppBuiltInConnection {
    const { connector, values, access, problems } = this;
    return connectBuiltIn(logicApp, { connector, values, access, problems }, use);
  }
}

const notAConnector = rules<[given: unknown]>("BuiltInConnection", [
  {
    rule: "not-a-built-in-connector",
    when: (given) => !BuiltInConnector._isOne(given),
    message: "connector must be a BuiltInConnector; use its constants, or BuiltInConnector.custom",
  },
]);

const valueProblems = rules<[connector: BuiltInConnector, values: Readonly<Record<string, string>>]>(
  "BuiltInConnection",
  [
    {
      rule: "built-in-connector-values",
      when: ({ parameters }, values) =>
        [...parameters].sort().join() !== Object.keys(values).sort().join() ||
        Object.values(values).some((value) => typeof value !== "string" || value.trim() === ""),
      message: ({ name, parameters }, values) =>
        `connector ${name} needs values for exactly ${parameters.join(", ")}; got ${Object.keys(values).join(", ") || "none"}`,
    },
  ],
);
