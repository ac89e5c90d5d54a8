import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { CLIENT_ID } from "../service-settings";
import { ofService } from "../target-subject";

const SERVICE = new RoleService("DigitalTwinsAccess", {
  service: "Digital Twins",
  targets: { azurerm_digital_twins_instance: ID },
  verbs: {
    read: { role: BuiltInRole.AZURE_DIGITAL_TWINS_DATA_READER },
    own: { role: BuiltInRole.AZURE_DIGITAL_TWINS_DATA_OWNER },
  },
  settings: [
    {
      prefix: "AZURE_DIGITALTWINS",
      values: { HOST: ofService(["azurerm_digital_twins_instance"], "host_name"), CLIENTID: CLIENT_ID },
    },
  ],
});

/**
 * Access to the twins of an `azurerm_digital_twins_instance`.
 *
 * https://learn.microsoft.com/azure/digital-twins/concepts-security
 */
export class DigitalTwinsAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Read and query twins, models and routes: Azure Digital Twins Data Reader. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options);
  }

  /** Read, write and delete twins, models, relationships and routes: Azure Digital Twins Data Owner. */
  public static own(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("own", target, options);
  }

  private constructor() {
    // only factories
  }
}
