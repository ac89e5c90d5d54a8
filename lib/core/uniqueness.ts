import { type ITerraformResource, TerraformDataSource, TerraformResource, TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct, configured } from "./attributes";
import { standsForMany } from "./instances";
import { OWN_IDS } from "./names";
import { defaultProviderOf, providerIn } from "./placement";
import { checkAtSynth, onceARun } from "./problems";
import { canonical, elementAt, referenceIn } from "./reference";
import { remember } from "./collections";
import { knownText, settled } from "./resources";

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

/**
 * An id as it compares with those of other resources in the app: a resource and a data source with the same known name
 * stand for the same thing.
 */
export function comparableId(resource: TerraformResource, attribute: string): string {
  const value = configured(resource, attribute);
  return typeof value === "string" ? (knownIdentity(value, resource) ?? canonical(settled(value), resource)) : "";
}

/** Type, name and place of what an id belongs to, where all are known, and where something else can have the same. */
function knownIdentity(id: string, scope: TerraformResource): string | undefined {
  const reference = referenceIn(id);
  if (!reference || !OWN_IDS.test(reference.attribute) || !isLookedUp(reference.type, scope.cdktfStack)) {
    return undefined;
  }
  const element = elementAt(reference);
  if (!element || standsForMany(element)) {
    return undefined;
  }
  const [name, group] = ["name", "resource_group_name"].map((part) => knownText(configured(element, part)));
  return name === undefined || group === undefined
    ? undefined
    : [reference.type, name, group, reference.attribute, subscriptionOf(element)].join("\n").toLowerCase();
}

/** Whether the app has data sources of a type. */
function isLookedUp(type: string, stack: TerraformStack): boolean {
  const types = onceARun(
    stack,
    "types of data sources",
    () =>
      new Set(
        stack.node.root.node
          .findAll()
          .filter((node) => TerraformDataSource.isTerraformDataSource(node))
          .map(({ terraformResourceType }) => terraformResourceType),
      ),
  );
  return types.has(type);
}

/** What the provider of a resource says about the subscription; what it does not say is told apart by stack and alias. */
export function subscriptionOf(resource: ITerraformResource): string {
  const provider = providerIn(resource) ?? defaultProviderOf(resource);
  const known = provider && knownText(configured(provider, "subscription_id"));
  const alias = provider?.alias ?? "";
  return known?.toLowerCase() ?? `of ${TerraformStack.of(asConstruct(resource)).node.path} ${alias}`;
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
      problems.push(`${placeOf(node)} ${kind.message(placeOf(earlier))}`);
    }
  }
  return problems;
}

/** Where somebody asked for a resource: what the library creates is shared, and has no place of its own. */
function placeOf(resource: TerraformResource): string {
  return (resource as TerraformResource & { readonly askedBy?: string }).askedBy ?? resource.node.path;
}
