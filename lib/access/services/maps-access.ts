import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";

const SERVICE = new RoleService("MapsAccess", {
  service: "Azure Maps",
  targets: { azurerm_maps_account: ID },
  verbs: {
    searchAndRender: { role: BuiltInRole.AZURE_MAPS_SEARCH_AND_RENDER_DATA_READER },
    read: { role: BuiltInRole.AZURE_MAPS_DATA_READER },
    readWrite: { role: BuiltInRole.AZURE_MAPS_DATA_CONTRIBUTOR },
  },
});

/**
 * Access to the services of an `azurerm_maps_account`.
 *
 * https://learn.microsoft.com/azure/azure-maps/azure-maps-authentication
 */
export class MapsAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Call the search and render services, as web pages do: Azure Maps Search and Render Data Reader. */
  public static searchAndRender(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("searchAndRender", target, options);
  }

  /** Call all services that read: Azure Maps Data Reader. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options);
  }

  /** Call all services, those that write included: Azure Maps Data Contributor. */
  public static readWrite(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("readWrite", target, options);
  }

  private constructor() {
    // only factories
  }
}
