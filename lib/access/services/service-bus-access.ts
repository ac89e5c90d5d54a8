import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { CLIENT_ID } from "../service-settings";
import { fromName, zoneOf } from "../target-subject";

const NAMESPACE = "azurerm_servicebus_namespace";
const QUEUE = "azurerm_servicebus_queue";
const TOPIC = "azurerm_servicebus_topic";

const HOST = fromName([NAMESPACE], (name, target) => `${name}.${zoneOf("messaging", target)}`);

const SERVICE = new RoleService("ServiceBusAccess", {
  service: "Service Bus",
  targets: { [NAMESPACE]: ID, [QUEUE]: ID, [TOPIC]: ID, azurerm_servicebus_subscription: ID },
  verbs: {
    send: { role: BuiltInRole.AZURE_SERVICE_BUS_DATA_SENDER, on: [NAMESPACE, QUEUE, TOPIC] },
    receive: { role: BuiltInRole.AZURE_SERVICE_BUS_DATA_RECEIVER },
    own: { role: BuiltInRole.AZURE_SERVICE_BUS_DATA_OWNER },
  },
  settings: [
    {
      prefix: "AZURE_SERVICEBUS",
      values: { FULLYQUALIFIEDNAMESPACE: HOST, CLIENTID: CLIENT_ID },
      spring: {
        "spring.cloud.azure.servicebus.credential.managed-identity-enabled": "true",
        "spring.cloud.azure.servicebus.credential.client-id": CLIENT_ID,
        "spring.cloud.azure.servicebus.namespace": HOST,
      },
      connection: { fullyQualifiedNamespace: HOST },
    },
  ],
});

/**
 * Access to the messages of an `azurerm_servicebus_namespace`, or of one queue, topic or subscription in it.
 *
 * https://learn.microsoft.com/azure/service-bus-messaging/service-bus-managed-service-identity
 */
export class ServiceBusAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /**
   * Send messages: Azure Service Bus Data Sender. Of an `azurerm_servicebus_namespace`, `azurerm_servicebus_queue` or
   * `azurerm_servicebus_topic`.
   */
  public static send(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("send", target, options);
  }

  /** Receive and settle messages: Azure Service Bus Data Receiver. */
  public static receive(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("receive", target, options);
  }

  /**
   * Send and receive messages, and create and delete queues, topics, subscriptions and rules: Azure Service Bus Data
   * Owner.
   */
  public static own(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("own", target, options);
  }

  private constructor() {
    // only factories
  }
}
