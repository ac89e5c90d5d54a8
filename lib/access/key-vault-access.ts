import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "./built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "./role-access";
import { ID, RoleService, scopeAttribute } from "./role-service";

const VAULT = "azurerm_key_vault";
const SECRET = "azurerm_key_vault_secret";
const KEY = "azurerm_key_vault_key";
const CERTIFICATE = "azurerm_key_vault_certificate";

const SERVICE = new RoleService("KeyVaultAccess", {
  service: "Key Vault",
  // A secret, key or certificate is named without its version, so that new versions count.
  targets: {
    [VAULT]: ID,
    [SECRET]: scopeAttribute("resource_versionless_id"),
    [KEY]: scopeAttribute("resource_versionless_id"),
    [CERTIFICATE]: scopeAttribute("resource_manager_versionless_id"),
  },
  verbs: {
    readSecrets: { role: BuiltInRole.KEY_VAULT_SECRETS_USER, on: [VAULT, SECRET] },
    manageSecrets: { role: BuiltInRole.KEY_VAULT_SECRETS_OFFICER, on: [VAULT, SECRET] },
    useKeys: { role: BuiltInRole.KEY_VAULT_CRYPTO_USER, on: [VAULT, KEY] },
    wrapKeys: { role: BuiltInRole.KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER, on: [VAULT, KEY] },
    releaseKeys: { role: BuiltInRole.KEY_VAULT_CRYPTO_SERVICE_RELEASE_USER, on: [VAULT, KEY] },
    manageKeys: { role: BuiltInRole.KEY_VAULT_CRYPTO_OFFICER, on: [VAULT, KEY] },
    readCertificates: { role: BuiltInRole.KEY_VAULT_CERTIFICATE_USER, on: [VAULT, CERTIFICATE] },
    manageCertificates: { role: BuiltInRole.KEY_VAULT_CERTIFICATES_OFFICER, on: [VAULT, CERTIFICATE] },
    readMetadata: { role: BuiltInRole.KEY_VAULT_READER, on: [VAULT] },
    administer: { role: BuiltInRole.KEY_VAULT_ADMINISTRATOR, on: [VAULT] },
  },
});

/**
 * Access to a Key Vault that authorizes with Azure roles; for one with access policies use `KeyVaultPolicyAccess`.
 *
 * A target is an `azurerm_key_vault` resource or data source or, where a method says so, one of the things in it.
 *
 * https://learn.microsoft.com/azure/key-vault/general/rbac-guide
 */
export class KeyVaultAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Read the values of secrets, of a vault or of one `azurerm_key_vault_secret`: Key Vault Secrets User. */
  public static readSecrets(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("readSecrets", target, options);
  }

  /**
   * Read, create, change and delete secrets, of a vault or one `azurerm_key_vault_secret`: Key Vault Secrets Officer.
   */
  public static manageSecrets(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("manageSecrets", target, options);
  }

  /**
   * Encrypt, decrypt, sign, verify, wrap and unwrap, with the keys of a vault or with one `azurerm_key_vault_key`: Key
   * Vault Crypto User.
   */
  public static useKeys(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("useKeys", target, options);
  }

  /**
   * Wrap and unwrap only, which is what services need for customer-managed keys, of a vault or one
   * `azurerm_key_vault_key`: Key Vault Crypto Service Encryption User.
   */
  public static wrapKeys(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("wrapKeys", target, options);
  }

  /**
   * Release keys to confidential workloads, of a vault or one `azurerm_key_vault_key`: Key Vault Crypto Service Release User.
   */
  public static releaseKeys(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("releaseKeys", target, options);
  }

  /** Use, create, change and delete keys, of a vault or one `azurerm_key_vault_key`: Key Vault Crypto Officer. */
  public static manageKeys(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("manageKeys", target, options);
  }

  /**
   * Read certificates with their keys, of a vault or one `azurerm_key_vault_certificate`: Key Vault Certificate User.
   */
  public static readCertificates(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("readCertificates", target, options);
  }

  /**
   * Read, create, change and delete certificates, of a vault or one `azurerm_key_vault_certificate`: Key Vault
   * Certificates Officer.
   */
  public static manageCertificates(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("manageCertificates", target, options);
  }

  /** See what a vault holds, without any value: Key Vault Reader. */
  public static readMetadata(vault: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("readMetadata", vault, options);
  }

  /** Everything with the secrets, keys and certificates of a vault: Key Vault Administrator. */
  public static administer(vault: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("administer", vault, options);
  }

  private constructor() {
    // only factories
  }
}
