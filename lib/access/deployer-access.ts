import { Lazy } from "cdktf";
import { type Construct, type IConstruct } from "constructs";
import { given } from "../core/given";
import { checkAtSynth } from "../core/problems";
import { stateOf } from "../core/state";
import { type IPrincipal } from "../principal/principal-interfaces";
import { Access, type Grant } from "./access";
import { BuiltInRole } from "./built-in-role.generated";
import { conditionText, delegationProblems, Delegation } from "./delegated-roles";
import { type IRole } from "./role";
import { RoleAccess, type RoleAccessOptions } from "./role-access";

/** Optional arguments of a deployer's access. */
export interface DeployerAccessOptions extends RoleAccessOptions {
  /**
   * Roles that the app grants and that the deployer must not be able to give.
   *
   * @default - none
   */
  readonly withoutRoles?: IRole[];
}

/** Access of whoever deploys the app. */
export class DeployerAccess {
  /**
   * Give and take away the roles that this app grants, and no others: Role Based Access Control Administrator, on condition
   * that the role is one of the app's and the principal is of a kind to which the app grants roles.
   *
   * Whoever deploys this grant needs the right to assign all roles; a stack of its own that an administrator deploys is a good
   * place. The condition is computed at synth, so it grows with the app.
   *
   * https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-overview
   *
   * @param scope ARM id of the subscription or resource group below which the app grants roles
   */
  public static assignRolesOfApp(scope: string, options?: DeployerAccessOptions): Access {
    return new AssignRolesOfApp(scope, given(options));
  }

  private constructor() {
    // only factories
  }
}

class AssignRolesOfApp extends Access {
  public constructor(
    private readonly scope: string,
    private readonly options: DeployerAccessOptions,
  ) {
    super();
  }

  public grantId(scope: Construct): string {
    return this.role(scope).grantId(scope);
  }

  public grantTo(scope: Construct, id: string, principal: IPrincipal): Grant {
    const { delegation } = this.delegationIn(scope);
    checkAtSynth(scope, () => delegationProblems(delegation, scope));
    return this.role(scope).grantTo(scope, id, principal);
  }

  private role(scope: Construct): RoleAccess {
    const { condition, conditionVersion, description, eligibleForDays, provider } = this.options;
    const limit = this.delegationIn(scope).text;
    return RoleAccess.at(this.scope, BuiltInRole.ROLE_BASED_ACCESS_CONTROL_ADMINISTRATOR, {
      condition: condition === undefined ? limit : `(${condition}) AND ${limit}`,
      conditionVersion,
      description,
      eligibleForDays,
      provider,
    });
  }

  /** The same text for equal accesses in an app, so that they share their grant. */
  private delegationIn(scope: IConstruct): { readonly delegation: Delegation; readonly text: string } {
    const { withoutRoles = [] } = this.options;
    const excluded = withoutRoles.map(({ roleId }) => roleId.toLowerCase()).sort();
    return stateOf(scope.node.root, `delegation.${excluded.join(" ")}`, () => {
      const delegation = new Delegation(scope.node.root, excluded);
      return { delegation, text: Lazy.stringValue({ produce: () => conditionText(delegation) }) };
    });
  }
}
