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
    return new RoleAccess(
      scope,
      role,
      options,
      (construct) => idOfValue(scope, construct),
      () => [],
    );
  }

  /**
   * A role on a target that a service's factory knows more about.
   *
   * @internal
   */
  public static _on(target: RoleTarget, role: IRole, options: RoleAccessOptions = {}): RoleAccess {
    return new RoleAccess(
      target.scope,
      role,
      options,
      (construct) => target.id(construct),
      () => target.problems(),
      target.verb,
    );
  }

  private constructor(
    private readonly scope: string,
    private readonly role: IRole,
    private readonly options: RoleAccessOptions,
    private readonly targetId: (scope: IConstruct) => string,
    private readonly targetProblems: () => readonly string[],
    private readonly verb: string = role.key,
  ) {
    super();
  }

  public grantId(scope: Construct): string {
    // Verbs have no underscore, so that two different pairs never give the same id.
    return `${this.targetId(scope)}_${this.verb}`;
  }

  public grantTo(scope: Construct, id: string, principal: IPrincipal): Grant {
    const { condition, description } = this.options;
    const assignment = new RoleAssignment(scope, id, {
      scope: this.scope,
      roleDefinitionId: `${subscriptionPart(this.scope)}/providers/Microsoft.Authorization/roleDefinitions/${this.role.roleId}`,
      principalId: principal.objectId.value,
      principalType: principal.principalType,
      condition,
      conditionVersion: this.options.conditionVersion ?? (condition === undefined ? undefined : "2.0"),
      description,
    });
    checkAtSynth(assignment, () => [
      ...scopeProblems(this.scope, assignment),
      ...roleProblems(this.role, assignment),
      ...principalProblems(principal, assignment),
      ...this.targetProblems(),
      ...vaultProblems(this.role, this.scope),
      ...this.conditionProblems(),
    ]);
    checkUniqueness(assignment.cdktfStack, ROLE_ASSIGNMENTS);
    warnOfBroadAccess(this.role, this.scope, assignment);
    return new Grant(principal, [assignment]);
  }

  private conditionProblems(): string[] {
    const { condition, conditionVersion } = this.options;
    return condition === undefined && conditionVersion !== undefined
      ? [`condition version "${conditionVersion}" is given without a condition; give the condition, or neither`]
      : [];
  }
}
