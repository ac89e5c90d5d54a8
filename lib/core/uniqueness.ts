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
  /**
   * Whether two resources with the same key are about different things all the same.
   *
   * @default - never
   */
  readonly areDifferent?: (one: TerraformResource, other: TerraformResource) => boolean;
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
  const first = new Map<string, TerraformResource>();
  const problems: string[] = [];
  for (const node of stack.node.root.node.findAll()) {
    if (!TerraformResource.isTerraformResource(node)) {
      continue;
    }
    const key = kind.keyOf(node)?.join("\n");
    if (key === undefined) {
      continue;
    }
    const earlier = remember(first, key, () => node);
    if (earlier !== node && TerraformStack.of(node) === stack && kind.areDifferent?.(earlier, node) !== true) {
      problems.push(`${node.node.path} ${kind.message(earlier.node.path)}`);
    }
  }
  return problems;
}
