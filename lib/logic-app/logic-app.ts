import { type ITerraformResource } from "cdktf";
import { isResource } from "../core/given";
import { SystemAssignedManagedIdentity } from "../principal/system-assigned-managed-identity";
import { type IUserAssignedIdentity } from "../principal/user-assigned-managed-identity";

/** A Consumption workflow. */
export const WORKFLOW = "azurerm_logic_app_workflow";

/** A Standard logic app. */
export const STANDARD_APP = "azurerm_logic_app_standard";

export const LOGIC_APP_TYPES: readonly string[] = [WORKFLOW, STANDARD_APP];

export const isStandardApp = (logicApp: ITerraformResource): boolean =>
  isResource(logicApp) && logicApp.terraformResourceType === STANDARD_APP;

/** Attaches the identity that a logic app signs in with; by default its system-assigned identity. */
export function attachIdentity(logicApp: ITerraformResource, identity: IUserAssignedIdentity | undefined): void {
  if (identity) {
    identity.attachTo(logicApp);
  } else {
    SystemAssignedManagedIdentity.of(logicApp);
  }
}
