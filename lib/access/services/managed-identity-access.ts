import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";

const SERVICE = new RoleService("ManagedIdentityAccess", {
  service: "Managed identities",
  targets: { azurerm_user_assigned_identity: ID },
  verbs: {
    operate: { role: BuiltInRole.MANAGED_IDENTITY_OPERATOR },
    manage: { role: BuiltInRole.MANAGED_IDENTITY_CONTRIBUTOR },
  },
});

/**
 * Access to an `azurerm_user_assigned_identity` itself, such as attaching it to a resource.
 *
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-assign-access-azure-resource
 */
export class ManagedIdentityAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Read the identity and attach it to resources, which act as it from then on: Managed Identity Operator. */
  public static operate(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("operate", target, options);
  }

  /** Change and delete the identity, federated credentials included: Managed Identity Contributor. */
  public static manage(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("manage", target, options);
  }

  private constructor() {
    // only factories
  }
}
