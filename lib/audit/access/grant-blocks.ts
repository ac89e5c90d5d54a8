import { type Block } from "../terraform/document";
import { OWN_GRANT_TYPES } from "./own-grant-types";
import { isSqlFact } from "./sql-users";

const OTHERS: ReadonlySet<string> = new Set([
  "azuread_group",
  "azuread_group_member",
  "azurerm_key_vault",
  "azurerm_key_vault_access_policy",
  "azurerm_pim_active_role_assignment",
  "azurerm_pim_eligible_role_assignment",
  "azurerm_role_assignment",
]);

/** Whether a block mentions principals in order to give them access, and not to use them. */
export function isGrant(block: Block): boolean {
  const { kind, type } = block;
  return kind === "resource" && (OTHERS.has(type) || Object.hasOwn(OWN_GRANT_TYPES, type) || isSqlFact(block));
}
