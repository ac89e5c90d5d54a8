import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "./built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "./role-access";
import { ID, RoleService } from "./role-service";

const SERVICE = new RoleService("AppConfigurationAccess", {
  service: "App Configuration",
  targets: { azurerm_app_configuration: ID },
  verbs: {
    read: { role: BuiltInRole.APP_CONFIGURATION_DATA_READER },
    readWrite: { role: BuiltInRole.APP_CONFIGURATION_DATA_OWNER },
  },
});

/**
 * Access to the settings and feature flags of an `azurerm_app_configuration`.
 *
 * https://learn.microsoft.com/azure/azure-app-configuration/concept-enable-rbac
 */
export class AppConfigurationAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Read settings and feature flags: App Configuration Data Reader. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options);
  }

  /** Read, write and delete settings and feature flags: App Configuration Data Owner. */
  public static readWrite(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("readWrite", target, options);
  }

  private constructor() {
    // only factories
  }
}
