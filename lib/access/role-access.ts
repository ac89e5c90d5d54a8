import { type TerraformProvider } from "cdktf";
import { type Construct } from "constructs";
import { given, shown, textProblems } from "../core/given";
import { idOfValue } from "../core/names";
import { checkAtSynth } from "../core/problems";
import { circleProblems } from "../core/stack-order";
import { rules } from "../core/rules";
import { type IPrincipal } from "../principal/principal-interfaces";
import { notAPrincipal } from "../principal/principal-problems";
import { Access, Grant } from "./access";
import { watchLocalAuthentication } from "./local-authentication";
import { type IRole } from "./role";
import { RoleAssignment } from "./role-assignment";
import { type RoleTarget } from "./role-target";
import { type AccessSettings } from "./service-settings";
import { settingsOfTarget } from "./target-subject";
import { normalizedScope } from "./scope";

/** Optional arguments of a role assignment. */
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
   * @default "2.0" if there is a condition
   */
  readonly conditionVersion?: string;

  /**
   * Why the assignment exists, shown in the portal.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * Makes a user or a group eligible for the role for so many days, instead of giving it the role. People then activate the
   * role in Privileged Identity Management when they need it, which takes a Microsoft Entra ID P2 or Governance license. The
   * description becomes the justification. A change replaces the assignment.
   *
   * https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-resource-roles-assign-roles
   *
   * @default - the principal always has the role
   */
  readonly eligibleForDays?: number;

  /**
   * The azurerm provider that creates the assignment.
   *
   * @default - the provider of the target; if the target is in another stack, the provider of this stack for the same
   * subscription, tenant and cloud
   */
  readonly provider?: TerraformProvider;
}

/**
 * A role at a scope, granted with a role assignment.
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
    const target = typeof scope === "string" ? normalizedScope(scope) : "";
    return new RoleAccess({ scope: target, problems: () => argumentProblems(scope, role) }, role, given(options));
  }

  /**
   * A role on a target of a service.
   *
   * @internal
   */
  public static _on(target: RoleTarget, role: IRole, options: RoleAccessOptions = {}): RoleAccess {
    return new RoleAccess(target, role, options);
  }

  private constructor(
    /** @internal */
    public readonly _target: RoleTarget,
    /** @internal */
    public readonly _role: IRole,
    private readonly options: RoleAccessOptions,
  ) {
    super();
  }

  public grantId(scope: Construct): string {
    const { roleId = "unknown" } = this._role as Partial<IRole>;
    return `${idOfValue(this._target.scope, scope)}_${idOfValue(roleId, scope)}`;
  }

  /**
   * Grants the role to a principal. The assignment belongs to the stack: granting the same role at the same scope to
   * the same principal again returns the same assignment.
   */
  public grantTo(scope: Construct, _id: string, principal: IPrincipal): Grant {
    const { condition = "", conditionVersion = "", description = "" } = this.options;
    const problems = [
      ...this._target.problems(),
      ...textProblems({ condition, conditionVersion, description }),
      ...notAPrincipal("principal", principal),
    ];
    if (problems.length === 0) {
      problems.push(...circleProblems(scope, [this._target.scope, principal.objectId.value], "a grant", "there"));
    }
    if (problems.length > 0) {
      checkAtSynth(scope, () => problems);
      return new Grant(principal, []);
    }
    if (this._target.resource) {
      watchLocalAuthentication(this._target.resource);
    }
    return new Grant(principal, [
      RoleAssignment.of(scope, { ...this.options, principal, role: this._role, scope: this._target.scope }),
    ]);
  }

  /** @internal */
  public override _settingsOf(principal?: IPrincipal): AccessSettings | undefined {
    const { resource, scope, settings = [] } = this._target;
    return settingsOfTarget(settings, resource, scope, principal);
  }
}

/** Type errors of callers without a compiler. */
const argumentProblems = rules<[scope: unknown, role: unknown]>("Role assignments", [
  {
    rule: "role-scope-not-a-string",
    when: (scope) => typeof scope !== "string",
    message: (scope) => `scope must be the ARM id of a resource, as a string; got ${shown(scope)}; give its id`,
  },
  {
    rule: "not-a-role",
    when: (_, role) => typeof (role as IRole | null | undefined)?.roleId !== "string",
    message: (_, role) =>
      `role must be a BuiltInRole or a CustomRole; got ${shown(role)}; ` +
      "use a constant such as BuiltInRole.READER, BuiltInRole.fromName or CustomRole.fromId",
  },
]);
