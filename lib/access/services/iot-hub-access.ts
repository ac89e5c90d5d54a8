import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { CLIENT_ID } from "../service-settings";
import { ofService } from "../target-subject";

const SERVICE = new RoleService("IotHubAccess", {
  service: "IoT Hub",
  targets: { azurerm_iothub: ID },
  verbs: {
    read: { role: BuiltInRole.IOT_HUB_DATA_READER },
    writeTwins: { role: BuiltInRole.IOT_HUB_TWIN_CONTRIBUTOR },
    manageDevices: { role: BuiltInRole.IOT_HUB_REGISTRY_CONTRIBUTOR },
    own: { role: BuiltInRole.IOT_HUB_DATA_CONTRIBUTOR },
  },
  settings: [
    {
      prefix: "AZURE_IOTHUB",
      values: { HOST: ofService(["azurerm_iothub"], "hostname"), CLIENTID: CLIENT_ID },
    },
  ],
});

/**
 * Access to the service APIs of an `azurerm_iothub`.
 *
 * https://learn.microsoft.com/azure/iot-hub/authenticate-authorize-azure-ad
 */
export class IotHubAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Read devices, twins and jobs: IoT Hub Data Reader. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options);
  }

  /** Read and write device twins: IoT Hub Twin Contributor. */
  public static writeTwins(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("writeTwins", target, options);
  }

  /** Create, change and delete device identities: IoT Hub Registry Contributor. */
  public static manageDevices(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("manageDevices", target, options);
  }

  /** Full control of devices, twins, methods, messages and jobs: IoT Hub Data Contributor. */
  public static own(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("own", target, options);
  }

  private constructor() {
    // only factories
  }
}
