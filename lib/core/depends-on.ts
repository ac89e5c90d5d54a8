import {
  Aspects,
  DefaultTokenResolver,
  type IAspect,
  type ITerraformDependable,
  StringConcat,
  TerraformDataSource,
  TerraformElement,
  TerraformModule,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "cdktf";
import { type IConstruct } from "constructs";

/**
 * Gives everything Terraform manages below a construct a `depends_on`. Both sides are looked at when the app is
 * synthesized, so that later additions count. What is in another stack makes the whole stack wait.
 */
export function makeWait(consumer: IConstruct, dependencies: () => readonly ITerraformDependable[]): void {
  Aspects.of(consumer).add(new DependsOn(dependencies));
}

class DependsOn implements IAspect {
  public constructor(private readonly dependencies: () => readonly ITerraformDependable[]) {}

  public visit(node: IConstruct): void {
    // What lives below a resource only looks something up about it; waiting would hide that from plans.
    if (!canDepend(node) || TerraformElement.isTerraformElement(node.node.scope)) {
      return;
    }
    const dependencies = this.dependencies();
    if (dependencies.some((dependency) => dependency === node)) {
      return;
    }
    const stack = TerraformStack.of(node);
    for (const dependency of dependencies) {
      if (TerraformElement.isTerraformElement(dependency) && dependency.cdktfStack !== stack) {
        stack.addDependency(dependency.cdktfStack);
        continue;
      }
      const address = addressOf(dependency, stack);
      if (!node.dependsOn?.includes(address)) {
        node.dependsOn = [...(node.dependsOn ?? []), address];
      }
    }
  }
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

function canDepend(node: IConstruct): node is TerraformResource | TerraformDataSource | TerraformModule {
  return (
    TerraformResource.isTerraformResource(node) ||
    TerraformDataSource.isTerraformDataSource(node) ||
    node instanceof TerraformModule
  );
}
