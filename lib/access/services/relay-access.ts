import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { CLIENT_ID } from "../service-settings";
import { fromName, zoneOf } from "../target-subject";

const SERVICE = new RoleService("RelayAccess", {
  service: "Azure Relay",
  targets: { azurerm_relay_namespace: ID, azurerm_relay_hybrid_connection: ID },
  verbs: {
    listen: { role: BuiltInRole.AZURE_RELAY_LISTENER },
    send: { role: BuiltInRole.AZURE_RELAY_SENDER },
    own: { role: BuiltInRole.AZURE_RELAY_OWNER },
  },
  settings: [
    {
      prefix: "AZURE_RELAY",
      values: {
        FULLYQUALIFIEDNAMESPACE: fromName(
          ["azurerm_relay_namespace"],
          (name, target) => `${name}.${zoneOf("messaging", target)}`,
        ),
        CLIENTID: CLIENT_ID,
      },
    },
  ],
});

/**
 * Access to an `azurerm_relay_namespace`, or to one hybrid connection in it.
 *
 * https://learn.microsoft.com/azure/azure-relay/authenticate-managed-identity
 */
export class RelayAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Listen for connections: Azure Relay Listener. */
  public static listen(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("listen", target, options);
  }

  /** Open connections to listeners: Azure Relay Sender. */
  public static send(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("send", target, options);
  }

  /** Listen, send, and create and delete hybrid connections and WCF relays: Azure Relay Owner. */
  public static own(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("own", target, options);
  }

  private constructor() {
    // only factories
  }
}
