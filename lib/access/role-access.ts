import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { type Construct, type IConstruct } from "constructs";
import { idOfValue } from "../core/names";
import { checkAtSynth } from "../core/problems";
import { checkUniqueness } from "../core/uniqueness";
import { type IPrincipal } from "../principal/principal-interfaces";
import { principalProblems } from "../principal/principal-problems";
import { Access } from "./access";
import { Grant } from "./grant";
import { type IRole } from "./role";
import { ROLE_ASSIGNMENTS } from "./role-assignments";
import { type RoleTarget } from "./role-target";
import { roleProblems, vaultProblems, warnOfBroadAccess } from "./role-rules";
import { scopeProblems } from "./scope";
import { subscriptionPart } from "./subscription-part";

/** What a role assignment says beside who, what and where. */
export interface RoleAccessOptions {
  /**
   * Condition under which the role applies (ABAC).
   *
   * https://learn.microsoft.com/azure/role-based-access-control/conditions-overview
   *
   * @default - unconditional
   */
  readonly condition?: string;

  /**
   * Version of the condition syntax.
   *
   * @default "2.0" where there is a condition
   */
  readonly conditionVersion?: string;

  /**
   * Why the assignment exists, shown in the portal.
   *
   * @default - none
   */
  readonly description?: string;
}

/**
 * A role at a scope, given by a role assignment.
 *
 * https://learn.microsoft.com/azure/role-based-access-control/overview
 */
export class RoleAccess extends Access {
  /**
   * Any built-in or custom role at any scope.
   *
   * @param scope ARM id of a resource, a resource group, a subscription or a management group
   * @param role such as `BuiltInRole.READER`
   */
  public static at(scope: string, role: IRole, options: RoleAccessOptions = {}): RoleAccess {
    const id = (construct: IConstruct): string => idOfValue(scope, construct);
    return new RoleAccess({ scope, verb: role.key, id, problems: () => [] }, role, options);
  }

  /**
   * A role on a target that a service's factory knows more about.
   *
   * @internal
   */
  public static _on(target: RoleTarget, role: IRole, options: RoleAccessOptions = {}): RoleAccess {
    return new RoleAccess(target, role, options);
  }

  private constructor(
    private readonly target: RoleTarget,
    private readonly role: IRole,
    private readonly options: RoleAccessOptions,
  ) {
    super();
  }

  public grantId(scope: Construct): string {
    // Verbs have no underscore, so that two different pairs never give the same id.
    return `${this.target.id(scope)}_${this.target.verb}`;
  }

  public grantTo(scope: Construct, id: string, principal: IPrincipal): Grant {
    const { condition, description } = this.options;
    const assignment = new RoleAssignment(scope, id, {
      scope: this.target.scope,
      roleDefinitionId: `${subscriptionPart(this.target.scope)}/providers/Microsoft.Authorization/roleDefinitions/${this.role.roleId}`,
      principalId: principal.objectId.value,
      principalType: principal.principalType,
      condition,
      conditionVersion: this.options.conditionVersion ?? (condition === undefined ? undefined : "2.0"),
      description,
    });
    checkAtSynth(assignment, () => [
      ...scopeProblems(this.target.scope, assignment),
      ...roleProblems(this.role, assignment),
      ...principalProblems(principal, assignment),
      ...this.target.problems(),
      ...vaultProblems(this.role, this.target.scope),
      ...this.conditionProblems(),
    ]);
    checkUniqueness(assignment.cdktfStack, ROLE_ASSIGNMENTS);
    warnOfBroadAccess(this.role, this.target.scope, assignment);
    return new Grant(principal, [assignment]);
  }

  private conditionProblems(): string[] {
    const { condition, conditionVersion } = this.options;
    return condition === undefined && conditionVersion !== undefined
      ? [`condition version "${conditionVersion}" is given without a condition; give the condition, or neither`]
      : [];
  }
}
