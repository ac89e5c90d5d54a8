import { isEqual, isList, isObject, type ObjectValue, textOf, type Value } from "../protocol/values";

/** The value of a JSON text; undefined if it is not JSON. */
export function parsedJson(text: Value | undefined): Value | undefined {
  try {
    return typeof text === "string" ? (JSON.parse(text) as Value) : undefined;
  } catch {
    return undefined;
  }
}

/** The object in a JSON text; undefined if it is not one. */
export function jsonObject(text: Value | undefined): ObjectValue | undefined {
  const value = parsedJson(text);
  return isObject(value) ? value : undefined;
}

/** JSON in the provider's format: compact, with sorted keys, and with HTML characters escaped. */
export function goJson(value: Value): string {
  return JSON.stringify(sorted(value)).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A proposed state that keeps the previous text of JSON arguments with the same meaning. */
export function withSameJson(names: readonly string[], proposed: ObjectValue, prior: ObjectValue | null): ObjectValue {
  const same = names.filter((name) => {
    const [before, after] = [parsedJson(prior?.[name]), parsedJson(proposed[name])];
    return before !== undefined && after !== undefined && isEqual(before, after);
  });
  return { ...proposed, ...Object.fromEntries(same.map((name) => [name, textOf(prior?.[name]) ?? null])) };
}

function sorted(value: Value): Value {
  if (isList(value)) {
    return value.map(sorted);
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([left], [right]) => (left < right ? -1 : 1))
          .map(([key, child]) => [key, sorted(child)]),
      )
    : value;
}
