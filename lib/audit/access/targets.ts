import { armTypeOf } from "../../catalog/arm-types";
import { remember } from "../../core/collections";
import { type Analysis, type Origin } from "../terraform/analysis";
import { type Block } from "../terraform/document";
import { type ScopeKind, type Target } from "./access-model";
import { armScope } from "./arm-scope";
import { clusterOf, labelOf, resourceGroupOf } from "./places";
import { type Argument, argumentOf, asKnown, originsOf, ownerOf, shown, templateOf, textOf } from "./reading";

/** Types that contain resources of all kinds. */
const CONTAINERS: Readonly<Record<string, ScopeKind>> = {
  azurerm_management_group: "management-group",
  azurerm_resource_group: "resource-group",
  azurerm_subscription: "subscription",
  azurerm_subscriptions: "subscription",
};

/** References to arguments of others lead on this far. */
const FURTHEST = 5;

/** What is reached, each once, whichever way it is mentioned. */
export class Targets {
  private readonly known = new Map<string, Target>();
  private readonly chains = new Map<string, readonly string[]>();
  private readonly ids = new Map<Block, string>();
  private readonly groups = new Map<string, Block>();

  public constructor(private readonly analysis: Analysis) {
    for (const block of analysis.resourcesOf("azurerm_resource_group")) {
      const name = textOf(analysis, argumentOf(block, "name"), block);
      if (name !== undefined) {
        this.groups.set(`${block.document.name}/${name.toLowerCase()}`, block);
      }
    }
  }

  public all(): Target[] {
    return [...this.known.values()];
  }

  public get(id: string): Target | undefined {
    return this.known.get(id);
  }

  /** The id of the target that an argument says: an ARM id, or a name that refers to a resource. */
  public of(argument: Argument, block: Block, depth = 0): string {
    return this.tryOf(argument, block, depth) ?? this.unknown(argument, block);
  }

  /** The same, or undefined if the documents do not say what it is. */
  public tryOf(given: Argument, block: Block, depth = 0): string | undefined {
    const argument = asKnown(given);
    const owner = ownerOf(this.analysis, argument, block);
    const owned = owner && this.ofOrigin(owner, depth);
    if (owned !== undefined) {
      return owned;
    }
    const text = textOf(this.analysis, argument, block) ?? templateOf(argument);
    return text === undefined ? undefined : this.ofText(text, block);
  }

  /** A resource of the documents. */
  public ofBlock(block: Block): string {
    const id = this.idOfBlock(block);
    if (!this.known.has(id)) {
      const armType = this.armTypeOf(block);
      this.known.set(id, {
        id,
        label: labelOf(block, this.analysis),
        scope: CONTAINERS[block.type] ?? ((armType?.split("/").length ?? 0) > 2 ? "part-of-resource" : "resource"),
        type: block.type,
        block,
        cluster: clusterOf(block, this.analysis),
        ...(armType !== undefined && !Object.hasOwn(CONTAINERS, block.type) && { armType }),
        within: this.within(block),
      });
    }
    return id;
  }

  /** A part of a target that Terraform has no resource for, such as a database that is given by name. */
  public partOf(target: string, name: string): string {
    const whole = this.known.get(target);
    const id = `${target}/${name}`;
    if (whole && !this.known.has(id)) {
      const { cluster, type, block } = whole;
      this.known.set(id, {
        id,
        label: `${whole.label}/${name}`,
        scope: "part-of-resource",
        type,
        block,
        cluster,
        within: [target, ...(whole.within ?? [])],
      });
    }
    return id;
  }

  /** Something that is neither in Azure Resource Manager nor in the documents. */
  public named(label: string, document: string, scope: ScopeKind = "resource"): string {
    const id = `${document}/${label}`;
    this.known.set(id, this.known.get(id) ?? { id, label, scope, type: "", cluster: document, within: [] });
    return id;
  }

  /** The ids of what a block is in, from the nearest to the widest, without making targets of them. */
  public within(block: Block): readonly string[] {
    const key = block.id;
    const known = this.chains.get(key);
    if (known) {
      return known;
    }
    // What refers to itself in a circle is in nothing.
    this.chains.set(key, []);
    const chain = this.findWithin(block);
    this.chains.set(key, chain);
    return chain;
  }

  public idOfBlock(block: Block): string {
    return remember(this.ids, block, () => this.findId(block));
  }

  private findId(block: Block): string {
    const id = textOf(this.analysis, argumentOf(block, "id"), block);
    if (id?.startsWith("/") === true && armScope(id.toLowerCase())) {
      return id.toLowerCase();
    }
    return this.isCurrentSubscription(block) ? currentSubscription(block) : block.id;
  }

  public armTypeOf(block: Block): string | undefined {
    if (block.type.startsWith("azapi_")) {
      return textOf(this.analysis, argumentOf(block, "type"), block)?.split("@", 1)[0];
    }
    return armTypeOf(block.type);
  }

  private findWithin(block: Block): readonly string[] {
    const id = this.idOfBlock(block);
    if (id.startsWith("/")) {
      return armScope(id)?.parents ?? [];
    }
    if (Object.hasOwn(CONTAINERS, block.type)) {
      return block.type === "azurerm_resource_group" ? this.subscriptionOf(block) : [];
    }
    const parent = this.parentOf(block);
    if (parent) {
      return [this.idOfBlock(parent), ...this.within(parent)];
    }
    const group = resourceGroupOf(block, this.analysis);
    const found = group && (group.block ?? this.groups.get(`${block.document.name}/${group.name.toLowerCase()}`));
    return [
      ...(found ? [this.idOfBlock(found)] : group ? [`${block.document.name}/resource-group/${group.name}`] : []),
      ...this.subscriptionOf(block),
    ];
  }

  /** The resource that a part belongs to: what one of its arguments refers to, and whose ARM type begins its own. */
  private parentOf(block: Block): Block | undefined {
    const armType = this.armTypeOf(block)?.toLowerCase();
    if (armType === undefined || armType.split("/").length < 3) {
      return undefined;
    }
    for (const name of Object.keys(block.values)) {
      const isReference = name.endsWith("_id") || (name.endsWith("_name") && name !== "resource_group_name");
      const owner = isReference ? ownerOf(this.analysis, argumentOf(block, name), block)?.block : undefined;
      const type = owner && owner !== block ? this.armTypeOf(owner) : undefined;
      if (type !== undefined && armType.startsWith(`${type.toLowerCase()}/`)) {
        return owner;
      }
    }
    return undefined;
  }

  /** The subscription of the provider, unless an alias may lead to another. */
  private subscriptionOf(block: Block): string[] {
    return block.type.startsWith("azurerm_") && !Object.hasOwn(block.values, "provider")
      ? [currentSubscription(block)]
      : [];
  }

  private isCurrentSubscription({ kind, type, values }: Block): boolean {
    const { subscription_id: other, provider } = values;
    return kind === "data" && type === "azurerm_subscription" && other === undefined && provider === undefined;
  }

  private ofOrigin({ block, attribute }: Origin, depth: number): string | undefined {
    if (!block || !["resource", "data"].includes(block.kind)) {
      return undefined;
    }
    if (isOwnId(attribute)) {
      return this.ofBlock(block);
    }
    if (depth < FURTHEST && Object.hasOwn(block.values, attribute)) {
      return this.tryOf(argumentOf(block, attribute), block, depth + 1);
    }
    return attribute.endsWith("resource_group_id")
      ? this.named(`${block.type}.${block.name}.${attribute}`, block.document.name, "resource-group")
      : this.ofBlock(block);
  }

  /** An ARM id, in which names may be expressions, or which begins with the id of a resource. */
  private ofText(text: string, block: Block): string | undefined {
    const path = withoutExpressions(text);
    if (path.startsWith("/")) {
      return this.ofArmId(path === text ? text.toLowerCase() : path.toLowerCase(), text, block);
    }
    const [, head, rest] = /^(\$\{[^{}]*\})(\/.*)$/s.exec(text) ?? [];
    if (head === undefined || rest === undefined) {
      return undefined;
    }
    const base = this.tryOf({ value: head, expression: undefined }, block);
    const whole = base === undefined ? undefined : this.known.get(base);
    if (!whole) {
      return undefined;
    }
    const [, group] = /^\/resourceGroups\/([^/]+)$/i.exec(withoutExpressions(rest)) ?? [];
    if (group !== undefined && whole.scope === "subscription") {
      return this.inSubscription(whole, rest, group, block);
    }
    return this.partOf(whole.id, rest.slice(1));
  }

  private inSubscription(subscription: Target, rest: string, name: string, block: Block): string {
    const found = this.groups.get(`${block.document.name}/${name.toLowerCase()}`);
    if (found) {
      return this.ofBlock(found);
    }
    const id = `${subscription.id}${rest}`;
    this.known.set(id, {
      id,
      label: name,
      scope: "resource-group",
      type: "azurerm_resource_group",
      cluster: name,
      within: [subscription.id],
    });
    return id;
  }

  private ofArmId(id: string, text: string, block: Block): string | undefined {
    const read = armScope(id);
    if (!read) {
      return undefined;
    }
    const { scope, armType, label, parents } = read;
    const isComplete = !text.includes("${");
    const key = isComplete ? id : `${block.document.name}${text}`;
    this.known.set(
      key,
      this.known.get(key) ?? {
        id: key,
        label,
        scope,
        type: typeOfArm(armType, scope),
        cluster: groupIn(id) ?? block.document.name,
        ...(armType !== undefined && { armType }),
        within: isComplete ? parents : [],
      },
    );
    return key;
  }

  private unknown(argument: Argument, block: Block): string {
    const mentioned = originsOf(this.analysis, argument, block).find(
      (origin) => origin.block?.kind === "resource" && isOwnId(origin.attribute),
    );
    if (mentioned?.block) {
      return this.ofBlock(mentioned.block);
    }
    const id = `${block.id}#target`;
    const label = shown(argument) || "a target";
    this.known.set(id, { id, label, scope: "resource", type: "", cluster: block.document.name, within: [] });
    return id;
  }
}

function isOwnId(attribute: string): boolean {
  return /^(id|name|resource_(manager_)?(versionless_)?id|fully_qualified_domain_name|fqdn|.*\.id|tenant_scoped_id|)$/.test(
    attribute,
  );
}

function currentSubscription({ document }: Block): string {
  return `${document.name}/subscription`;
}

/** "x" in place of each expression, so that the segments of an id can be counted. */
function withoutExpressions(text: string): string {
  return text.length > 10_000 ? "" : text.replace(/\$\{[^{}]*\}/g, "x");
}

function typeOfArm(armType: string | undefined, scope: ScopeKind): string {
  const container = Object.keys(CONTAINERS).find((type) => CONTAINERS[type] === scope);
  return armType === undefined ? (container ?? "") : "";
}

function groupIn(id: string): string | undefined {
  return /\/resourcegroups\/([^/]+)/.exec(id)?.[1];
}
