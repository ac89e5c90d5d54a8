import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { CLIENT_ID } from "../service-settings";
import { ofService } from "../target-subject";

const SERVICE = new RoleService("AppConfigurationAccess", {
  service: "App Configuration",
  targets: { azurerm_app_configuration: ID },
  verbs: {
    read: { role: BuiltInRole.APP_CONFIGURATION_DATA_READER },
    readWrite: { role: BuiltInRole.APP_CONFIGURATION_DATA_OWNER },
  },
  settings: [
    {
      prefix: "AZURE_APPCONFIGURATION",
      values: { ENDPOINT: ofService(["azurerm_app_configuration"], "endpoint"), CLIENTID: CLIENT_ID },
    },
  ],
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
