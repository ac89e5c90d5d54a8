import { TerraformResource, TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { asConstruct, configured } from "../../core/attributes";
import { idOfValue } from "../../core/names";
import { checkAtSynth } from "../../core/problems";
import { elementAt, referenceIn } from "../../core/reference";
import { type Problem, rules } from "../../core/rules";
import { circleProblems } from "../../core/stack-order";
import { checkUniqueness, comparableId, type UniqueKind } from "../../core/uniqueness";
import { type IPrincipal, PrincipalType } from "../../principal/principal-interfaces";
import { notAPrincipal, principalProblems } from "../../principal/principal-problems";
import { Access, Grant } from "../access";
import { DirectoryLibrary } from "../directory-library";

const TYPE = "azuread_group_member";

const SERVICE = {
  access: "EntraGroupAccess",
  table: { service: "Microsoft Entra groups", by: TYPE, verbs: { membership: "membership in the group" } },
};

/** Access that identities have as members of a group in Microsoft Entra ID. */
export class EntraGroupAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /**
   * Membership in a group, and so whatever the group may do. Grant access to the group itself with a binding whose `principal`
   * it is.
   *
   * The tokens of a managed identity name its groups and live for up to a day, so a new member can have to wait that long, and
   * a removed one keeps what it had: grant urgent access to the identity itself.
   * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identity-best-practice-recommendations
   *
   * @param group such as `Principal.fromGroupName(this, "readers", "Shop Readers")`
   */
  public static membership(group: IPrincipal): Access {
    return new Membership(group);
  }

  private constructor() {
    // only factories
  }
}

const MEMBERS: UniqueKind = {
  name: TYPE,
  keyOf: (resource) =>
    resource.terraformResourceType === TYPE
      ? ["group_object_id", "member_object_id"].map((attribute) => comparableId(resource, attribute))
      : undefined,
  problems: rules<[second: string, first: string]>("Microsoft Entra groups", [
    {
      rule: "duplicate-group-member",
      message: (second, first) => `${second} makes the same principal a member as ${first}; keep one of them`,
    },
  ]),
};

class Membership extends Access {
  public constructor(private readonly group: IPrincipal) {
    super();
  }

  public grantId(scope: Construct): string {
    return `member_${notAPrincipal("group", this.group).length === 0 ? idOfValue(this.group.objectId.value, scope) : "unknown"}`;
  }

  public grantTo(scope: Construct, _id: string, principal: IPrincipal): Grant {
    const problems = [...notAPrincipal("group", this.group), ...notAPrincipal("principal", principal)];
    if (problems.length > 0) {
      checkAtSynth(scope, () => problems);
      return new Grant(principal, []);
    }
    const [group_object_id, member_object_id] = [this.group.objectId.value, principal.objectId.value];
    checkAtSynth(scope, () => [
      ...principalProblems(this.group, scope),
      ...principalProblems(principal, scope),
      ...notAGroup(this.group),
      ...ownMember(group_object_id, member_object_id),
      ...listedMembers(group_object_id),
      ...circleProblems(scope, [group_object_id, member_object_id], "a group member", "there"),
    ]);
    const reference = referenceIn(group_object_id);
    const member = new DirectoryLibrary(scope, reference && elementAt(reference)).resource(
      [idOfValue(member_object_id, scope), "member-of", idOfValue(group_object_id, scope)],
      TYPE,
      { group_object_id, member_object_id },
    );
    checkUniqueness(TerraformStack.of(scope), MEMBERS);
    return new Grant(principal, [member]);
  }
}

const notAGroup = rules<[group: IPrincipal]>("Microsoft Entra groups", [
  {
    rule: "member-of-no-group",
    when: ({ principalType }) => principalType !== PrincipalType.GROUP,
    message: ({ principalType, displayName = "the principal" }) =>
      `${displayName} is a ${principalType}, which has no members; give a group`,
  },
]);

const ownMember = rules<[group: string, member: string]>("Microsoft Entra groups", [
  {
    rule: "group-in-itself",
    when: (group, member) => group === member,
    message: "a group cannot be a member of itself; give the identity that becomes a member",
  },
]);

/** Terraform would take the member out of the list, and put it in again, forever. */
function listedMembers(groupId: string): Problem[] {
  const reference = referenceIn(groupId);
  const group = reference && elementAt(reference);
  return TerraformResource.isTerraformResource(group) && group.terraformResourceType === "azuread_group"
    ? membersOfGroup(group)
    : [];
}

const membersOfGroup = rules<[group: TerraformResource]>("Microsoft Entra groups", [
  {
    rule: "group-with-members-of-its-own",
    when: (group) =>
      configured(group, "members") !== undefined || configured(group, "dynamic_membership") !== undefined,
    message: (group) =>
      `group ${asConstruct(group).node.path} declares who its members are, so each apply would remove this one; leave out members and ` +
      "dynamic_membership, or add the member there",
  },
]);
