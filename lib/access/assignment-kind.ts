import { type TerraformProvider, type TerraformResource } from "cdktf";
import { type Problem, rules } from "../core/rules";
import { type UniqueKind } from "../core/uniqueness";
import { type IPrincipal, PrincipalType } from "../principal/principal-interfaces";
import { type IRole } from "./role";
import { ELIGIBILITIES, replacementProblems, ROLE_ASSIGNMENTS } from "./role-assignment-rules";

/** The arguments of a role assignment. */
export interface RoleGrant {
  readonly principal: IPrincipal;
  readonly role: IRole;
  /** ARM id. */
  readonly scope: string;
  readonly condition?: string;
  readonly conditionVersion?: string;
  readonly description?: string;
  /** Whether the principal has to activate the role, and for how many days it may. */
  readonly eligibleForDays?: number;
  readonly provider?: TerraformProvider;
}

/** A resource with which azurerm gives a role to a principal. */
export interface AssignmentKind {
  readonly type: "azurerm_role_assignment" | "azurerm_pim_eligible_role_assignment";
  /** Begins the role in addresses. */
  readonly prefix: string;
  readonly unique: UniqueKind;
  /** Its arguments beside scope, role and principal. */
  readonly finePrint: (grant: RoleGrant) => Readonly<Record<string, unknown>>;
  readonly problems: (assignment: TerraformResource, grant: RoleGrant) => Problem[];
}

/** The kind of assignment that a grant asks for. */
export function kindOf({ eligibleForDays }: RoleGrant): AssignmentKind {
  return eligibleForDays === undefined ? ACTIVE : ELIGIBLE;
}

const ACTIVE: AssignmentKind = {
  type: "azurerm_role_assignment",
  prefix: "",
  unique: ROLE_ASSIGNMENTS,
  finePrint: (grant) => ({
    principal_type: grant.principal.principalType,
    ...conditionOf(grant),
    description: grant.description,
  }),
  problems: replacementProblems,
};

/** https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-resource-roles-assign-roles */
const ELIGIBLE: AssignmentKind = {
  type: "azurerm_pim_eligible_role_assignment",
  prefix: "eligible-",
  unique: ELIGIBILITIES,
  finePrint: (grant) => ({
    ...conditionOf(grant),
    justification: grant.description,
    schedule: [{ expiration: [{ duration_days: grant.eligibleForDays }] }],
  }),
  problems: (_, grant) => eligibilityProblems(grant),
};

function conditionOf({ condition, conditionVersion }: RoleGrant): Readonly<Record<string, unknown>> {
  return { condition, condition_version: conditionVersion ?? (condition === undefined ? undefined : "2.0") };
}

const eligibilityProblems = rules<[grant: RoleGrant]>("Role assignments", [
  {
    rule: "eligible-principal-cannot-activate",
    when: ({ principal }) => principal.principalType === PrincipalType.SERVICE_PRINCIPAL,
    message:
      "a service principal or managed identity cannot activate a role, so it cannot be eligible for it; leave out " +
      "eligibleForDays, or make the group of those who need the role eligible",
  },
  {
    rule: "eligibility-days-invalid",
    when: ({ eligibleForDays = 1 }) => !(Number.isInteger(eligibleForDays) && eligibleForDays >= 1),
    message: ({ eligibleForDays }) =>
      `eligibleForDays must be a whole number of days, 1 or more; got ${String(eligibleForDays)}`,
  },
]);
