import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import { type ITerraformResource, TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { asConstruct, configured } from "../core/attributes";
import { childOf, folderIn } from "../core/children";
import { idOfResource, idOfValue } from "../core/names";
import { checkAtSynth } from "../core/problems";
import { attributeOf, typeProblems } from "../core/resources";
import { checkUniqueness, comparable, type UniqueKind } from "../core/uniqueness";
import { type IPrincipal } from "../principal/principal-interfaces";
import { principalProblems } from "../principal/principal-problems";
import { Access } from "./access";
import { Grant } from "./grant";
import { modelProblems, VaultModel } from "./key-vault-model";

const ACCESS_POLICIES: UniqueKind = {
  keyOf: (resource) =>
    resource.terraformResourceType === "azurerm_key_vault_access_policy"
      ? comparable(resource, ["key_vault_id", "object_id", "application_id"])
      : undefined,
  message: (first) =>
    `is for the same vault and principal as ${first}; a vault has one access policy per principal, ` +
    "so grant all of them in one stack, or put their permissions into one",
};

/** Permissions of an access policy, spelled as azurerm spells them, such as "Get" and "List". */
export interface KeyVaultPolicyPermissions {
  /**
   * What may be done with secrets.
   *
   * @default - nothing
   */
  readonly secrets?: string[];

  /**
   * What may be done with keys.
   *
   * @default - nothing
   */
  readonly keys?: string[];

  /**
   * What may be done with certificates.
   *
   * @default - nothing
   */
  readonly certificates?: string[];
}

/**
 * Access to an `azurerm_key_vault` that authorizes with access policies; for one with roles use `KeyVaultAccess`.
 *
 * A vault keeps one policy per principal. All accesses of a principal to a vault therefore share one
 * `azurerm_key_vault_access_policy` per stack, whichever binding grants them.
 *
 * https://learn.microsoft.com/azure/key-vault/general/assign-access-policy
 */
export class KeyVaultPolicyAccess extends Access {
  /** Read the values of secrets. */
  public static readSecrets(vault: ITerraformResource): KeyVaultPolicyAccess {
    return new KeyVaultPolicyAccess(vault, "read-secrets", { secrets: ["Get", "List"] });
  }

  /** Read, create, change and delete secrets. */
  public static manageSecrets(vault: ITerraformResource): KeyVaultPolicyAccess {
    return new KeyVaultPolicyAccess(vault, "manage-secrets", { secrets: ["Get", "List", "Set", "Delete"] });
  }

  /** Encrypt, decrypt, sign, verify, wrap and unwrap with keys. */
  public static useKeys(vault: ITerraformResource): KeyVaultPolicyAccess {
    const keys = ["Get", "Encrypt", "Decrypt", "Sign", "Verify", "WrapKey", "UnwrapKey"];
    return new KeyVaultPolicyAccess(vault, "use-keys", { keys });
  }

  /** Wrap and unwrap only, which is what services need for customer-managed keys. */
  public static wrapKeys(vault: ITerraformResource): KeyVaultPolicyAccess {
    return new KeyVaultPolicyAccess(vault, "wrap-keys", { keys: ["Get", "WrapKey", "UnwrapKey"] });
  }

  /** Read certificates, without their keys. */
  public static readCertificates(vault: ITerraformResource): KeyVaultPolicyAccess {
    return new KeyVaultPolicyAccess(vault, "read-certificates", { certificates: ["Get", "List"] });
  }

  /** Exactly these permissions. */
  public static permissions(vault: ITerraformResource, permissions: KeyVaultPolicyPermissions): KeyVaultPolicyAccess {
    return new KeyVaultPolicyAccess(vault, "permissions", permissions);
  }

  private constructor(
    private readonly vault: ITerraformResource,
    private readonly verb: string,
    private readonly permissions: KeyVaultPolicyPermissions,
  ) {
    super();
  }

  public grantId(scope: Construct): string {
    return `${idOfResource(this.vault, scope)}_${this.verb}-by-policy`;
  }

  /**
   * Adds the permissions to the principal's policy on the vault, which this creates where there is none.
   *
   * The policy belongs to the stack, not to `scope` alone: its address tells vault and principal.
   */
  public grantTo(scope: Construct, _id: string, principal: IPrincipal): Grant {
    const policy = policyOf(TerraformStack.of(scope), this.vault, principal);
    const { secrets, keys, certificates } = this.permissions;
    if (secrets) {
      policy.secretPermissions = union(policy.secretPermissionsInput, secrets);
    }
    if (keys) {
      policy.keyPermissions = union(policy.keyPermissionsInput, keys);
    }
    if (certificates) {
      policy.certificatePermissions = union(policy.certificatePermissionsInput, certificates);
    }
    checkAtSynth(scope, () => this.problems());
    return new Grant(principal, [policy]);
  }

  private problems(): string[] {
    const wrongType = typeProblems(`KeyVaultPolicyAccess (${this.verb})`, this.vault, ["azurerm_key_vault"]);
    if (wrongType.length > 0) {
      return wrongType;
    }
    const inline = configured(this.vault, "access_policy") !== undefined;
    return [
      ...modelProblems(this.vault, VaultModel.POLICIES, "grant KeyVaultAccess instead"),
      ...(inline
        ? [
            `vault ${asConstruct(this.vault).node.path} has access_policy blocks of its own, which undo every other policy; remove them`,
          ]
        : []),
    ];
  }
}

const FOLDER = "key-vault-policies";

function policyOf(stack: TerraformStack, vault: ITerraformResource, principal: IPrincipal): KeyVaultAccessPolicyA {
  const id = `${idOfResource(vault, stack)}_${idOfValue(principal.objectId.value, stack)}`;
  return childOf(folderIn(stack, FOLDER), id, (folder) => {
    const policy = new KeyVaultAccessPolicyA(folder, id, {
      keyVaultId: attributeOf(vault, "id"),
      tenantId: attributeOf(vault, "tenant_id"),
      objectId: principal.objectId.value,
    });
    checkAtSynth(policy, () => principalProblems(principal, policy));
    checkUniqueness(stack, ACCESS_POLICIES);
    return policy;
  });
}

/** Sorted, so that the order of grants changes nothing. */
function union(present: readonly string[] = [], more: readonly string[]): string[] {
  return [...new Set([...present, ...more])].sort();
}
