import { type ITerraformResource } from "cdktf";
import { configured } from "../core/attributes";
import { releaseOf } from "../core/provider-release";
import { isAtLeast } from "../core/version-constraint";
import { attributeOf } from "../core/resources";

/** What names the children of a storage account in role assignments: not every `id` in azurerm is their ARM id. */

const IDS_ARE_ARM_IDS = { major: 5, minor: 0 };

/** A container or queue, however it was created. */
export function storageChildScope(child: ITerraformResource): string {
  return attributeOf(child, hasArmId(child) ? "id" : "resource_manager_id");
}

export function hasArmId(child: ITerraformResource): boolean {
  return configured(child, "storage_account_id") !== undefined || isOfAzurerm5(child);
}

/** The id of a file system is a URL; role assignments name the container behind it. */
export function filesystemScope(filesystem: ITerraformResource): string {
  return `${attributeOf(filesystem, "storage_account_id")}/blobServices/default/containers/${attributeOf(filesystem, "name")}`;
}

/** Role assignments call shares something else than the rest of Azure does, and so does no attribute before azurerm 5.2. */
export function shareScope(share: ITerraformResource): string {
  return isOfAzurerm5(share)
    ? `${attributeOf(share, "storage_account_id")}/fileServices/default/fileshares/${attributeOf(share, "name")}`
    : attributeOf(share, "resource_manager_id");
}

function isOfAzurerm5(child: ITerraformResource): boolean {
  const release = releaseOf(child);
  return release !== undefined && isAtLeast(release, IDS_ARE_ARM_IDS);
}
