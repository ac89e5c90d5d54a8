import { type ITerraformResource, TerraformDataSource } from "cdktf";
import { asConstruct, configured, isAuthoritative } from "../core/attributes";
import { azapiType } from "../core/resources";
import { elementAt, referenceIn } from "../core/reference";

/** How a vault authorizes access to its contents. */
export enum VaultModel {
  RBAC = "role assignments (rbac_authorization_enabled = true)",
  POLICIES = "access policies (rbac_authorization_enabled is not true)",
}

const VAULT = "azurerm_key_vault";

/** The model of a vault in the app; undefined if it is known only at apply. */
export function modelOf(vault: ITerraformResource): VaultModel | undefined {
  if (TerraformDataSource.isTerraformDataSource(vault)) {
    return undefined;
  }
  const setting = azapiType(vault) === undefined ? (azurermSetting(vault) ?? false) : azapiSetting(vault);
  return typeof setting !== "boolean" ? undefined : setting ? VaultModel.RBAC : VaultModel.POLICIES;
}

/** azurerm 5 has only the first of these. */
function azurermSetting(vault: ITerraformResource): unknown {
  return configured(vault, "rbac_authorization_enabled") ?? configured(vault, "enable_rbac_authorization");
}

/** The default depends on the API version. */
function azapiSetting(vault: ITerraformResource): unknown {
  const body = configured(vault, "body") as Body | undefined;
  return body?.properties?.enableRbacAuthorization;
}

interface Body {
  readonly properties?: { readonly enableRbacAuthorization?: unknown };
}

/** The vault itself, or the vault of a secret, key or certificate; undefined if the app does not contain it. */
export function vaultOf(target: ITerraformResource): ITerraformResource | undefined {
  if (target.terraformResourceType === VAULT || azapiType(target)?.toLowerCase() === "microsoft.keyvault/vaults") {
    return target;
  }
  const vaultId = configured(target, "key_vault_id");
  const reference = typeof vaultId === "string" ? referenceIn(vaultId) : undefined;
  return reference?.type === VAULT ? elementAt(reference) : undefined;
}

/** Reports a target whose vault uses another model. */
export function modelProblems(target: ITerraformResource, wanted: VaultModel, instead: string): string[] {
  const vault = vaultOf(target);
  const model = vault && modelOf(vault);
  return vault && model !== undefined && model !== wanted
    ? [`vault ${asConstruct(vault).node.path} decides by ${model}; ${instead}`]
    : [];
}

/** Reports policies inside a vault, unless the vault ignores changes to them, which is the usual way to share it. */
export function inlinePolicyProblems(vault: ITerraformResource): string[] {
  return configured(vault, "access_policy") !== undefined && isAuthoritative(vault, "access_policy")
    ? [
        `vault ${asConstruct(vault).node.path} has access_policy blocks of its own, which undo every other policy; ` +
          'remove them, or add lifecycle.ignoreChanges: ["access_policy"]',
      ]
    : [];
}
