import {
  type ITerraformResource,
  TerraformResource,
  type TerraformResourceLifecycle,
  type TerraformStack,
} from "cdktf";

/**
 * Replaces a resource whenever one of the others is replaced. Only resources of the same stack can trigger a
 * replacement. Their ids change only with a replacement.
 */
export function replacedWith(
  resources: readonly ITerraformResource[] = [],
  stack: TerraformStack,
): TerraformResourceLifecycle | undefined {
  const triggers = resources
    .filter((resource) => TerraformResource.isTerraformResource(resource))
    .filter((resource) => resource.cdktfStack === stack)
    .map((resource) => `${resource.terraformResourceType}.${resource.friendlyUniqueId}.id`)
    .sort();
  return triggers.length > 0 ? { replaceTriggeredBy: triggers } : undefined;
}
