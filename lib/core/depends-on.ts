import {
  Annotations,
  Aspects,
  DefaultTokenResolver,
  type IAspect,
  type ITerraformDependable,
  StringConcat,
  TerraformElement,
  TerraformModule,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "cdktf";
import { type IConstruct } from "constructs";
import { StackLibrary } from "./stack-library";
import { stateOf } from "./state";

/**
 * Adds a `depends_on` to every resource and module below a construct. Both sides are read at synth, so that later
 * additions count. If a dependency is in another stack, the whole stack waits.
 *
 * Data sources do not wait: Terraform would read them at apply, and replace what depends on their values.
 */
export function makeWait(consumer: IConstruct, dependencies: () => readonly ITerraformDependable[]): void {
  Aspects.of(consumer).add(new DependsOn(dependencies));
}

class DependsOn implements IAspect {
  public constructor(private readonly dependencies: () => readonly ITerraformDependable[]) {}

  public visit(node: IConstruct): void {
    this.wait(node);
    // What the construct asked for is shared, and is not below it.
    if (!TerraformElement.isTerraformElement(node) && !TerraformStack.isStack(node)) {
      StackLibrary.askedForBy(node).forEach((element) => {
        this.wait(element);
      });
    }
  }

  private wait(node: IConstruct): void {
    // An element below a resource only looks something up about it. Waiting would hide its value from plans.
    if (!canDepend(node) || TerraformElement.isTerraformElement(node.node.scope)) {
      return;
    }
    const dependencies = this.dependencies();
    if (dependencies.some((dependency) => dependency === node)) {
      return;
    }
    const stack = TerraformStack.of(node);
    const addresses = dependencies.flatMap((dependency) => {
      if (TerraformElement.isTerraformElement(dependency) && dependency.cdktfStack !== stack) {
        waitForStack(node, stack, dependency);
        return [];
      }
      return [addressOf(dependency, stack)];
    });
    if (addresses.length > 0) {
      const ours = stateOf(node, "depends-on", () => new Set<string>());
      const theirs = (node.dependsOn ?? []).filter((address) => !ours.has(address));
      addresses.filter((address) => !theirs.includes(address)).forEach((address) => ours.add(address));
      // Sorted, so that the order of calls does not matter.
      node.dependsOn = [...theirs, ...[...ours].sort()];
    }
  }
}

function waitForStack(node: IConstruct, stack: TerraformStack, { cdktfStack: other }: TerraformElement): void {
  if (!other.dependsOn(stack)) {
    stack.addDependency(other);
    return;
  }
  Annotations.of(node).addError(
    `cannot wait for what is in stack ${other.node.path}, which needs stack ${stack.node.path} itself; ` +
      `create that in stack ${stack.node.path}`,
  );
}

/** The addresses of a resource's dependencies. Read this at synth, after all `depends_on` are complete. */
export function dependenciesOf(resource: TerraformResource): string[] {
  return (resource.dependsOn ?? []).map((dependency) => bareAddress(dependency, resource));
}

/** `depends_on` takes bare addresses. Different tokens would hide duplicates. */
export function addressOf(dependency: ITerraformDependable, scope: IConstruct): string {
  return bareAddress(dependency.fqn, scope);
}

const resolver = new DefaultTokenResolver(new StringConcat());

function bareAddress(address: string, scope: IConstruct): string {
  return String(Tokenization.resolve(address, { scope, resolver, preparing: false })).replace(/^\$\{(.*)\}$/, "$1");
}

function canDepend(node: IConstruct): node is TerraformResource | TerraformModule {
  return TerraformResource.isTerraformResource(node) || node instanceof TerraformModule;
}
