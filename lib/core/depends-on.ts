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
import { remember } from "./collections";
import { StackLibrary } from "./stack-library";

/**
 * Gives every resource and module below a construct a `depends_on`. Both sides are looked at when the app is synthesized, so
 * that later additions count. What is in another stack makes the whole stack wait.
 *
 * Data sources do not wait: one that waits is read at apply, and what is made of its values is replaced.
 */
export function makeWait(consumer: IConstruct, dependencies: () => readonly ITerraformDependable[]): void {
  Aspects.of(consumer).add(new DependsOn(dependencies));
}

/** What the library has added to a `depends_on`. */
const added = new WeakMap<IConstruct, Set<string>>();

class DependsOn implements IAspect {
  public constructor(private readonly dependencies: () => readonly ITerraformDependable[]) {}

  public visit(node: IConstruct): void {
    this.wait(node);
    // What the construct has asked for is shared, and does not live below it.
    if (!TerraformElement.isTerraformElement(node) && !TerraformStack.isStack(node)) {
      StackLibrary.askedForBy(node).forEach((element) => {
        this.wait(element);
      });
    }
  }

  private wait(node: IConstruct): void {
    // What lives below a resource only looks something up about it; waiting would hide that from plans.
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
      const ours = remember(added, node, () => new Set());
      const theirs = (node.dependsOn ?? []).filter((address) => !ours.has(address));
      addresses.filter((address) => !theirs.includes(address)).forEach((address) => ours.add(address));
      // The order in which somebody asked for them means nothing.
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

/** What a resource waits for, as addresses; to be read at synth, when everything has been made to wait. */
export function dependenciesOf(resource: TerraformResource): string[] {
  return (resource.dependsOn ?? []).map((dependency) => bareAddress(dependency, resource));
}

/** `depends_on` takes bare addresses, and the same one twice in different tokens would not be noticed. */
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
