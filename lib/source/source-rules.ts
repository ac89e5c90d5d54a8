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

/** Which rules the identities would break on this type. */
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

/** What else the resource must or must not have, so that its identity works. */
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
