import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { filesystemScope, storageChildScope } from "../storage-scopes";
import { BLOB_SETTINGS } from "./storage-settings";

const ACCOUNT = "azurerm_storage_account";

const SERVICE = new RoleService("BlobStorageAccess", {
  service: "Blob Storage",
  targets: {
    [ACCOUNT]: ID,
    azurerm_storage_container: storageChildScope,
    azurerm_storage_data_lake_gen2_filesystem: filesystemScope,
  },
  verbs: {
    read: { role: BuiltInRole.STORAGE_BLOB_DATA_READER },
    readWrite: { role: BuiltInRole.STORAGE_BLOB_DATA_CONTRIBUTOR },
    own: { role: BuiltInRole.STORAGE_BLOB_DATA_OWNER },
    delegateSas: { role: BuiltInRole.STORAGE_BLOB_DELEGATOR, on: [ACCOUNT] },
  },
  settings: BLOB_SETTINGS,
});

/**
 * Access to blobs: of an `azurerm_storage_account`, an `azurerm_storage_container` or an
 * `azurerm_storage_data_lake_gen2_filesystem`.
 *
 * https://learn.microsoft.com/azure/storage/blobs/assign-azure-role-data-access
 */
export class BlobStorageAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Read and list blobs: Storage Blob Data Reader. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options);
  }

  /** Read, list, write and delete blobs: Storage Blob Data Contributor. */
  public static readWrite(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("readWrite", target, options);
  }

  /** Full control of blobs, including the POSIX access control of Data Lake: Storage Blob Data Owner. */
  public static own(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("own", target, options);
  }

  /**
   * Get the key that signs user delegation SAS, of an `azurerm_storage_account`; reading or writing is a second access:
   * Storage Blob Delegator.
   */
  public static delegateSas(account: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("delegateSas", account, options);
  }

  private constructor() {
    // only factories
  }
}
