import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { CLIENT_ID } from "../service-settings";
import { ofService } from "../target-subject";

const TOPIC = "azurerm_eventgrid_topic";
const DOMAIN = "azurerm_eventgrid_domain";
const DOMAIN_TOPIC = "azurerm_eventgrid_domain_topic";
const NAMESPACE = "azurerm_eventgrid_namespace";
const NAMESPACE_TOPIC = "azurerm_eventgrid_namespace_topic";

const SERVICE = new RoleService("EventGridAccess", {
  service: "Event Grid",
  targets: { [TOPIC]: ID, [DOMAIN]: ID, [DOMAIN_TOPIC]: ID, [NAMESPACE]: ID, [NAMESPACE_TOPIC]: ID },
  verbs: {
    send: { role: BuiltInRole.EVENTGRID_DATA_SENDER },
    receive: { role: BuiltInRole.EVENTGRID_DATA_RECEIVER, on: [NAMESPACE, NAMESPACE_TOPIC] },
    sendAndReceive: { role: BuiltInRole.EVENTGRID_DATA_CONTRIBUTOR, on: [NAMESPACE, NAMESPACE_TOPIC] },
    publishMqtt: { role: BuiltInRole.EVENTGRID_TOPICSPACES_PUBLISHER, on: [NAMESPACE] },
    subscribeMqtt: { role: BuiltInRole.EVENTGRID_TOPICSPACES_SUBSCRIBER, on: [NAMESPACE] },
    manageSubscriptions: {
      role: BuiltInRole.EVENTGRID_EVENTSUBSCRIPTION_CONTRIBUTOR,
      on: [TOPIC, DOMAIN, DOMAIN_TOPIC],
    },
  },
  settings: [
    {
      prefix: "AZURE_EVENTGRID",
      values: { ENDPOINT: ofService([TOPIC, DOMAIN], "endpoint"), CLIENTID: CLIENT_ID },
      connection: { topicEndpointUri: ofService([TOPIC, DOMAIN], "endpoint") },
    },
  ],
});

/**
 * Access to the events of an `azurerm_eventgrid_topic`, an `azurerm_eventgrid_domain` or one of its topics, or an
 * `azurerm_eventgrid_namespace`.
 *
 * https://learn.microsoft.com/azure/event-grid/security-authorization
 */
export class EventGridAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Publish events: EventGrid Data Sender. */
  public static send(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("send", target, options);
  }

  /**
   * Pull events from a namespace: EventGrid Data Receiver. Of an `azurerm_eventgrid_namespace` or
   * `azurerm_eventgrid_namespace_topic`.
   */
  public static receive(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("receive", target, options);
  }

  /**
   * Publish events to a namespace and pull them from it: EventGrid Data Contributor. Of an
   * `azurerm_eventgrid_namespace` or `azurerm_eventgrid_namespace_topic`.
   */
  public static sendAndReceive(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("sendAndReceive", target, options);
  }

  /**
   * Publish MQTT messages to the topic spaces of a namespace: EventGrid TopicSpaces Publisher. Of an
   * `azurerm_eventgrid_namespace`.
   */
  public static publishMqtt(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("publishMqtt", target, options);
  }

  /**
   * Subscribe to the MQTT topic spaces of a namespace: EventGrid TopicSpaces Subscriber. Of an
   * `azurerm_eventgrid_namespace`.
   */
  public static subscribeMqtt(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("subscribeMqtt", target, options);
  }

  /**
   * Create, change and delete event subscriptions: EventGrid EventSubscription Contributor. Of an
   * `azurerm_eventgrid_topic`, `azurerm_eventgrid_domain` or `azurerm_eventgrid_domain_topic`.
   */
  public static manageSubscriptions(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("manageSubscriptions", target, options);
  }

  private constructor() {
    // only factories
  }
}
