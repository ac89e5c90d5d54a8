import { remember } from "../../core/collections";
import { subscriptionIn } from "../input/arm-id";
import { canonical } from "./differences";
import { blocksIn, type Configuration } from "../input/configuration";
import { NotKnown, notKnownIn, type Value } from "../expression";
import { dataSourceThing, isLookedUp, namedThings } from "./look-up";
import { type Kind, kindOf } from "./kinds";
import { type Outcome } from "./outcome";
import { type Attributes } from "./parts";
import { type Instance, type OutputOf, StackValues } from "./stack-values";
import { type StateOfStack } from "./state-of-stack";
import { type Thing } from "../input/thing";
import { keysOf, type Things } from "./things";

/** Finds the existing resource for each resource of a stack. */
export class Matcher {
  public readonly values: StackValues;
  private readonly outcomes = new Map<string, Outcome>();
  private readonly keys = new Map<Instance, readonly string[]>();

  public constructor(
    private readonly stack: string,
    private readonly configuration: Configuration,
    private readonly state: StateOfStack,
    private readonly things: Things,
    outputOf: OutputOf,
  ) {
    this.values = new StackValues(configuration, (instance) => this.thingOf(instance), outputOf);
  }

  public kindOf(instance: Instance): Kind | undefined {
    return instance.declaration.isDataSource
      ? undefined
      : kindOf(instance.declaration.type, this.argumentsOf(instance));
  }

  public argumentsOf(instance: Instance): Attributes {
    return (name) => this.values.argument(instance, name);
  }

  /** The keys that identify an instance; none if they are unknown. */
  public keysOf(instance: Instance, kind: Kind): readonly string[] {
    return remember(this.keys, instance, () => keysOf(kind, this.argumentsOf(instance)));
  }

  public outcomeOf(instance: Instance): Outcome {
    const known = this.outcomes.get(instance.address);
    if (known) {
      return known;
    }
    // A circular reference has no known value.
    this.outcomes.set(instance.address, { is: "untold" });
    const outcome = this.find(instance);
    this.outcomes.set(instance.address, outcome);
    return outcome;
  }

  public looksUp(instance: Instance, thing: Thing): boolean {
    return isLookedUp(instance.declaration.block, this.argumentsOf(instance), thing) && this.isInPlace(instance, thing);
  }

  private thingOf(instance: Instance): Thing | NotKnown {
    const { declaration } = instance;
    if (declaration.isDataSource) {
      const own = this.state.at(instance.address);
      return dataSourceThing(declaration, own, this.argumentsOf(instance), this.things) ?? NotKnown.UNTOLD;
    }
    const outcome = this.outcomeOf(instance);
    if ("thing" in outcome) {
      return outcome.thing;
    }
    return outcome.is === "new" ? NotKnown.AFTER_APPLY : NotKnown.UNTOLD;
  }

  private find(instance: Instance): Outcome {
    const present = this.presentAt(instance);
    if (present) {
      return { is: "present", thing: present };
    }
    const kind = this.kindOf(instance);
    return kind ? this.findOfKind(instance, kind) : this.findByName(instance);
  }

  private presentAt({ address, declaration: { type } }: Instance): Thing | undefined {
    const own = this.state.at(address);
    const id = own ? undefined : this.state.importAt(address);
    if (id === undefined) {
      return own;
    }
    const [known] = this.things.having(type, "id", id);
    return known ?? { type, values: { id }, id, at: { in: "list", file: "" } };
  }

  private findOfKind(instance: Instance, kind: Kind): Outcome {
    const keys = this.keysOf(instance, kind);
    if (keys.length === 0) {
      const hidden = kind.parts.flatMap(({ read }) => read(this.argumentsOf(instance))).map(notKnownIn);
      return hidden.includes(NotKnown.AFTER_APPLY) ? { is: "new" } : { is: "untold" };
    }
    const isHere = (thing: Thing): boolean => kind.isPlaced !== true || this.isInPlace(instance, thing);
    const same = unique(keys.map((key) => this.things.withKey(key))).filter(isHere);
    if (same.length > 0) {
      return this.chosen(instance, kind, bestOf(same, this.stack));
    }
    const thing = unique(keys.map((key) => this.things.lookedUp(key))).find(isHere);
    return thing ? { is: "looked up", thing } : { is: "new" };
  }

  private chosen(instance: Instance, kind: Kind, best: readonly Thing[]): Outcome {
    const [thing] = best;
    if (!thing || best.length > 1) {
      return { is: "ambiguous", candidates: best };
    }
    if (kind.exact !== undefined && !this.isExactly(kind.exact, instance, thing)) {
      return { is: "changed", thing };
    }
    switch (thing.at.in) {
      case "list":
        return { is: "imported", thing };
      case "other state":
        return { is: "elsewhere", thing };
      case "stack":
        return thing.at.stack === this.stack
          ? this.movedFrom(thing.at.address, instance, kind, thing)
          : { is: "elsewhere", thing };
    }
  }

  /** Terraform cannot move from an address that is still declared. */
  private movedFrom(address: string, instance: Instance, kind: Kind, thing: Thing): Outcome {
    const declared = this.declaredAt(address);
    if (declared === undefined) {
      return { is: "moved", thing };
    }
    const keys = this.keysOf(instance, kind);
    const isSame = declared !== "maybe" && this.keysOf(declared, kind).some((key) => keys.includes(key));
    return { is: isSame ? "declared twice" : "blocked", thing };
  }

  /** What the code has at an address of the state; "maybe" if the number of instances is unknown. */
  public declaredAt(address: string): Instance | "maybe" | undefined {
    const declaration = this.values.declarationAt(address);
    if (!declaration) {
      return undefined;
    }
    return this.values.instancesOf(declaration) instanceof NotKnown ? "maybe" : this.values.instanceAt(address);
  }

  private isExactly(argument: string, instance: Instance, { values }: Thing): boolean {
    const given = this.argumentsOf(instance)(argument) ?? null;
    return notKnownIn(given) === undefined && canonical("", given) === canonical("", values[argument] ?? null);
  }

  /** Other types are matched by name, but only if the code has moved them. */
  private findByName(instance: Instance): Outcome {
    const { type, block } = instance.declaration;
    const candidates = namedThings(type, block, this.argumentsOf(instance), this.things).filter(
      ({ at }) => at.in === "stack" && at.stack === this.stack && this.declaredAt(at.address) === undefined,
    );
    const here = candidates.filter((thing) => this.isInPlace(instance, thing));
    const [thing] = here;
    if (thing && here.length === 1) {
      return { is: "moved", thing };
    }
    return here.length > 1 ? { is: "ambiguous", candidates: here } : { is: "new" };
  }

  /** Whether the resource is in the subscription of the code, as far as that is known. */
  private isInPlace(instance: Instance, { id }: Thing): boolean {
    const own = this.subscriptionOf(instance);
    const other = subscriptionIn(id ?? "");
    return own === undefined || other === undefined || own === other;
  }

  private subscriptionOf(instance: Instance): string | undefined {
    return this.subscriptionOfProvider(instance.declaration.block.provider) ?? this.subscriptionOfGroup(instance);
  }

  private subscriptionOfProvider(provider: Value | undefined): string | undefined {
    const [, alias] = /^azurerm\.(.+)$/.exec(typeof provider === "string" ? provider : "") ?? [];
    const own = blocksIn(this.configuration.provider?.azurerm).find((block) => (block.alias ?? undefined) === alias);
    const id = own?.subscription_id === undefined ? undefined : this.values.evaluate(own.subscription_id);
    return typeof id === "string" ? id.toLowerCase() : undefined;
  }

  private subscriptionOfGroup({ declaration: { block } }: Instance): string | undefined {
    const name = typeof block.resource_group_name === "string" ? block.resource_group_name : "";
    const [, group] = /^\$\{((?:data\.)?azurerm_resource_group\.[\w-]+)\.name\}$/.exec(name) ?? [];
    const id = group === undefined ? undefined : this.values.evaluate(`\${${group}.id}`);
    return typeof id === "string" ? subscriptionIn(id) : undefined;
  }
}

/** The order of trust: the stack itself, its app, another state, Azure. */
function rankOf({ at }: Thing, stack: string): number {
  switch (at.in) {
    case "stack":
      return at.stack === stack ? 0 : 1;
    case "other state":
      return 2;
    case "list":
      return 3;
  }
}

/** The matching resources, each from its most trusted place. */
function bestOf(things: readonly Thing[], stack: string): readonly Thing[] {
  if (things.length < 2) {
    return things;
  }
  const byId = new Map<string, Thing>();
  const without: Thing[] = [];
  for (const thing of things) {
    const id = thing.id?.toLowerCase();
    const other = id === undefined ? undefined : byId.get(id);
    if (id === undefined) {
      without.push(thing);
    } else if (!other || rankOf(thing, stack) < rankOf(other, stack)) {
      byId.set(id, thing);
    }
  }
  const all = [...byId.values(), ...without];
  const own = all.filter((thing) => rankOf(thing, stack) === 0);
  return own.length > 0 ? own : all;
}

function unique(lists: readonly (readonly Thing[])[]): readonly Thing[] {
  const [only = [], ...others] = lists;
  return others.length === 0 ? only : [...new Set(lists.flat())];
}
