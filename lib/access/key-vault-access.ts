import { type ITerraformResource } from "cdktf";
import { idOfResource } from "../core/names";
import { attributeOf, typeProblems } from "../core/resources";
import { BuiltInRole } from "./built-in-role.generated";
import { RoleAccess, type RoleAccessOptions } from "./role-access";

const VAULT = "azurerm_key_vault";

/** Which attribute names a target in role assignments; a secret, key or certificate in all its versions. */
const SCOPE_ATTRIBUTE: Readonly<Record<string, string>> = {
  azurerm_key_vault_certificate: "resource_manager_versionless_id",
  azurerm_key_vault_key: "resource_versionless_id",
  azurerm_key_vault_secret: "resource_versionless_id",
};

/**
 * Access to a Key Vault that authorizes with Azure roles; for one with access policies use `KeyVaultPolicyAccess`.
 *
 * A target is an `azurerm_key_vault` resource or data source or, where a method says so, one of the things in it.
 *
 * https://learn.microsoft.com/azure/key-vault/general/rbac-guide
 */
export class KeyVaultAccess {
  /** Read the values of secrets: of a vault, or of one `azurerm_key_vault_secret`. */
  public static readSecrets(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return on(target, "read-secrets", BuiltInRole.KEY_VAULT_SECRETS_USER, [VAULT, "azurerm_key_vault_secret"], options);
  }

  /** Read, create, change and delete secrets: of a vault, or one `azurerm_key_vault_secret`. */
  public static manageSecrets(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    const types = [VAULT, "azurerm_key_vault_secret"];
    return on(target, "manage-secrets", BuiltInRole.KEY_VAULT_SECRETS_OFFICER, types, options);
  }

  /** Encrypt, decrypt, sign, verify, wrap and unwrap: with the keys of a vault, or with one `azurerm_key_vault_key`. */
  public static useKeys(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return on(target, "use-keys", BuiltInRole.KEY_VAULT_CRYPTO_USER, [VAULT, "azurerm_key_vault_key"], options);
  }

  /** Wrap and unwrap only, which is what services need for customer-managed keys: of a vault, or one `azurerm_key_vault_key`. */
  public static wrapKeys(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    const role = BuiltInRole.KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER;
    return on(target, "wrap-keys", role, [VAULT, "azurerm_key_vault_key"], options);
  }

  /** Use, create, change and delete keys: of a vault, or one `azurerm_key_vault_key`. */
  public static manageKeys(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return on(target, "manage-keys", BuiltInRole.KEY_VAULT_CRYPTO_OFFICER, [VAULT, "azurerm_key_vault_key"], options);
  }

  /** Read certificates with their keys: of a vault, or one `azurerm_key_vault_certificate`. */
  public static readCertificates(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    const types = [VAULT, "azurerm_key_vault_certificate"];
    return on(target, "read-certificates", BuiltInRole.KEY_VAULT_CERTIFICATE_USER, types, options);
  }

  /** Read, create, change and delete certificates: of a vault, or one `azurerm_key_vault_certificate`. */
  public static manageCertificates(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    const types = [VAULT, "azurerm_key_vault_certificate"];
    return on(target, "manage-certificates", BuiltInRole.KEY_VAULT_CERTIFICATES_OFFICER, types, options);
  }

  /** See what a vault holds, without any value. */
  public static readMetadata(vault: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return on(vault, "read-metadata", BuiltInRole.KEY_VAULT_READER, [VAULT], options);
  }

  /** Everything with the secrets, keys and certificates of a vault. */
  public static administer(vault: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return on(vault, "administer", BuiltInRole.KEY_VAULT_ADMINISTRATOR, [VAULT], options);
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
  return RoleAccess._on(
    {
      scope: attributeOf(target, SCOPE_ATTRIBUTE[target.terraformResourceType] ?? "id"),
      verb,
      id: (scope) => idOfResource(target, scope),
      problems: () => typeProblems(`KeyVaultAccess (${verb})`, target, types),
    },
    role,
    options,
  );
}
