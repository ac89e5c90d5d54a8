import { type ITerraformResource } from "cdktf";
import { idOfResource } from "../core/names";
import { attributeOf, typeProblems } from "../core/resources";
import { BuiltInRole } from "./built-in-role.generated";
import { RoleAccess, type RoleAccessOptions } from "./role-access";
import { storageChildScope } from "./scope";

const ACCOUNT = "azurerm_storage_account";

const accountScope = (account: ITerraformResource): string => attributeOf(account, "id");

/** How a target is named in role assignments. */
const SCOPES: Readonly<Record<string, (target: ITerraformResource) => string>> = {
  [ACCOUNT]: accountScope,
  azurerm_storage_container: storageChildScope,
  azurerm_storage_data_lake_gen2_filesystem: (filesystem) =>
    `${attributeOf(filesystem, "storage_account_id")}/blobServices/default/containers/${attributeOf(filesystem, "name")}`,
};

/**
 * Access to blobs: of an `azurerm_storage_account`, an `azurerm_storage_container` or an
 * `azurerm_storage_data_lake_gen2_filesystem`.
 *
 * https://learn.microsoft.com/azure/storage/blobs/assign-azure-role-data-access
 */
export class BlobStorageAccess {
  /** Read and list blobs. */
  public static read(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return on(target, "read-blobs", BuiltInRole.STORAGE_BLOB_DATA_READER, Object.keys(SCOPES), options);
  }

  /** Read, list, write and delete blobs. */
  public static readWrite(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return on(target, "read-write-blobs", BuiltInRole.STORAGE_BLOB_DATA_CONTRIBUTOR, Object.keys(SCOPES), options);
  }

  /** Everything with blobs, POSIX access control of Data Lake included. */
  public static own(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return on(target, "own-blobs", BuiltInRole.STORAGE_BLOB_DATA_OWNER, Object.keys(SCOPES), options);
  }

  /** Get the key that signs user delegation SAS, of an `azurerm_storage_account`; reading or writing is a second access. */
  public static delegateSas(account: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return on(account, "delegate-blob-sas", BuiltInRole.STORAGE_BLOB_DELEGATOR, [ACCOUNT], options);
  }

  private constructor() {
    // only factories
  }
}

function on(
  target: ITerraformResource,
  verb: string,
  role: BuiltInRole,
  types: readonly string[],
  options?: RoleAccessOptions,
): RoleAccess {
  const scopeOf = SCOPES[target.terraformResourceType] ?? accountScope;
  return RoleAccess._on(
    {
      scope: scopeOf(target),
      verb,
      id: (scope) => idOfResource(target, scope),
      problems: () => typeProblems(`BlobStorageAccess (${verb})`, target, types),
    },
    role,
    options,
  );
}
