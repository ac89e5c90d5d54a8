import { type ITerraformResource, TerraformDataSource, Token } from "cdktf";
import { asConstruct, configured } from "../core/attributes";
import { elementOf, referenceIn } from "../core/reference";

/** How a vault decides who may read it. */
export enum VaultModel {
  RBAC = "role assignments (rbac_authorization_enabled = true)",
  POLICIES = "access policies (rbac_authorization_enabled is not true)",
}

/** The model of a vault in the app; undefined where it is only known at apply. */
export function modelOf(vault: ITerraformResource): VaultModel | undefined {
  if (TerraformDataSource.isTerraformDataSource(vault)) {
    return undefined;
  }
  const setting = configured(vault, "rbac_authorization_enabled") ?? configured(vault, "enable_rbac_authorization");
  if (Token.isUnresolved(setting)) {
    return undefined;
  }
  return setting === true ? VaultModel.RBAC : VaultModel.POLICIES;
}

/** The vault itself, or the vault of a secret, key or certificate; undefined where that is not in the app. */
export function vaultOf(target: ITerraformResource): ITerraformResource | undefined {
  if (target.terraformResourceType === "azurerm_key_vault") {
    return target;
  }
  const vaultId = configured(target, "key_vault_id");
  const reference = typeof vaultId === "string" ? referenceIn(vaultId) : undefined;
  return reference?.type === "azurerm_key_vault" ? (elementOf(reference) as ITerraformResource | undefined) : undefined;
}

/** Complains when the vault of the target does not use the given model. */
export function modelProblems(target: ITerraformResource, wanted: VaultModel, instead: string): string[] {
  const vault = vaultOf(target);
  const model = vault && modelOf(vault);
  return vault && model !== undefined && model !== wanted
    ? [`vault ${asConstruct(vault).node.path} decides by ${model}; ${instead}`]
    : [];
}
