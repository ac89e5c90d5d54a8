import { SQL_SUFFIXES } from "../sql/constructs/clouds";

/**
 * Audiences of tokens for Azure services, in the public cloud.
 *
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/services-id-authentication-support
 */
export class TokenAudience {
  /** Azure Resource Manager. */
  public static readonly RESOURCE_MANAGER = "https://management.azure.com/";

  /** Azure Key Vault. Without a slash at the end. */
  public static readonly KEY_VAULT = "https://vault.azure.net";

  /** Blobs, files, queues and tables of all storage accounts. With a slash at the end. */
  public static readonly STORAGE = "https://storage.azure.com/";

  /** Azure SQL. */
  public static readonly SQL = "https://database.windows.net/";

  /** Azure Service Bus. */
  public static readonly SERVICE_BUS = "https://servicebus.azure.net";

  /** Azure Event Hubs. */
  public static readonly EVENT_HUBS = "https://eventhubs.azure.net";

  /** Log Analytics: https://learn.microsoft.com/azure/azure-monitor/logs/api/access-api */
  public static readonly LOG_ANALYTICS = "https://api.loganalytics.io";

  /** Microsoft Graph: https://learn.microsoft.com/graph/auth-v2-service */
  public static readonly MICROSOFT_GRAPH = "https://graph.microsoft.com";

  /**
   * Azure SQL in the cloud of a server's DNS name; the public cloud if only Terraform knows the name.
   *
   * @param host DNS name of the server
   */
  public static sqlServer(host: string): string {
    const cloud = Object.values(SQL_SUFFIXES).find((suffix) => host.toLowerCase().endsWith(`.${suffix}`));
    return cloud === undefined ? TokenAudience.SQL : `https://${cloud}/`;
  }

  /**
   * Azure Cosmos DB: https://learn.microsoft.com/azure/cosmos-db/how-to-setup-rbac
   *
   * @param account name of the account
   */
  public static cosmosDb(account: string): string {
    return `https://${account}.documents.azure.com`;
  }
}
