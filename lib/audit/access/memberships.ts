import { type Builder } from "./builder";
import { type Argument, argumentOf } from "./reading";

/** Members of groups: by resources of their own, and in the group. */
export function addMemberships({ analysis, principals, memberships }: Builder): void {
  for (const block of analysis.resourcesOf("azuread_group_member")) {
    for (const group of principals.of(argumentOf(block, "group_object_id"), block, "group")) {
      for (const member of principals.of(argumentOf(block, "member_object_id"), block)) {
        memberships.push({ group, member, block });
      }
    }
  }
  for (const block of analysis.resourcesOf("azuread_group")) {
    const group = principals.ofBlock(block);
    for (const item of group === undefined ? [] : itemsOf(argumentOf(block, "members"))) {
      for (const member of principals.of(item, block)) {
        memberships.push({ group: group ?? "", member, block });
      }
    }
  }
}

/** The items of a list, or the expression that gives it. */
export function itemsOf({ value, expression }: Argument): Argument[] {
  if (Array.isArray(value)) {
    const expressions: readonly unknown[] = Array.isArray(expression) ? expression : [];
    return value.map((item: unknown, index) => ({ value: item, expression: expressions[index] }));
  }
  return value === undefined || value === null ? [] : [{ value, expression }];
}
