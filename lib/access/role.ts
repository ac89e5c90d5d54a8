import { Fn, type ITerraformResource, Token } from "cdktf";
import { isResource, shown, textOr } from "../core/given";

/** The kinds of operations in a role. */
export enum RolePlane {
  /** The management plane: create, configure, delete resources. */
  CONTROL = "control",
  /** The data plane: read and write their contents. */
  DATA = "data",
  /** Both. */
  BOTH = "both",
}

/**
 * What a principal may do at a scope: a `BuiltInRole` or a `CustomRole`.
 *
 * https://learn.microsoft.com/azure/role-based-access-control/role-definitions
 */
export interface IRole {
  /** Id of the role definition: a GUID, or a token for it. */
  readonly roleId: string;

  /** Name for error messages. */
  readonly roleName: string;
}

/**
 * A role that was defined in the tenant.
 *
 * https://learn.microsoft.com/azure/role-based-access-control/custom-roles
 */
export class CustomRole implements IRole {
  /**
   * A role that the app already contains.
   *
   * @param definition an `azurerm_role_definition`, resource or data source; synth rejects anything else
   */
  public static fromDefinition(definition: ITerraformResource): CustomRole {
    return isResource(definition)
      ? new CustomRole(
          Token.asString(definition.interpolationForAttribute("role_definition_id")),
          definition.friendlyUniqueId,
        )
      : CustomRole.fromId(shown(definition));
  }

  /**
   * A role by id.
   *
   * @param id GUID of the role definition, or its ARM id with this GUID at the end; synth rejects anything else
   */
  public static fromId(id: string): CustomRole {
    if (Token.isUnresolved(id)) {
      return new CustomRole(Fn.basename(id), "custom role", id);
    }
    const guid = textOr(id).replace(/^.*\//, "").toLowerCase();
    return new CustomRole(guid, guid);
  }

  public readonly roleId: string;
  public readonly roleName: string;

  private constructor(
    roleId: string,
    roleName: string,
    /**
     * The given id, if the role id is only the end of it.
     *
     * @internal
     */
    public readonly _givenId?: string,
  ) {
    this.roleId = roleId;
    this.roleName = roleName;
  }
}
