import { type ITerraformResource } from "cdktf";
import { attributeOf } from "../core/resources";
import { BuiltInRole } from "./built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "./role-access";
import { RoleService, scopeAttribute } from "./role-service";
import { storageChildScope } from "./scope";

const ACCOUNT = "azurerm_storage_account";

const SERVICE = new RoleService("BlobStorageAccess", {
  [ACCOUNT]: scopeAttribute("id"),
  azurerm_storage_container: storageChildScope,
  // The id of a file system is a URL. Role assignments need the container behind it.
  azurerm_storage_data_lake_gen2_filesystem: (filesystem) =>
    `${attributeOf(filesystem, "storage_account_id")}/blobServices/default/containers/${attributeOf(filesystem, "name")}`,
});

/**
 * Access to blobs: of an `azurerm_storage_account`, an `azurerm_storage_container` or an
 * `azurerm_storage_data_lake_gen2_filesystem`.
 *
 * https://learn.microsoft.com/azure/storage/blobs/assign-azure-role-data-access
 */
export class BlobStorageAccess {
  /** Read and list blobs. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.access(target, "read-blobs", BuiltInRole.STORAGE_BLOB_DATA_READER, options);
  }

  /** Read, list, write and delete blobs. */
  public static readWrite(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.access(target, "read-write-blobs", BuiltInRole.STORAGE_BLOB_DATA_CONTRIBUTOR, options);
  }

  /** Full control of blobs, including the POSIX access control of Data Lake. */
  public static own(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.access(target, "own-blobs", BuiltInRole.STORAGE_BLOB_DATA_OWNER, options);
  }

  /**
   * Get the key that signs user delegation SAS, for an `azurerm_storage_account`. Reading or writing needs a second
   * access.
   */
  public static delegateSas(account: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.access(account, "delegate-blob-sas", BuiltInRole.STORAGE_BLOB_DELEGATOR, options, [ACCOUNT]);
  }

  private constructor() {
    // only factories
  }
}
