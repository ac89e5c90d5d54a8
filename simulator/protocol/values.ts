import { Decoder, Encoder, ExtensionCodec } from "@msgpack/msgpack";
import { type DynamicValue } from "./messages";

/** A Terraform value: objects and maps are objects; lists, sets and tuples are arrays. */
export type Value = null | boolean | number | bigint | string | Unknown | readonly Value[] | ObjectValue;
export interface ObjectValue {
  readonly [name: string]: Value;
}

/** A value that is known after apply. Terraform can add refinements, which are returned unchanged. */
export class Unknown {
  public constructor(
    readonly kind: number,
    readonly refinement: Uint8Array,
  ) {}
}

/** https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol: MessagePack extensions 0 and 12 */
const PLAIN = 0;
const REFINED = 12;

export const UNKNOWN = new Unknown(PLAIN, new Uint8Array([0]));

const extensionCodec = new ExtensionCodec();
for (const kind of [PLAIN, REFINED]) {
  extensionCodec.register({
    type: kind,
    encode: (value) => (value instanceof Unknown && value.kind === kind ? value.refinement : null),
    decode: (data) => new Unknown(kind, data.slice()),
  });
}
const encoder = new Encoder({ extensionCodec, ignoreUndefined: true, useBigInt64: true });
const decoder = new Decoder({ extensionCodec, useBigInt64: true });

export function decodeValue(value: DynamicValue | null | undefined): Value {
  if (value?.msgpack && value.msgpack.length > 0) {
    return decoder.decode(value.msgpack) as Value;
  }
  return value?.json && value.json.length > 0 ? (JSON.parse(Buffer.from(value.json).toString("utf8")) as Value) : null;
}

export function encodeValue(value: Value): DynamicValue {
  return { msgpack: encoder.encode(value) };
}

export const isUnknown = (value: Value | undefined): value is Unknown => value instanceof Unknown;

export function isObject(value: Value | undefined): value is ObjectValue {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

/** The elements of a list or set; none if it is null or unknown. */
export const elementsOf = (value: Value | undefined): readonly Value[] => (isList(value) ? value : []);

/** The objects of a block. */
export const blocksOf = (value: Value | undefined): readonly ObjectValue[] =>
  isObject(value) ? [value] : elementsOf(value).filter(isObject);

/** An object without some of its properties. */
export const without = (value: ObjectValue, ...names: readonly string[]): ObjectValue =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));

/** The text of an attribute; undefined if it is null, unknown or something else. */
export const textOf = (value: Value | undefined): string | undefined => (typeof value === "string" ? value : undefined);

/** Equality as Terraform defines it. The order of lists counts. */
export function isEqual(left: Value | undefined, right: Value | undefined): boolean {
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((element, index) => isEqual(element, right[index]));
  }
  if (isObject(left) && isObject(right)) {
    const keys = Object.keys(left);
    return keys.length === Object.keys(right).length && keys.every((key) => isEqual(left[key], right[key]));
  }
  return left === right;
}
