import { armParts } from "./arm-id";
import { type Azure } from "./azure";

/** A subscription, a group, a resource with anything below it, or what is above subscriptions. */
const SCOPE =
  /^(?:\/subscriptions\/[^/]+(?:\/resourceGroups\/[^/]+)?(?:\/providers(?:\/[^/]+)+)?|\/providers(?:\/[^/]+)+)$/i;

export const isScope = (scope: string): boolean => SCOPE.test(scope);

/** The parts of ids that Azure writes in its own way. */
const SEGMENTS: readonly (readonly [RegExp, string])[] = [
  [/^\/subscriptions\//i, "/subscriptions/"],
  [/(?<=^\/subscriptions\/[^/]+)\/resourceGroups\//i, "/resourceGroups/"],
  [/\/providers\//gi, "/providers/"],
  [/^\/providers\/Microsoft\.Management\/managementGroups\//i, "/providers/Microsoft.Management/managementGroups/"],
];

/** A scope as Azure tells it, in whatever letter case it was given. */
export function canonicalScope(azure: Azure, scope: string): string {
  const { resource, group } = armParts(scope) ?? {};
  const known = [resource, group]
    .filter((id) => id !== undefined)
    .map((id) => ({ given: id, found: azure.inventory.find(id)?.id }))
    .find(({ found }) => found !== undefined);
  const named = known ? `${known.found ?? ""}${scope.slice(known.given.length)}` : scope;
  return SEGMENTS.reduce((id, [segment, text]) => id.replace(segment, text), named);
}
