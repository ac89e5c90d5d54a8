import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { shareScope } from "../storage-scopes";
import { FILE_SETTINGS } from "./storage-settings";

const SERVICE = new RoleService("FileStorageAccess", {
  service: "Azure Files",
  targets: { azurerm_storage_account: ID, azurerm_storage_share: shareScope },
  verbs: {
    read: { role: BuiltInRole.STORAGE_FILE_DATA_PRIVILEGED_READER },
    readWrite: { role: BuiltInRole.STORAGE_FILE_DATA_PRIVILEGED_CONTRIBUTOR },
    readOverSmb: { role: BuiltInRole.STORAGE_FILE_DATA_SMB_SHARE_READER },
    readWriteOverSmb: { role: BuiltInRole.STORAGE_FILE_DATA_SMB_SHARE_CONTRIBUTOR },
    manageOverSmb: { role: BuiltInRole.STORAGE_FILE_DATA_SMB_SHARE_ELEVATED_CONTRIBUTOR },
    administerOverSmb: { role: BuiltInRole.STORAGE_FILE_DATA_SMB_MI_ADMIN },
  },
  settings: FILE_SETTINGS,
});

/**
 * Access to the files of an `azurerm_storage_account` or of one `azurerm_storage_share`: through the REST API, which
 * ignores the permissions of files and folders, or over SMB, which honours them.
 *
 * https://learn.microsoft.com/azure/storage/files/authorize-oauth-rest
 */
export class FileStorageAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Read files through the REST API, whatever their permissions say: Storage File Data Privileged Reader. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options);
  }

  /**
   * Read, write and delete files through the REST API, and change their permissions: Storage File Data Privileged
   * Contributor.
   */
  public static readWrite(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("readWrite", target, options);
  }

  /** Read files over SMB: Storage File Data SMB Share Reader. */
  public static readOverSmb(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("readOverSmb", target, options);
  }

  /** Read, write and delete files over SMB: Storage File Data SMB Share Contributor. */
  public static readWriteOverSmb(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("readWriteOverSmb", target, options);
  }

  /**
   * Read, write and delete files over SMB, and change their permissions: Storage File Data SMB Share Elevated
   * Contributor.
   */
  public static manageOverSmb(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("manageOverSmb", target, options);
  }

  /** Full control of files over SMB, with the managed identity of the client: Storage File Data SMB MI Admin. */
  public static administerOverSmb(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("administerOverSmb", target, options);
  }

  private constructor() {
    // only factories
  }
}
