import { TerraformResource, TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { configured } from "./attributes";
import { checkAtSynth } from "./problems";
import { canonical } from "./reference";
import { remember } from "./remember";

/** A kind of resource of which there can be one per key, wherever in the app it is written. */
export interface UniqueKind {
  /** What tells two resources of the kind apart; undefined for resources of other kinds. */
  readonly keyOf: (resource: TerraformResource) => readonly string[] | undefined;
  /** What to do about a second one, as the end of a sentence. */
  readonly message: (first: string) => string;
}

/** Attributes as they compare with those of other resources in the app, hand-written ones included. */
export function comparable(resource: TerraformResource, attributes: readonly string[]): string[] {
  return attributes.map((attribute) => comparableText(configured(resource, attribute), resource));
}

export function comparableText(value: unknown, scope: IConstruct): string {
  return typeof value === "string" ? canonical(value, scope) : "";
}

const watched = new WeakMap<TerraformStack, Set<UniqueKind>>();

/** From now on, a second resource of the kind with the same key is a problem of the stack that it is in. */
export function checkUniqueness(stack: TerraformStack, kind: UniqueKind): void {
  const kinds = remember(watched, stack, () => new Set());
  if (!kinds.has(kind)) {
    kinds.add(kind);
    checkAtSynth(stack, () => duplicatesIn(stack, kind));
  }
}

function duplicatesIn(stack: TerraformStack, kind: UniqueKind): string[] {
  const first = new Map<string, IConstruct>();
  const problems: string[] = [];
  for (const node of stack.node.root.node.findAll()) {
    const key = TerraformResource.isTerraformResource(node) ? kind.keyOf(node)?.join("\n") : undefined;
    if (key === undefined) {
      continue;
    }
    const earlier = first.get(key);
    if (!earlier) {
      first.set(key, node);
    } else if (TerraformStack.of(node) === stack) {
      problems.push(`${node.node.path} ${kind.message(earlier.node.path)}`);
    }
  }
  return problems;
}
