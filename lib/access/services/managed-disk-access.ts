import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";

const DISK = "azurerm_managed_disk";

const SERVICE = new RoleService("ManagedDiskAccess", {
  service: "Managed disks",
  targets: { [DISK]: ID, azurerm_snapshot: ID },
  verbs: {
    transfer: { role: BuiltInRole.DATA_OPERATOR_FOR_MANAGED_DISKS },
    backUp: { role: BuiltInRole.DISK_BACKUP_READER, on: [DISK] },
    snapshot: { role: BuiltInRole.DISK_SNAPSHOT_CONTRIBUTOR },
  },
});

/**
 * Access to the content of an `azurerm_managed_disk` or an `azurerm_snapshot`.
 *
 * https://learn.microsoft.com/azure/virtual-machines/windows/download-vhd
 */
export class ManagedDiskAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /**
   * Upload to and download from a disk or snapshot, where Entra ID guards its export: Data Operator for Managed Disks.
   */
  public static transfer(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("transfer", target, options);
  }

  /** Read a disk for a backup: Disk Backup Reader. Of an `azurerm_managed_disk`. */
  public static backUp(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("backUp", target, options);
  }

  /** Create, read and delete snapshots: Disk Snapshot Contributor. */
  public static snapshot(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("snapshot", target, options);
  }

  private constructor() {
    // only factories
  }
}
