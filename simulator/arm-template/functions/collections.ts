import { isEqual, isList, isObject, type ObjectValue, type Value } from "../../protocol/values";
import { named } from "../evaluate";
import { any, BadCall, container, sequence, taking, takingMany, type TemplateFunction } from "./signature";
import { textFor } from "./text";

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array */
export const COLLECTION_FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  array: taking([any], (value) => (isList(value) ? value : [value])),
  contains: taking([container, any], contains),
  createArray: takingMany(any, (values) => values, 0),
  createObject: takingMany(any, objectOf, 0),
  empty: (given) => sizeOf(given.length === 1 ? (given[0]?.() ?? null) : undefined) === 0,
  first: taking([sequence], (value) => value[0] ?? (isList(value) ? null : "")),
  last: taking([sequence], (value) => value[value.length - 1] ?? (isList(value) ? null : "")),
  length: taking([container], (value) => sizeOf(value)),
  union: takingMany(any, united),
};

function sizeOf(value: Value | undefined): number {
  if (value === null) {
    return 0;
  }
  if (typeof value === "string" || isList(value)) {
    return value.length;
  }
  if (!isObject(value)) {
    throw new BadCall("takes one text, array or object");
  }
  return Object.keys(value).length;
}

function contains(value: string | readonly Value[] | ObjectValue, wanted: Value): boolean {
  if (isList(value)) {
    return value.some((element) => isEqual(element, wanted));
  }
  return isObject(value)
    ? named(value, textFor(wanted)) !== undefined
    : value.toLowerCase().includes(textFor(wanted).toLowerCase());
}

function objectOf(values: readonly Value[]): ObjectValue {
  if (values.length % 2 !== 0) {
    throw new BadCall("takes names and values in turn, and the last name has no value");
  }
  const pairs = values.flatMap((name, index) => (index % 2 === 0 ? [[textFor(name), values[index + 1]!]] : []));
  return Object.fromEntries(pairs) as ObjectValue;
}

/** Arrays without duplicates. Objects are merged recursively; the last value wins. */
function united(values: readonly Value[]): Value {
  if (values.every(isList)) {
    return values.flat().filter((element, index, all) => all.findIndex((other) => isEqual(other, element)) === index);
  }
  if (values.every(isObject)) {
    return values.reduce<ObjectValue>(merged, {});
  }
  throw new BadCall("takes either arrays or objects");
}

function merged(left: ObjectValue, right: ObjectValue): ObjectValue {
  const both = Object.entries(right).map(([name, value]): [string, Value] => {
    const before = left[name];
    return [name, isObject(before) && isObject(value) ? merged(before, value) : value];
  });
  return { ...left, ...Object.fromEntries(both) };
}
