import {
  type IResolvable,
  type IResolveContext,
  type ITerraformResource,
  TerraformCount,
  TerraformStack,
  Token,
} from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct, pathOf } from "./attributes";
import { addressOf } from "./attribute-reference";
import { elementAt, referencesIn, withOrigins } from "./reference";
import { ALL, type Problem, rules } from "./rules";

/**
 * The instances of resources with `count` or `for_each`. What the library creates for such a resource gets the same
 * keys, and refers to the matching instance.
 */
export class Instances {
  /** The instances that the values refer to; undefined if all of them are single resources. */
  public static of(values: readonly string[], scope: IConstruct): Instances | undefined {
    const references = values.flatMap((value) => referencesIn(value, scope));
    // A reference to all of them at once has selected its instances itself.
    const elements = references.filter(({ attribute }) => attribute !== "").map(elementAt);
    const many = elements.filter((element) => element !== undefined).filter(standsForMany);
    return many.length > 0 ? new Instances([...new Set(many)], scope) : undefined;
  }

  /** The instances of a resource. */
  public static ofResource(resource: ITerraformResource, scope: IConstruct): Instances | undefined {
    return standsForMany(resource) ? new Instances([resource], scope) : undefined;
  }

  private constructor(
    private readonly many: readonly ITerraformResource[],
    private readonly scope: IConstruct,
  ) {}

  /** Reasons why nothing can be created for each instance. */
  public problems(): Problem[] {
    const [first, ...others] = this.many;
    const stack = TerraformStack.of(this.scope);
    const elsewhere = this.many.find((each) => TerraformStack.of(asConstruct(each)) !== stack);
    if (elsewhere) {
      const { path } = asConstruct(elsewhere).node;
      const own = TerraformStack.of(asConstruct(elsewhere)).node.path;
      return instancesElsewhere(path, own);
    }
    const other = others.find((each) => first && keysOf(each, this.scope) !== keysOf(first, this.scope));
    return first && other ? differentKeys(pathOf(first), pathOf(other)) : [];
  }

  /** `for_each` or `count` of the first resource. */
  public get metaArguments(): { readonly forEach?: unknown; readonly count?: unknown } {
    const [first] = this.many;
    return first?.forEach ? { forEach: first.forEach._getForEachExpression() as unknown } : { count: countOf(first) };
  }

  /** The arguments, with references to the instance. */
  public each(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const addresses = this.many.map((each) => ({ address: addressOf(each), isMap: each.forEach !== undefined }));
    return Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name,
        Token.isUnresolved(value) ? new PerInstance(value, addresses) : value,
      ]),
    );
  }

  /** A value, with references to the instance. */
  public eachText(value: string): string {
    return Token.asString(this.each({ value }).value);
  }

  /** Identifies the keys: equal keys give equal text. */
  public get keys(): string {
    const [first] = this.many;
    return first ? keysOf(first, this.scope) : "";
  }
}

const instancesElsewhere = rules<[path: string, stack: string]>(ALL, [
  {
    rule: "instances-in-other-stack",
    message: (path, stack) =>
      `${path} has count or for_each, and only stack ${stack} knows its instances; grant access in that stack`,
  },
]);

const differentKeys = rules<[one: string, other: string]>(ALL, [
  {
    rule: "instances-with-different-keys",
    message: (one, other) =>
      `${one} and ${other} have count or for_each over different keys; ` +
      "give both the same iterator or count, or create the pairs in code",
  },
]);

/** Whether a resource has `count` or `for_each`. */
export function standsForMany(resource: ITerraformResource): boolean {
  return resource.count !== undefined || resource.forEach !== undefined;
}

/** A resource that iterates over the instances of another one has its keys. */
function keysOf(resource: ITerraformResource, scope: IConstruct): string {
  if (!resource.forEach) {
    return `count ${String(withOrigins(countOf(resource), scope))}`;
  }
  const expression: unknown = resource.forEach._getForEachExpression();
  const [reference, ...more] = referencesIn(expression, scope);
  const over = reference && more.length === 0 && reference.attribute === "" ? elementAt(reference) : undefined;
  return over && over !== resource && standsForMany(over)
    ? keysOf(over, scope)
    : `for_each ${JSON.stringify(withOrigins(expression, scope))}`;
}

function countOf(resource: ITerraformResource | undefined): unknown {
  const count: unknown = resource?.count;
  return TerraformCount.isTerraformCount(count) ? count.toTerraform() : count;
}

interface ManyAt {
  readonly address: string;
  readonly isMap: boolean;
}

/**
 * CDKTF writes `type.name.*.attribute` for resources with `for_each`, and `type.name.attribute` for those with `count`.
 */
class PerInstance implements IResolvable {
  public readonly creationStack: string[] = [];

  public constructor(
    private readonly value: unknown,
    private readonly many: readonly ManyAt[],
  ) {}

  public resolve(context: IResolveContext): unknown {
    return this.rewrite(context.resolve(this.value));
  }

  public toString(): string {
    return Token.asString(this);
  }

  private rewrite(resolved: unknown): unknown {
    if (Array.isArray(resolved)) {
      return resolved.map((element) => this.rewrite(element));
    }
    return typeof resolved === "string" ? this.many.reduce(ofInstance, resolved) : resolved;
  }
}

function ofInstance(text: string, { address, isMap }: ManyAt): string {
  const all = new RegExp(`(?<![\\w.-])${address.replaceAll(".", "\\.")}${isMap ? "\\.\\*" : ""}\\.`, "g");
  return text.replace(all, `${address}[${isMap ? "each.key" : "count.index"}].`);
}
