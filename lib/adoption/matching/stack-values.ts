import {
  type Block,
  blocksIn,
  type Configuration,
  type Declaration,
  declarationsOf,
  withoutKey,
} from "../input/configuration";
import {
  evaluate,
  isList,
  isObject,
  NotKnown,
  partOf,
  ResourceInstance,
  type Scope,
  type Step,
  type Value,
} from "../expression";
import { type Thing } from "../input/thing";

/** One instance of a resource or data source. */
export interface Instance {
  /** With its key, if it has one: `azurerm_role_assignment.reader["a"]`. */
  readonly address: string;
  readonly declaration: Declaration;
  readonly key?: string | number;
  /** The value of `each.value`. */
  readonly value?: Value;
}

/** The existing resource of an instance, or the reason why it is unknown. */
export type ThingOf = (instance: Instance) => Thing | NotKnown;

/** The value of an output of another stack; undefined if that stack is unknown. */
export type OutputOf = (stack: string, output: string) => Value | undefined;

const REMOTE_STATE = /^data\.terraform_remote_state\.cross-stack-reference-input-(.+)$/;

/** Values of the expressions of a stack, from the code and from existing resources. */
export class StackValues {
  private readonly declarations: ReadonlyMap<string, Declaration>;
  private readonly expanded = new Map<Declaration, readonly Instance[] | NotKnown>();
  private readonly known = new Map<string, Instance>();
  private readonly expanding = new Set<Declaration>();
  private readonly knownTemplates: Scope["known"] = new Map();

  public constructor(
    private readonly configuration: Configuration,
    private readonly thingOf: ThingOf,
    private readonly outputOf: OutputOf,
  ) {
    this.declarations = new Map(declarationsOf(configuration).map((declaration) => [declaration.address, declaration]));
  }

  public get all(): Declaration[] {
    return [...this.declarations.values()];
  }

  /** The declaration of an address, with or without a key. */
  public declarationAt(address: string): Declaration | undefined {
    return this.declarations.get(address) ?? this.declarations.get(withoutKey(address));
  }

  /**
   * The instance of an address in the state. Terraform treats a single resource and the first of several as the same.
   */
  public instanceAt(address: string): Instance | undefined {
    return this.known.get(address) ?? this.known.get(otherAddress(address));
  }

  public instancesOf(declaration: Declaration): readonly Instance[] | NotKnown {
    const known = this.expanded.get(declaration);
    if (known !== undefined) {
      return known;
    }
    if (this.expanding.has(declaration)) {
      return NotKnown.UNTOLD;
    }
    this.expanding.add(declaration);
    const instances = this.expand(declaration);
    this.expanding.delete(declaration);
    this.expanded.set(declaration, instances);
    if (!(instances instanceof NotKnown)) {
      instances.forEach((instance) => this.known.set(instance.address, instance));
    }
    return instances;
  }

  /** An argument of an instance; undefined if it is not set. */
  public argument(instance: Instance, name: string): Value | undefined {
    const { block } = instance.declaration;
    const given = Object.hasOwn(block, name) ? block[name] : undefined;
    return given === undefined || given === null ? undefined : evaluate(given, this.scope(instance));
  }

  public output(name: string): Value | undefined {
    const value = this.configuration.output?.[name]?.value;
    return value === undefined ? undefined : evaluate(value, this.scope());
  }

  /** A value that belongs to no resource. */
  public evaluate(value: Value): Value {
    return evaluate(value, this.scope());
  }

  private expand(declaration: Declaration): readonly Instance[] | NotKnown {
    const { address, block } = declaration;
    if (block.count !== undefined && block.count !== null) {
      const count = evaluate(block.count, this.scope());
      return typeof count === "number" || typeof count === "string"
        ? Array.from({ length: Number(count) }, (_, key) => ({
            address: `${address}[${String(key)}]`,
            declaration,
            key,
          }))
        : reasonFor(count);
    }
    if (block.for_each === undefined || block.for_each === null) {
      return [{ address, declaration }];
    }
    const each = evaluate(block.for_each, this.scope());
    const entries = isList(each)
      ? each.map((element) => [element, element] as const)
      : isObject(each)
        ? Object.entries(each)
        : undefined;
    if (!entries?.every((entry): entry is [string, Value] => typeof entry[0] === "string")) {
      return reasonFor(each);
    }
    return entries.map(([key, value]) => ({ address: `${address}[${JSON.stringify(key)}]`, declaration, key, value }));
  }

  private scope(instance: Pick<Instance, "key" | "value"> = {}): Scope {
    return {
      resolve: (steps) => this.resolve(steps, instance),
      attributeOf: (reference, steps) => this.attributeOf(reference, steps),
      known: this.knownTemplates,
    };
  }

  private resolve(steps: readonly Step[], { key, value }: Pick<Instance, "key" | "value">): Value | undefined {
    const [root, ...rest] = steps;
    const part = (whole: Value | undefined, path: readonly Step[]): Value | undefined =>
      whole === undefined ? NotKnown.UNTOLD : partOf(whole, path, (...of) => this.attributeOf(...of));
    switch (root) {
      case "each":
        return part(rest[0] === "key" ? key : value, rest.slice(1));
      case "count":
        return key ?? NotKnown.UNTOLD;
      case "var":
        return part(this.configuration.variable?.[String(rest[0])]?.default ?? undefined, rest.slice(1));
      case "local":
        return part(this.local(String(rest[0])), rest.slice(1));
      case "data":
        return part(this.resource(`data.${String(rest[0])}.${String(rest[1])}`), rest.slice(2));
      default:
        return part(this.resource(`${String(root)}.${String(rest[0])}`), rest.slice(1));
    }
  }

  private local(name: string): Value | undefined {
    const given = blocksIn(this.configuration.locals).map((locals) => locals[name]);
    const value = given.find((one) => one !== undefined);
    return value === undefined ? undefined : evaluate(value, this.scope());
  }

  private resource(address: string): Value | undefined {
    const declaration = this.declarations.get(address);
    if (!declaration) {
      return undefined;
    }
    const instances = this.instancesOf(declaration);
    if (instances instanceof NotKnown) {
      return instances;
    }
    const references = instances.map((instance) => new ResourceInstance(instance.address));
    const { count, for_each: forEach } = declaration.block;
    if (count !== undefined && count !== null) {
      return references;
    }
    return forEach === undefined || forEach === null
      ? references[0]
      : Object.fromEntries(instances.map(({ key }, index) => [String(key), references[index] ?? null]));
  }

  /**
   * Declared arguments come first, because they are the future values. Computed attributes come from existing
   * resources.
   */
  private attributeOf({ address }: ResourceInstance, [step, ...rest]: readonly Step[]): Value | undefined {
    const instance = this.known.get(address);
    if (!instance) {
      return undefined;
    }
    const name = String(step);
    const given = this.crossStack(address, name, rest) ?? this.argument(instance, name);
    const declared = given === undefined ? undefined : partOf(given, rest, (...of) => this.attributeOf(...of));
    if (declared !== undefined && declared !== NotKnown.UNTOLD) {
      return declared;
    }
    const thing = this.thingOf(instance);
    if (thing instanceof NotKnown) {
      return thing;
    }
    const found = partOf(thing.values[name] ?? null, rest);
    if (found !== undefined && found !== null && found !== "") {
      return found;
    }
    return thing.at.in === "list" || instance.declaration.isDataSource ? NotKnown.UNTOLD : NotKnown.AFTER_APPLY;
  }

  private crossStack(address: string, name: string, [output]: readonly Step[]): Block | undefined {
    const [, stack] = REMOTE_STATE.exec(address) ?? [];
    const value = stack === undefined || name !== "outputs" ? undefined : this.outputOf(stack, String(output));
    return value === undefined ? undefined : { [String(output)]: value };
  }
}

/** The address without `[0]`, or with it. */
export const otherAddress = (address: string): string =>
  address.endsWith("[0]") ? address.slice(0, -"[0]".length) : `${address}[0]`;

const reasonFor = (value: Value): NotKnown => (value instanceof NotKnown ? value : NotKnown.UNTOLD);
