import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "./built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "./role-access";
import { RoleService, scopeAttribute } from "./role-service";

const VAULT = "azurerm_key_vault";
const SECRET = "azurerm_key_vault_secret";
const KEY = "azurerm_key_vault_key";
const CERTIFICATE = "azurerm_key_vault_certificate";

/** Secrets, keys and certificates are named without their version, so that the access covers new versions. */
const SERVICE = new RoleService("KeyVaultAccess", {
  [VAULT]: scopeAttribute("id"),
  [SECRET]: scopeAttribute("resource_versionless_id"),
  [KEY]: scopeAttribute("resource_versionless_id"),
  [CERTIFICATE]: scopeAttribute("resource_manager_versionless_id"),
});

/**
 * Access to a key vault that uses Azure roles. For a vault with access policies, use `KeyVaultPolicyAccess`.
 *
 * A target is an `azurerm_key_vault`, resource or data source or, if a method says so, an object in it.
 *
 * https://learn.microsoft.com/azure/key-vault/general/rbac-guide
 */
export class KeyVaultAccess {
  /** Read the values of secrets: of a vault, or of one `azurerm_key_vault_secret`. */
  public static readSecrets(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.access(target, "read-secrets", BuiltInRole.KEY_VAULT_SECRETS_USER, options, [VAULT, SECRET]);
  }

  /** Read, create, change and delete secrets: of a vault, or one `azurerm_key_vault_secret`. */
  public static manageSecrets(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.access(target, "manage-secrets", BuiltInRole.KEY_VAULT_SECRETS_OFFICER, options, [VAULT, SECRET]);
  }

  /** Encrypt, decrypt, sign, verify, wrap and unwrap: with the keys of a vault, or with one `azurerm_key_vault_key`. */
  public static useKeys(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.access(target, "use-keys", BuiltInRole.KEY_VAULT_CRYPTO_USER, options, [VAULT, KEY]);
  }

  /**
   * Wrap and unwrap only, as services do with customer-managed keys: with the keys of a vault, or with one
   * `azurerm_key_vault_key`.
   */
  public static wrapKeys(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.access(target, "wrap-keys", BuiltInRole.KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER, options, [
      VAULT,
      KEY,
    ]);
  }

  /** Use, create, change and delete keys: of a vault, or one `azurerm_key_vault_key`. */
  public static manageKeys(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.access(target, "manage-keys", BuiltInRole.KEY_VAULT_CRYPTO_OFFICER, options, [VAULT, KEY]);
  }

  /**
   * Read certificates without their private keys: of a vault, or of one `azurerm_key_vault_certificate`. The smallest
   * built-in role for it is Key Vault Reader, which also shows the names and properties of secrets and keys, but no
   * values.
   */
  public static readCertificates(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.access(target, "read-certificates", BuiltInRole.KEY_VAULT_READER, options, [VAULT, CERTIFICATE]);
  }

  /**
   * Read certificates with their private keys, as services do for TLS: of a vault, or of one
   * `azurerm_key_vault_certificate`. Key Vault stores private keys as secrets, so on a vault this reads all secrets.
   */
  public static useCertificates(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.access(target, "use-certificates", BuiltInRole.KEY_VAULT_CERTIFICATE_USER, options, [
      VAULT,
      CERTIFICATE,
    ]);
  }

  /** Read, create, change and delete certificates: of a vault, or one `azurerm_key_vault_certificate`. */
  public static manageCertificates(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.access(target, "manage-certificates", BuiltInRole.KEY_VAULT_CERTIFICATES_OFFICER, options, [
      VAULT,
      CERTIFICATE,
    ]);
  }

  /** List what a vault contains, without values. */
  public static readMetadata(vault: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.access(vault, "read-metadata", BuiltInRole.KEY_VAULT_READER, options, [VAULT]);
  }

  /** Full control of the secrets, keys and certificates of a vault. */
  public static administer(vault: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.access(vault, "administer", BuiltInRole.KEY_VAULT_ADMINISTRATOR, options, [VAULT]);
  }

  private constructor() {
    // only factories
  }
}
