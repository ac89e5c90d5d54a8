import { type ITerraformResource } from "cdktf";
import { isResource } from "../core/given";

/** A Consumption workflow. */
export const WORKFLOW = "azurerm_logic_app_workflow";

/** A Standard logic app. */
export const STANDARD_APP = "azurerm_logic_app_standard";

export const LOGIC_APP_TYPES: readonly string[] = [WORKFLOW, STANDARD_APP];

export const isStandardApp = (logicApp: ITerraformResource): boolean =>
  isResource(logicApp) && logicApp.terraformResourceType === STANDARD_APP;
