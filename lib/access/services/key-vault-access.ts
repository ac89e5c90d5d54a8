import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService, scopeAttribute } from "../role-service";
import { KEY_VAULT_SETTINGS } from "./key-vault-settings";

const VAULT = "azurerm_key_vault";
const SECRET = "azurerm_key_vault_secret";
const KEY = "azurerm_key_vault_key";
const CERTIFICATE = "azurerm_key_vault_certificate";

const SERVICE = new RoleService("KeyVaultAccess", {
  service: "Key Vault",
  // Secrets, keys and certificates are named without their version, so that the access covers new versions.
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
    readCertificates: { role: BuiltInRole.KEY_VAULT_READER, on: [VAULT, CERTIFICATE] },
    useCertificates: { role: BuiltInRole.KEY_VAULT_CERTIFICATE_USER, on: [VAULT, CERTIFICATE] },
    manageCertificates: { role: BuiltInRole.KEY_VAULT_CERTIFICATES_OFFICER, on: [VAULT, CERTIFICATE] },
    readMetadata: { role: BuiltInRole.KEY_VAULT_READER, on: [VAULT] },
    administer: { role: BuiltInRole.KEY_VAULT_ADMINISTRATOR, on: [VAULT] },
  },
  settings: KEY_VAULT_SETTINGS,
});

/**
 * Access to a key vault that uses Azure roles. For a vault with access policies, use `KeyVaultPolicyAccess`.
 *
 * A target is an `azurerm_key_vault`, resource or data source or, if a method says so, an object in it.
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
   * Read certificates without their private keys, of a vault or of one `azurerm_key_vault_certificate`: Key Vault Reader,
   * which also shows the names and properties of secrets and keys, but no values.
   */
  public static readCertificates(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("readCertificates", target, options);
  }

  /**
   * Read certificates with their private keys, as services do for TLS, of a vault or of one
   * `azurerm_key_vault_certificate`: Key Vault Certificate User. Key Vault stores private keys as secrets, so on a vault
   * this reads all secrets.
   */
  public static useCertificates(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("useCertificates", target, options);
  }

  /**
   * Read, create, change and delete certificates, of a vault or one `azurerm_key_vault_certificate`: Key Vault
   * Certificates Officer.
   */
  public static manageCertificates(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("manageCertificates", target, options);
  }

  /** List what a vault contains, without values: Key Vault Reader. */
  public static readMetadata(vault: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("readMetadata", vault, options);
  }

  /** Full control of the secrets, keys and certificates of a vault: Key Vault Administrator. */
  public static administer(vault: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("administer", vault, options);
  }

  private constructor() {
    // only factories
  }
}
