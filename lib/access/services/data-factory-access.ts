import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";

const SERVICE = new RoleService("DataFactoryAccess", {
  service: "Data Factory",
  targets: { azurerm_data_factory: ID },
  verbs: {
    manage: { role: BuiltInRole.DATA_FACTORY_CONTRIBUTOR },
  },
});

/**
 * Access to an `azurerm_data_factory`. Data Factory has no narrower built-in role; one that only runs pipelines is a
 * custom role.
 *
 * https://learn.microsoft.com/azure/data-factory/concepts-roles-permissions
 */
export class DataFactoryAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Create, change and run pipelines and everything else in the factory: Data Factory Contributor. */
  public static manage(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("manage", target, options);
  }

  private constructor() {
    // only factories
  }
}
