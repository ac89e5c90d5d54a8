import { type ITerraformResource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { configured } from "../core/attributes";
import { describe } from "../core/reference";
import { rules, warnings } from "../core/rules";
import { type IdentityBlock } from "./identity-block";
import { supportOf, typesThatCan } from "./identity-support";
import { type IdentitySupport } from "./identity-support-row";

/** Which kinds of identities a type takes, and how many. */
export const kindProblems = rules<[type: string, support: IdentitySupport, wanted: IdentityBlock, scope: IConstruct]>(
  "Sources",
  [
    {
      rule: "system-assigned-identity-not-supported",
      when: (_, support, wanted) => wanted.system && !support.system,
      message: (type) => `${type} supports only user-assigned identities; give the binding a user-assigned identity`,
    },
    {
      rule: "user-assigned-identity-not-supported",
      when: (_, support, wanted) => wanted.users.length > 0 && !support.user,
      message: (type) => `${type} supports only its system-assigned identity; leave out the identity of the binding`,
    },
    {
      rule: "identity-kinds-exclude-each-other",
      when: (_, support, wanted) =>
        wanted.system && wanted.users.length > 0 && support.system && support.user && !support.both,
      message: (type) =>
        `${type} supports a system-assigned or a user-assigned identity, not both; use one kind for all its bindings ` +
        `(types that support both: ${typesThatCan((support) => support.both, type)})`,
    },
    {
      rule: "user-assigned-identity-alone",
      when: (_, support, wanted) =>
        support.userBesideSystemOnly === true && wanted.users.length > 0 && !wanted.system && support.system,
      message: (type) =>
        `${type} supports a user-assigned identity only beside its system-assigned one; set identity.type to "SystemAssigned" first`,
    },
    {
      rule: "too-many-user-assigned-identities",
      when: (_, support, wanted) =>
        wanted.users.length > (support.maxUserAssigned ?? Infinity) && !Token.isUnresolved(wanted.users),
      message: (type, { maxUserAssigned }, { users }, scope) =>
        `${type} supports at most ${String(maxUserAssigned)} user-assigned identity; got ${String(users.length)} ` +
        `(${users.map((id) => describe(id, scope)).join(", ")}); grant all its accesses to one identity`,
    },
  ],
);

const has = (source: ITerraformResource, attribute: string): boolean => configured(source, attribute) !== undefined;

/** What else the resource must or must not have, so that its identity works. */
export const missingPrerequisites = rules<[source: ITerraformResource]>("Sources", [
  {
    rule: "identity-excluded-by-attribute",
    when: (source) => {
      const { excludedBy } = supportOf(source) ?? {};
      return excludedBy !== undefined && has(source, excludedBy);
    },
    message: (source) => {
      const excludedBy = supportOf(source)?.excludedBy ?? "";
      return `${source.terraformResourceType} takes an identity or ${excludedBy}, not both; remove ${excludedBy}`;
    },
  },
  {
    rule: "attribute-missing-beside-identity",
    when: (source) => {
      const { needs } = supportOf(source) ?? {};
      return needs !== undefined && !has(source, needs.attribute);
    },
    message: (source) => {
      const { attribute, otherwise } = supportOf(source)?.needs ?? { attribute: "", otherwise: "" };
      return `${source.terraformResourceType} needs ${attribute} beside an identity, or ${otherwise}; set ${attribute}`;
    },
  },
]);

/** AcrPull, and its replacement for repositories with their own permissions, Container Registry Repository Reader. */
const PULL_ROLES = ["7f951dda-4ed3-4680-a7ca-43fe172d538d", "b93aa761-3e63-49ed-ac28-beffa264f7ac"];

/** Sources that use another identity than the attached one for some tasks. */
export const otherIdentityWarnings = warnings<[source: ITerraformResource, roleId: string]>("ManagedIdentityBinding", [
  {
    rule: "image-pull-by-control-plane",
    when: ({ terraformResourceType: type }, roleId) =>
      type === "azurerm_kubernetes_cluster" && PULL_ROLES.includes(roleId),
    message:
      "the right to pull images is granted to the identity of the cluster's control plane, but its nodes pull with the kubelet " +
      "identity; grant it to Principal.kubelet(cluster) (https://learn.microsoft.com/azure/aks/use-managed-identity)",
  },
]);
