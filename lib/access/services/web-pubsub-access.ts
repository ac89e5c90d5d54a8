import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { CLIENT_ID } from "../service-settings";
import { ofService } from "../target-subject";

const SERVICE = new RoleService("WebPubSubAccess", {
  service: "Web PubSub",
  targets: { azurerm_web_pubsub: ID, azurerm_web_pubsub_socketio: ID, azurerm_web_pubsub_hub: ID },
  verbs: {
    read: { role: BuiltInRole.WEB_PUBSUB_SERVICE_READER },
    own: { role: BuiltInRole.WEB_PUBSUB_SERVICE_OWNER },
  },
  settings: [
    {
      prefix: "AZURE_WEBPUBSUB",
      values: {
        HOST: ofService(["azurerm_web_pubsub", "azurerm_web_pubsub_socketio"], "hostname"),
        CLIENTID: CLIENT_ID,
      },
    },
  ],
});

/**
 * Access to an `azurerm_web_pubsub` or an `azurerm_web_pubsub_socketio`, or to one `azurerm_web_pubsub_hub`.
 *
 * https://learn.microsoft.com/azure/azure-web-pubsub/concept-azure-ad-authorization
 */
export class WebPubSubAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Read connections, groups and permissions: Web PubSub Service Reader. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options);
  }

  /** Send messages, and manage connections, groups and permissions: Web PubSub Service Owner. */
  public static own(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("own", target, options);
  }

  private constructor() {
    // only factories
  }
}
