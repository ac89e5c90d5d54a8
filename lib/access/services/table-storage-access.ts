import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService, scopeAttribute } from "../role-service";
import { TABLE_SETTINGS } from "./storage-settings";

const ACCOUNT = "azurerm_storage_account";

const SERVICE = new RoleService("TableStorageAccess", {
  service: "Table Storage",
  targets: { [ACCOUNT]: ID, azurerm_storage_table: scopeAttribute("resource_manager_id") },
  verbs: {
    read: { role: BuiltInRole.STORAGE_TABLE_DATA_READER },
    readWrite: { role: BuiltInRole.STORAGE_TABLE_DATA_CONTRIBUTOR },
    delegateSas: { role: BuiltInRole.STORAGE_TABLE_DELEGATOR, on: [ACCOUNT] },
  },
  settings: TABLE_SETTINGS,
});

/**
 * Access to the entities of an `azurerm_storage_account` or of one `azurerm_storage_table`.
 *
 * https://learn.microsoft.com/azure/storage/tables/assign-azure-role-data-access
 */
export class TableStorageAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Read entities: Storage Table Data Reader. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options);
  }

  /** Read, write and delete entities, and create and delete tables: Storage Table Data Contributor. */
  public static readWrite(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("readWrite", target, options);
  }

  /**
   * Get the key that signs user delegation SAS; reading or writing is a second access: Storage Table Delegator. Of an
   * `azurerm_storage_account`.
   */
  public static delegateSas(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("delegateSas", target, options);
  }

  private constructor() {
    // only factories
  }
}
