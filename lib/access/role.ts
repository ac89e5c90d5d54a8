import { Fn, type ITerraformResource, Token } from "cdktf";
import { isResource, shown, textOr } from "../core/given";

/** Which operations a role names. */
export enum RolePlane {
  /** Only the management plane: create, configure, delete resources. */
  CONTROL = "control",
  /** Only the data plane: read and write what is in them. */
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
  /** Id of the role definition: a GUID, or a token that becomes one. */
  readonly roleId: string;

  /** Name for messages. */
  readonly roleName: string;
}

/**
 * A role that somebody in the tenant has defined.
 *
 * https://learn.microsoft.com/azure/role-based-access-control/custom-roles
 */
export class CustomRole implements IRole {
  /**
   * A role that is in the app already.
   *
   * @param definition an `azurerm_role_definition` resource or data source; anything else is reported at synth
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
   * A role by its id.
   *
   * @param id GUID of the role definition, or its ARM id that ends in this GUID; anything else is reported at synth
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
     * The id that was given, where the role id is the end of it.
     *
     * @internal
     */
    public readonly _givenId?: string,
  ) {
    this.roleId = roleId;
    this.roleName = roleName;
  }
}
