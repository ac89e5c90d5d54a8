import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { filesystemScope, storageChildScope } from "../storage-scopes";
import { DATA_LAKE_SETTINGS } from "./storage-settings";

const SERVICE = new RoleService("DataLakeAccess", {
  service: "Data Lake Storage",
  targets: {
    azurerm_storage_account: ID,
    azurerm_storage_data_lake_gen2_filesystem: filesystemScope,
    azurerm_storage_container: storageChildScope,
  },
  verbs: {
    read: { role: BuiltInRole.STORAGE_BLOB_DATA_READER },
    readWrite: { role: BuiltInRole.STORAGE_BLOB_DATA_CONTRIBUTOR },
    own: { role: BuiltInRole.STORAGE_BLOB_DATA_OWNER },
  },
  settings: DATA_LAKE_SETTINGS,
});

/**
 * Access to the files of a storage account with a hierarchical namespace: of an `azurerm_storage_account`, an
 * `azurerm_storage_data_lake_gen2_filesystem` or an `azurerm_storage_container`. Access control lists of folders apply
 * beside it.
 *
 * https://learn.microsoft.com/azure/storage/blobs/data-lake-storage-access-control-model
 */
export class DataLakeAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Read and list files: Storage Blob Data Reader. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options);
  }

  /** Read, list, write and delete files: Storage Blob Data Contributor. */
  public static readWrite(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("readWrite", target, options);
  }

  /** Full control of files, including owners and access control lists: Storage Blob Data Owner. */
  public static own(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("own", target, options);
  }

  private constructor() {
    // only factories
  }
}
