import { type ITerraformResource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { configured } from "../core/attributes";
import { describe } from "../core/reference";
import { type IdentityBlock } from "./identity-block";
import { supportOf, typesThatCan } from "./identity-support";
import { type IdentitySupport } from "./identity-support-row";

interface Rule {
  readonly broken: (support: IdentitySupport, wanted: IdentityBlock) => boolean;
  readonly message: (type: string, support: IdentitySupport, wanted: IdentityBlock, scope: IConstruct) => string;
}

const KIND_RULES: readonly Rule[] = [
  {
    broken: (support, wanted) => wanted.system && !support.system,
    message: (type) =>
      `${type} takes user-assigned identities only, no system-assigned one; give the binding a user-assigned identity`,
  },
  {
    broken: (support, wanted) => wanted.users.length > 0 && !support.user,
    message: (type) =>
      `${type} takes its system-assigned identity only, no user-assigned one; leave out the identity of the binding`,
  },
  {
    broken: (support, wanted) =>
      wanted.system && wanted.users.length > 0 && support.system && support.user && !support.both,
    message: (type) =>
      `${type} takes a system-assigned or a user-assigned identity, never both; use one kind for all its bindings ` +
      `(types that take both: ${typesThatCan((support) => support.both, type)})`,
  },
  {
    broken: (support, wanted) =>
      support.userBesideSystemOnly === true && wanted.users.length > 0 && !wanted.system && support.system,
    message: (type) =>
      `${type} takes a user-assigned identity beside its system-assigned one only; set identity.type to "SystemAssigned" first`,
  },
  {
    broken: (support, wanted) =>
      wanted.users.length > (support.maxUserAssigned ?? Infinity) && !Token.isUnresolved(wanted.users),
    message: (type, support, wanted, scope) =>
      `${type} takes ${String(support.maxUserAssigned)} user-assigned identity, not ${String(wanted.users.length)} ` +
      `(${wanted.users.map((id) => describe(id, scope)).join(", ")}); grant all its accesses to one identity`,
  },
];

/** The rules of the type that the identities violate. */
export function kindProblems(
  type: string,
  support: IdentitySupport,
  wanted: IdentityBlock,
  scope: IConstruct,
): string[] {
  return KIND_RULES.filter(({ broken }) => broken(support, wanted)).map(({ message }) =>
    message(type, support, wanted, scope),
  );
}

/** Other attributes that the resource must or must not have with an identity. */
export function missingPrerequisites(source: ITerraformResource): string[] {
  const type = source.terraformResourceType;
  const { excludedBy, needs } = supportOf(source) ?? {};
  const has = (attribute: string): boolean => configured(source, attribute) !== undefined;
  return [
    ...(excludedBy !== undefined && has(excludedBy)
      ? [`${type} takes an identity or ${excludedBy}, not both; remove ${excludedBy}`]
      : []),
    ...(needs && !has(needs.attribute)
      ? [`${type} needs ${needs.attribute} beside an identity, or ${needs.otherwise}; set ${needs.attribute}`]
      : []),
  ];
}

/** AcrPull, and its replacement for repositories with their own permissions, Container Registry Repository Reader. */
const PULL_ROLES = ["7f951dda-4ed3-4680-a7ca-43fe172d538d", "b93aa761-3e63-49ed-ac28-beffa264f7ac"];

/** Sources that use another identity than the attached one for some tasks. */
const OTHERS: readonly { readonly type: string; readonly roleIds: readonly string[]; readonly message: string }[] = [
  {
    type: "azurerm_kubernetes_cluster",
    roleIds: PULL_ROLES,
    message:
      "grants the right to pull images to the identity of the cluster's control plane, and its nodes pull with the kubelet identity; " +
      "grant it to Principal.kubelet(cluster) (https://learn.microsoft.com/azure/aks/use-managed-identity)",
  },
];

/** The warning for a role that the source would need on another identity. */
export function otherIdentityWarning(source: ITerraformResource, roleId: string): string | undefined {
  return OTHERS.find(({ type, roleIds }) => source.terraformResourceType === type && roleIds.includes(roleId))?.message;
}
