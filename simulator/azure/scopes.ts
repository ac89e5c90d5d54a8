import { armParts } from "./arm-id";
import { type Azure } from "./azure";

/** A subscription, a group, a resource including its children, or a scope above subscriptions. */
const SCOPE =
  /^(?:\/subscriptions\/[^/]+(?:\/resourceGroups\/[^/]+)?(?:\/providers(?:\/[^/]+)+)?|\/providers(?:\/[^/]+)+)$/i;

export const isScope = (scope: string): boolean => SCOPE.test(scope);

/** Segments with Azure's own spelling. */
const SEGMENTS: readonly (readonly [RegExp, string])[] = [
  [/^\/subscriptions\//i, "/subscriptions/"],
  [/(?<=^\/subscriptions\/[^/]+)\/resourceGroups\//i, "/resourceGroups/"],
  [/\/providers\//gi, "/providers/"],
  [/^\/providers\/Microsoft\.Management\/managementGroups\//i, "/providers/Microsoft.Management/managementGroups/"],
];

/** A scope in Azure's spelling. */
export function canonicalScope(azure: Azure, scope: string): string {
  const { resource, group } = armParts(scope) ?? {};
  const known = [resource, group]
    .filter((id) => id !== undefined)
    .map((id) => ({ given: id, found: azure.inventory.find(id)?.id }))
    .find(({ found }) => found !== undefined);
  const named = known ? `${known.found ?? ""}${scope.slice(known.given.length)}` : scope;
  return SEGMENTS.reduce((id, [segment, text]) => id.replace(segment, text), named);
}
