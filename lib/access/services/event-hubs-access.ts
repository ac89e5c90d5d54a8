import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { CLIENT_ID } from "../service-settings";
import { fromName, zoneOf } from "../target-subject";

const NAMESPACE = "azurerm_eventhub_namespace";
const HUB = "azurerm_eventhub";
const CONSUMER_GROUP = "azurerm_eventhub_consumer_group";
const SCHEMA_GROUP = "azurerm_eventhub_namespace_schema_group";

const HOST = fromName([NAMESPACE], (name, target) => `${name}.${zoneOf("messaging", target)}`);

const SERVICE = new RoleService("EventHubsAccess", {
  service: "Event Hubs",
  targets: { [NAMESPACE]: ID, [HUB]: ID, [CONSUMER_GROUP]: ID, [SCHEMA_GROUP]: ID },
  verbs: {
    send: { role: BuiltInRole.AZURE_EVENT_HUBS_DATA_SENDER, on: [NAMESPACE, HUB] },
    receive: { role: BuiltInRole.AZURE_EVENT_HUBS_DATA_RECEIVER, on: [NAMESPACE, HUB, CONSUMER_GROUP] },
    own: { role: BuiltInRole.AZURE_EVENT_HUBS_DATA_OWNER, on: [NAMESPACE, HUB] },
    readSchemas: { role: BuiltInRole.SCHEMA_REGISTRY_READER, on: [NAMESPACE, SCHEMA_GROUP] },
    writeSchemas: { role: BuiltInRole.SCHEMA_REGISTRY_CONTRIBUTOR, on: [NAMESPACE, SCHEMA_GROUP] },
  },
  settings: [
    {
      prefix: "AZURE_EVENTHUB",
      values: { FULLYQUALIFIEDNAMESPACE: HOST, CLIENTID: CLIENT_ID },
      spring: {
        "spring.cloud.azure.eventhubs.credential.managed-identity-enabled": "true",
        "spring.cloud.azure.eventhubs.credential.client-id": CLIENT_ID,
        "spring.cloud.azure.eventhubs.namespace": HOST,
      },
      connection: { fullyQualifiedNamespace: HOST },
    },
  ],
});

/**
 * Access to the events of an `azurerm_eventhub_namespace`, of one `azurerm_eventhub` or
 * `azurerm_eventhub_consumer_group`, and to the schemas of an `azurerm_eventhub_namespace_schema_group`.
 *
 * https://learn.microsoft.com/azure/event-hubs/authenticate-managed-identity
 */
export class EventHubsAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Send events: Azure Event Hubs Data Sender. Of an `azurerm_eventhub_namespace` or `azurerm_eventhub`. */
  public static send(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("send", target, options);
  }

  /**
   * Receive events: Azure Event Hubs Data Receiver. Of an `azurerm_eventhub_namespace`, `azurerm_eventhub` or
   * `azurerm_eventhub_consumer_group`.
   */
  public static receive(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("receive", target, options);
  }

  /**
   * Send and receive events, and create and delete event hubs and consumer groups: Azure Event Hubs Data Owner. Of an
   * `azurerm_eventhub_namespace` or `azurerm_eventhub`.
   */
  public static own(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("own", target, options);
  }

  /**
   * Read schemas of the schema registry: Schema Registry Reader. Of an `azurerm_eventhub_namespace` or
   * `azurerm_eventhub_namespace_schema_group`.
   */
  public static readSchemas(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("readSchemas", target, options);
  }

  /**
   * Read, write and delete schemas and groups of the schema registry: Schema Registry Contributor. Of an
   * `azurerm_eventhub_namespace` or `azurerm_eventhub_namespace_schema_group`.
   */
  public static writeSchemas(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("writeSchemas", target, options);
  }

  private constructor() {
    // only factories
  }
}
