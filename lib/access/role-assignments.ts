import { type TerraformResource } from "cdktf";
import { configured } from "../core/attributes";
import { comparableId, comparableText, type UniqueKind } from "../core/uniqueness";
import { BuiltInRole } from "./built-in-role.generated";

/** Azure keeps one assignment per scope, principal and role; hand-written ones count as well. */
export const ROLE_ASSIGNMENTS: UniqueKind = {
  name: "role assignments",
  keyOf: (assignment) =>
    assignment.terraformResourceType === "azurerm_role_assignment"
      ? [comparableId(assignment, "scope"), comparableId(assignment, "principal_id"), roleOf(assignment)]
      : undefined,
  message: (first) =>
    `gives the same role at the same scope to the same principal as ${first}; Azure refuses the second one ` +
    "(RoleAssignmentExists), so keep one of them",
};

/** The subscription in a role id follows from the scope, so only what comes after it tells roles apart. */
function roleOf(assignment: TerraformResource): string {
  const id = configured(assignment, "role_definition_id");
  if (typeof id === "string") {
    return comparableText(id.slice(id.lastIndexOf("/") + 1), assignment);
  }
  const name = configured(assignment, "role_definition_name");
  return typeof name === "string" ? BuiltInRole.fromName(name).roleId : "";
}
