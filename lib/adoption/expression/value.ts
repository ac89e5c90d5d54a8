/** What an expression of Terraform is worth, as far as that can be told without running Terraform. */
export type Value = string | number | boolean | null | NotKnown | ResourceInstance | readonly Value[] | ObjectValue;

// An interface, since a record may not contain itself.
export interface ObjectValue {
  readonly [name: string]: Value;
}

/** A value that nothing tells. */
export class NotKnown {
  /** Terraform computes it for something that it is about to create, so nothing that exists has it. */
  public static readonly AFTER_APPLY = new NotKnown("known after apply");

  /** It may be anything: an input of the run, an expression that is not evaluated here. */
  public static readonly UNTOLD = new NotKnown("not told");

  private constructor(private readonly reason: string) {}

  public toString(): string {
    return `(${this.reason})`;
  }
}

/** A resource or data source as a whole; its attributes are looked up when they are asked for. */
export class ResourceInstance {
  public constructor(public readonly address: string) {}
}

/** Selects every element of a list. */
export const EVERY = Symbol("every");

/** How an expression goes on into a value: an attribute, a key, an index, or every element. */
export type Step = string | number | typeof EVERY;

/** Why a value is not known, wherever in it; undefined where all of it is. */
export function notKnownIn(value: Value | undefined): NotKnown | undefined {
  if (value instanceof NotKnown) {
    return value;
  }
  if (value instanceof ResourceInstance) {
    return NotKnown.UNTOLD;
  }
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  return worst(Object.values(value).map(notKnownIn));
}

/** What is known after apply makes everything that contains it known after apply. */
export function worst(reasons: readonly (NotKnown | undefined)[]): NotKnown | undefined {
  return reasons.find((reason) => reason === NotKnown.AFTER_APPLY) ?? reasons.find((reason) => reason !== undefined);
}

/** Looks up what a resource has; undefined where it has no such attribute. */
export type AttributeOf = (instance: ResourceInstance, steps: readonly Step[]) => Value | undefined;

/** The part of a value; undefined where there is no such part. Blocks that occur once may stand for a list of one. */
export function partOf(
  value: Value,
  steps: readonly Step[],
  attributeOf: AttributeOf = () => undefined,
): Value | undefined {
  const [step, ...rest] = steps;
  if (step === undefined || value instanceof NotKnown) {
    return value;
  }
  if (value instanceof ResourceInstance) {
    return attributeOf(value, steps);
  }
  if (step === EVERY) {
    const elements = isList(value) ? value : value === null ? [] : [value];
    return elements.map((element) => partOf(element, rest, attributeOf) ?? NotKnown.UNTOLD);
  }
  const member = isList(value) ? value[Number(step)] : isObject(value) ? memberOf(value, String(step)) : undefined;
  if (member !== undefined) {
    return partOf(member, rest, attributeOf);
  }
  return step === 0 && isObject(value) ? partOf(value, rest, attributeOf) : undefined;
}

const memberOf = (object: ObjectValue, name: string): Value | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

/** A value as text in a template; what is more than a text has none. */
export const asText = (value: Value | undefined): string | undefined =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;

export function isObject(value: Value | undefined): value is ObjectValue {
  return (
    typeof value === "object" &&
    value !== null &&
    !isList(value) &&
    !(value instanceof NotKnown) &&
    !(value instanceof ResourceInstance)
  );
}
