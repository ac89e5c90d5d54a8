import {
  type ITerraformResource,
  TerraformResource,
  type TerraformResourceLifecycle,
  type TerraformStack,
} from "cdktf";
import { addressOf } from "./attribute-reference";
import { overrideOf } from "./attributes";
import { dependenciesIn } from "./dependencies";
import { onceARun } from "./problems";

/**
 * The elements that Terraform creates before it destroys them, by address, with the path of the construct that requests
 * it: Terraform applies `create_before_destroy` to all direct and indirect dependencies of a resource.
 *
 * https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#create_before_destroy
 */
export function createdBeforeDestroyed(stack: TerraformStack): ReadonlyMap<string, string> {
  return onceARun(stack, "created before destroyed", () => {
    const consumers = stack.node
      .findAll()
      .filter((node) => TerraformResource.isTerraformResource(node))
      .filter((resource) => createsFirst(resource));
    return consumers.length > 0 ? closure(consumers, dependenciesIn(stack)) : new Map<string, string>();
  });
}

function closure(
  consumers: readonly TerraformResource[],
  needed: ReadonlyMap<string, readonly string[]>,
): Map<string, string> {
  const reached = new Map<string, string>();
  const visit = (address: string, path: string): void => {
    needed.get(address)?.forEach((dependency) => {
      if (!reached.has(dependency)) {
        reached.set(dependency, path);
        visit(dependency, path);
      }
    });
  };
  consumers.forEach((consumer) => {
    visit(addressOf(consumer), consumer.node.path);
  });
  return reached;
}

/** Whether a resource requests it, in its config or by `addOverride`. */
function createsFirst(resource: TerraformResource): boolean {
  const override = overrideOf(resource, "lifecycle") as { readonly create_before_destroy?: boolean } | undefined;
  return override?.create_before_destroy ?? resource.lifecycle?.createBeforeDestroy === true;
}

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
