import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";

const SERVICE = new RoleService("LogicAppAccess", {
  service: "Logic Apps",
  targets: { azurerm_logic_app_workflow: ID },
  verbs: {
    operate: { role: BuiltInRole.LOGIC_APP_OPERATOR },
    manage: { role: BuiltInRole.LOGIC_APP_CONTRIBUTOR },
  },
});

/**
 * Access to an `azurerm_logic_app_workflow`, the workflow of a Consumption logic app.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app
 */
export class LogicAppAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Read, enable and disable the workflow: Logic App Operator. */
  public static operate(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("operate", target, options);
  }

  /** Change the workflow: Logic App Contributor. */
  public static manage(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("manage", target, options);
  }

  private constructor() {
    // only factories
  }
}
