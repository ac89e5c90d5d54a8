import { type TerraformResource, TerraformStack } from "cdktf";
import { configured } from "../core/attributes";
import { createdBeforeDestroyed } from "../core/create-before-destroy";
import { isAtLeast, pinnedRelease } from "../core/provider-release";
import { addressOf } from "../core/attribute-reference";

/** The first azurerm release that updates the description and the condition of an assignment in place. */
const CHANGED_IN_PLACE = { major: 5, minor: 2 };

/** Arguments whose change replaces an assignment in earlier releases. */
const REPLACING = ["description", "condition"] as const;

/**
 * Reports an assignment with `create_before_destroy`: Azure rejects a duplicate, so changing its description would fail
 * with RoleAssignmentExists.
 */
export function replacementProblems(assignment: TerraformResource): string[] {
  const stack = TerraformStack.of(assignment);
  const consumer = createdBeforeDestroyed(stack).get(addressOf(assignment));
  const release = pinnedRelease(stack, "azurerm");
  const text = REPLACING.find((name) => configured(assignment, name) !== undefined);
  return consumer === undefined || text === undefined || (release && isAtLeast(release, CHANGED_IN_PLACE))
    ? []
    : [
        `has a ${text}, and ${consumer}, which needs the role assignment, has create_before_destroy: a changed ${text} would ` +
          `create the assignment a second time before the first one goes, which Azure refuses (RoleAssignmentExists); leave out ` +
          `the ${text} or create_before_destroy, or pin azurerm 5.2 or later`,
      ];
}
