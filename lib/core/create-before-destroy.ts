import { TerraformResource, type TerraformStack } from "cdktf";
import { addressOf, dependenciesOf } from "../core/depends-on";

/**
 * What would keep Terraform from taking facts away: it hands `create_before_destroy` on to whatever a resource depends
 * on, and runs no destroy-time provisioner of what has it.
 */
export function createBeforeDestroyProblems(stack: TerraformStack, facts: readonly TerraformResource[]): string[] {
  const consumers = stack.node
    .findAll()
    .filter((node) => TerraformResource.isTerraformResource(node))
    .filter(({ lifecycle }) => lifecycle?.createBeforeDestroy === true);
  if (consumers.length === 0) {
    return [];
  }
  const byAddress = new Map(facts.map((fact) => [addressOf(fact, stack), fact]));
  return consumers.flatMap((consumer) => {
    const [first] = dependenciesOf(consumer).flatMap((address) => byAddress.get(address) ?? []);
    return first ? [problem(consumer, first)] : [];
  });
}

const problem = (consumer: TerraformResource, fact: TerraformResource): string =>
  `${consumer.node.path} has create_before_destroy and waits for ${fact.node.path}, and Terraform would hand it on to ` +
  "logins and users, and not take away any of them; leave create_before_destroy out, or put one into another stack";
