/** The value of a Terraform expression, as far as it is known without running Terraform. */
export type Value = string | number | boolean | null | NotKnown | ResourceInstance | readonly Value[] | ObjectValue;

// An interface, because a record type cannot contain itself.
export interface ObjectValue {
  readonly [name: string]: Value;
}

/** An unknown value. */
export class NotKnown {
  /** Terraform computes it for a resource that it is about to create, so no existing resource has it. */
  public static readonly AFTER_APPLY = new NotKnown("known after apply");

  /** It can be anything: an input variable, or an expression that is not evaluated here. */
  public static readonly UNTOLD = new NotKnown("not told");

  private constructor(private readonly reason: string) {}

  public toString(): string {
    return `(${this.reason})`;
  }
}

/** A resource or data source as a whole. Its attributes are looked up on demand. */
export class ResourceInstance {
  public constructor(public readonly address: string) {}
}

export const EVERY = Symbol("every");

/** One step into a value: an attribute, a key, an index, or every element. */
export type Step = string | number | typeof EVERY;

/** The reason why a value is unknown, at any depth; undefined if all of it is known. */
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

/** A value that contains something known after apply is itself known after apply. */
export function worst(reasons: readonly (NotKnown | undefined)[]): NotKnown | undefined {
  return reasons.find((reason) => reason === NotKnown.AFTER_APPLY) ?? reasons.find((reason) => reason !== undefined);
}

/** Looks up an attribute; undefined if the resource does not have it. */
export type AttributeOf = (instance: ResourceInstance, steps: readonly Step[]) => Value | undefined;

/** The part of a value; undefined if it does not exist. A block that occurs once can stand for a list of one. */
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

/** A value as text in a template; undefined for lists and objects. */
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
