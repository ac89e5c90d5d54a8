import { type TerraformResource, TerraformStack } from "cdktf";
import { addressOf } from "../core/attribute-reference";
import { configured } from "../core/attributes";
import { pinnedRelease } from "../core/provider-release";
import { isAtLeast } from "../core/version-constraint";
import { createdBeforeDestroyed } from "../core/replacement";
import { comparableId, comparableText, type UniqueKind } from "../core/uniqueness";
import { type Problem, rules } from "../core/rules";
import { BuiltInRole } from "./built-in-role.generated";

/** Azure allows one assignment for each scope, principal and role. Handwritten ones count too. */
export const ROLE_ASSIGNMENTS: UniqueKind = {
  name: "role assignments",
  keyOf: (assignment) => keyOf(assignment, "azurerm_role_assignment"),
  problems: rules<[second: string, first: string]>("Role assignments", [
    {
      rule: "duplicate-role-assignment",
      message: (second, first) =>
        `${second} gives the same role at the same scope to the same principal as ${first}, which Azure refuses ` +
        "(RoleAssignmentExists); keep one of them",
    },
  ]),
};

/** The same for assignments that wait to be activated. */
export const ELIGIBILITIES: UniqueKind = {
  name: "eligible role assignments",
  keyOf: (assignment) => keyOf(assignment, "azurerm_pim_eligible_role_assignment"),
  problems: rules<[second: string, first: string]>("Role assignments", [
    {
      rule: "duplicate-eligible-assignment",
      message: (second, first) =>
        `${second} makes the same principal eligible for the same role at the same scope as ${first}; keep one of them`,
    },
  ]),
};

function keyOf(assignment: TerraformResource, type: string): readonly string[] | undefined {
  return assignment.terraformResourceType === type
    ? [comparableId(assignment, "scope"), comparableId(assignment, "principal_id"), roleOf(assignment)]
    : undefined;
}

/** The subscription in a role id follows from the scope, so only the rest identifies the role. */
function roleOf(assignment: TerraformResource): string {
  const id = configured(assignment, "role_definition_id");
  if (typeof id === "string") {
    return comparableText(id.slice(id.lastIndexOf("/") + 1), assignment);
  }
  const name = configured(assignment, "role_definition_name");
  return typeof name === "string" ? BuiltInRole.fromName(name).roleId : "";
}

/** The first azurerm release that updates the description and the condition of an assignment in place. */
const CHANGED_IN_PLACE = { major: 5, minor: 2 };

/** Arguments whose change replaces an assignment in earlier releases. */
const REPLACING = ["description", "condition"] as const;

/**
 * Reports an assignment with `create_before_destroy`: Azure rejects a duplicate, so changing its description would fail
 * with RoleAssignmentExists.
 */
export function replacementProblems(assignment: TerraformResource): Problem[] {
  const stack = TerraformStack.of(assignment);
  const consumer = createdBeforeDestroyed(stack).get(addressOf(assignment));
  const release = pinnedRelease(stack, "azurerm");
  const text = REPLACING.find((name) => configured(assignment, name) !== undefined);
  return consumer === undefined || text === undefined || (release && isAtLeast(release, CHANGED_IN_PLACE))
    ? []
    : createdTwice(text, consumer);
}

const createdTwice = rules<[text: string, consumer: string]>("Role assignments", [
  {
    rule: "assignment-created-before-destroyed",
    message: (text, consumer) =>
      `the role assignment has a ${text}, and ${consumer}, which needs it, has create_before_destroy: a changed ${text} would ` +
      "create the assignment a second time before the first one is deleted, which Azure refuses (RoleAssignmentExists); " +
      `leave out the ${text} or create_before_destroy, or pin azurerm 5.2 or later`,
  },
]);
