import {
  type ITerraformResource,
  TerraformResource,
  type TerraformResourceLifecycle,
  type TerraformStack,
} from "cdktf";

/**
 * Lets a resource of the stack be replaced whenever one of these is. Only resources of the same stack can trigger a
 * replacement; their ids change when they are replaced, and only then.
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
