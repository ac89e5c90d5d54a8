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
import { isFirst } from "./state";
import { type Check, type Problem } from "./rules";

/** A kind of resource that can exist only once for each key in the whole app. */
export interface UniqueKind {
  /** The same in every copy of this package. */
  readonly name: string;
  /** The keys of a resource; undefined for other kinds. */
  readonly keyOf: (resource: TerraformResource) => readonly string[] | undefined;
  /**
   * Whether two resources with the same key are different nevertheless.
   *
   * @default - never
   */
  readonly areDifferent?: (one: TerraformResource, other: TerraformResource) => boolean;
  /** What is wrong with a second one, by where each of the two is asked for. */
  readonly problems: Check<[second: string, first: string]>;
}

/** Attributes in a form that can be compared between all resources of the app, including handwritten ones. */
export function comparable(resource: TerraformResource, attributes: readonly string[]): string[] {
  return attributes.map((attribute) => comparableText(configured(resource, attribute), resource));
}

export function comparableText(value: unknown, scope: IConstruct): string {
  return typeof value === "string" ? canonical(value, scope) : "";
}

/** An id in a form that can be compared: a resource and a data source with the same known name are the same object. */
export function comparableId(resource: TerraformResource, attribute: string): string {
  const value = configured(resource, attribute);
  return typeof value === "string" ? (knownIdentity(value, resource) ?? canonical(settled(value), resource)) : "";
}

/** Type, name and place of an id, if all are known and another element can stand for the same object. */
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

/** The subscription of a resource's provider. If it is unknown, stack and alias stand for it. */
export function subscriptionOf(resource: ITerraformResource): string {
  const provider = providerIn(resource) ?? defaultProviderOf(resource);
  const known = provider && knownText(configured(provider, "subscription_id"));
  const alias = provider?.alias ?? "";
  return known?.toLowerCase() ?? `of ${TerraformStack.of(asConstruct(resource)).node.path} ${alias}`;
}

/** Reports a second resource of the kind with the same key in a stack. */
export function checkUniqueness(stack: TerraformStack, kind: UniqueKind): void {
  if (isFirst(stack, "unique-kinds", kind.name)) {
    checkAtSynth(stack, () => duplicatesIn(stack, kind));
  }
}

function duplicatesIn(stack: TerraformStack, kind: UniqueKind): Problem[] {
  const first = new Map<string, TerraformResource>();
  const problems: Problem[] = [];
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
      problems.push(...kind.problems(placeOf(node), placeOf(earlier)));
    }
  }
  return problems;
}

/** The construct that asked for a resource. Shared elements have no path of their own. */
export function placeOf(resource: TerraformResource): string {
  return (resource as TerraformResource & { readonly askedBy?: string }).askedBy ?? resource.node.path;
}
