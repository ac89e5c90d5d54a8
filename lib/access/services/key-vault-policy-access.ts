import { type ITerraformResource, type TerraformProvider } from "cdktf";
import { type Construct } from "constructs";
import { given, isResource, shown } from "../../core/given";
import { idOfResource } from "../../core/names";
import { checkAtSynth } from "../../core/problems";
import { attributeOf, typeProblems } from "../../core/resources";
import { circleProblems } from "../../core/stack-order";
import { type Problem, rules } from "../../core/rules";
import { type IPrincipal } from "../../principal/principal-interfaces";
import { notAPrincipal } from "../../principal/principal-problems";
import { Access, Grant } from "../access";
import { KeyVaultPolicy, PERMISSION_KINDS } from "./key-vault-policy";
import { type AccessSettings } from "../service-settings";
import { KEY_VAULT_SETTINGS } from "./key-vault-settings";
import { settingsOfTarget } from "../target-subject";
import { inlinePolicyProblems, modelProblems, VaultModel } from "../key-vault-model";
import { type KeyVaultPolicyPermissions } from "./key-vault-policy-permissions";

/** Options of an access policy. */
export interface KeyVaultPolicyAccessOptions {
  /**
   * The azurerm provider that creates the policy.
   *
   * @default - the provider of the vault
   */
  readonly provider?: TerraformProvider;
}

/**
 * Access to an `azurerm_key_vault` that uses access policies. For a vault with roles, use `KeyVaultAccess`.
 *
 * A vault has one policy for each principal. All accesses of a principal to a vault therefore share one
 * `azurerm_key_vault_access_policy` in each stack, whichever binding grants them.
 *
 * https://learn.microsoft.com/azure/key-vault/general/assign-access-policy
 */
export class KeyVaultPolicyAccess extends Access {
  /** Read the values of secrets. */
  public static readSecrets(vault: ITerraformResource, options?: KeyVaultPolicyAccessOptions): KeyVaultPolicyAccess {
    return new KeyVaultPolicyAccess(vault, "readSecrets", { secrets: ["Get", "List"] }, options);
  }

  /** Read, create, change and delete secrets. */
  public static manageSecrets(vault: ITerraformResource, options?: KeyVaultPolicyAccessOptions): KeyVaultPolicyAccess {
    return new KeyVaultPolicyAccess(vault, "manageSecrets", { secrets: ["Get", "List", "Set", "Delete"] }, options);
  }

  /** Encrypt, decrypt, sign, verify, wrap and unwrap with keys. */
  public static useKeys(vault: ITerraformResource, options?: KeyVaultPolicyAccessOptions): KeyVaultPolicyAccess {
    const keys = ["Get", "Encrypt", "Decrypt", "Sign", "Verify", "WrapKey", "UnwrapKey"];
    return new KeyVaultPolicyAccess(vault, "useKeys", { keys }, options);
  }

  /** Wrap and unwrap only, as services do with customer-managed keys. */
  public static wrapKeys(vault: ITerraformResource, options?: KeyVaultPolicyAccessOptions): KeyVaultPolicyAccess {
    return new KeyVaultPolicyAccess(vault, "wrapKeys", { keys: ["Get", "WrapKey", "UnwrapKey"] }, options);
  }

  /** Read certificates without their private keys. */
  public static readCertificates(
    vault: ITerraformResource,
    options?: KeyVaultPolicyAccessOptions,
  ): KeyVaultPolicyAccess {
    return new KeyVaultPolicyAccess(vault, "readCertificates", { certificates: ["Get", "List"] }, options);
  }

  /**
   * Read certificates with their private keys, as services do for TLS. Key Vault stores private keys as secrets, so
   * this reads all secrets of the vault.
   */
  public static useCertificates(
    vault: ITerraformResource,
    options?: KeyVaultPolicyAccessOptions,
  ): KeyVaultPolicyAccess {
    return new KeyVaultPolicyAccess(
      vault,
      "use-certificates",
      { certificates: ["Get", "List"], secrets: ["Get"] },
      options,
    );
  }

  /** Exactly these permissions. */
  public static permissions(
    vault: ITerraformResource,
    permissions: KeyVaultPolicyPermissions,
    options?: KeyVaultPolicyAccessOptions,
  ): KeyVaultPolicyAccess {
    return new KeyVaultPolicyAccess(vault, "permissions", given(permissions), options);
  }

  private constructor(
    private readonly vault: ITerraformResource,
    private readonly verb: string,
    private readonly permissions: KeyVaultPolicyPermissions,
    private readonly options: KeyVaultPolicyAccessOptions = {},
  ) {
    super();
  }

  public grantId(scope: Construct): string {
    return `${isResource(this.vault) ? idOfResource(this.vault, scope) : "unknown"}_policy`;
  }

  /**
   * Adds the permissions to the policy of the principal on the vault, and creates the policy if necessary.
   *
   * The policy belongs to the stack, not to `scope`. Its address names the vault and the principal.
   */
  public grantTo(scope: Construct, _id: string, principal: IPrincipal): Grant {
    const problems = [...this.argumentProblems(), ...notAPrincipal("principal", principal)];
    if (problems.length === 0) {
      const values = [attributeOf(this.vault, "id"), principal.objectId.value];
      problems.push(...circleProblems(scope, values, "an access policy", "there"));
    }
    if (problems.length > 0) {
      checkAtSynth(scope, () => problems);
      return new Grant(principal, []);
    }
    const policy = KeyVaultPolicy.of(scope, this.vault, principal, this.options.provider);
    policy.allow(this.permissions);
    checkAtSynth(scope, () => [...modelProblems(this.vault, VaultModel.POLICIES), ...inlinePolicyProblems(this.vault)]);
    return new Grant(principal, [policy]);
  }

  /**
   * Whether the values of secrets can be read.
   *
   * @internal
   */
  public get _readsSecrets(): boolean {
    return this.permissions.secrets?.some((permission) => permission.toLowerCase() === "get") ?? false;
  }

  /** @internal */
  public override _settingsOf(principal?: IPrincipal): AccessSettings | undefined {
    return settingsOfTarget(KEY_VAULT_SETTINGS, this.vault, attributeOf(this.vault, "id"), principal);
  }

  private argumentProblems(): Problem[] {
    return [
      ...typeProblems(`target of KeyVaultPolicyAccess.${this.verb}`, this.vault, ["azurerm_key_vault"]),
      ...noPermission(this.permissions),
      ...PERMISSION_KINDS.flatMap((kind) => permissionProblems(kind, this.permissions[kind])),
    ];
  }
}

const noPermission = rules<[permissions: KeyVaultPolicyPermissions]>("Key vaults", [
  {
    rule: "no-policy-permission",
    when: (permissions) => PERMISSION_KINDS.every((kind) => permissions[kind] === undefined),
    message: "the policy has no permission; give permissions on secrets, keys or certificates",
  },
]);

const permissionProblems = rules<[what: string, given: unknown]>("Key vaults", [
  {
    rule: "not-a-list-of-permissions",
    when: (_, given) =>
      given !== undefined && !(Array.isArray(given) && given.every((element) => typeof element === "string")),
    message: (what, given) => `${what} must be a list of permissions such as "Get"; got ${shown(given)}`,
  },
]);
