import { Fn, type ITerraformResource, Token } from "cdktf";
import { type IRole } from "./role";

/**
 * A role that somebody in the tenant has defined.
 *
 * https://learn.microsoft.com/azure/role-based-access-control/custom-roles
 */
export class CustomRole implements IRole {
  /**
   * A role that is in the app already.
   *
   * @param definition an `azurerm_role_definition` resource or data source
   */
  public static fromDefinition(definition: ITerraformResource): CustomRole {
    const id = Token.asString(definition.interpolationForAttribute("role_definition_id"));
    return new CustomRole(id, definition.friendlyUniqueId.replaceAll("_", "-"));
  }

  /**
   * A role by its id.
   *
   * @param id GUID of the role definition, or its ARM id that ends in this GUID; anything else is reported at synth
   */
  public static fromId(id: string): CustomRole {
    if (Token.isUnresolved(id)) {
      return new CustomRole(Fn.basename(id), "custom-role");
    }
    const guid = id.slice(id.lastIndexOf("/") + 1).toLowerCase();
    return new CustomRole(guid, guid);
  }

  public readonly roleId: string;
  public readonly roleName: string;
  public readonly key: string;

  private constructor(roleId: string, key: string) {
    this.roleId = roleId;
    this.roleName = key;
    this.key = key;
  }
}
