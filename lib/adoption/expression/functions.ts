import { asText, isList, isObject, NotKnown, notKnownIn, type Value } from "./value";

/**
 * A Terraform function. It returns undefined for an error, which `try` catches. Its arguments are known, but they may
 * contain unknown values.
 */
type TerraformFunction = (...args: readonly Value[]) => Value | undefined;

/**
 * The functions that occur in ids, names and keys. An expression with any other function is unknown.
 *
 * https://developer.hashicorp.com/terraform/language/functions
 */
export const FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  basename: ofTexts((path) => path.split("/").at(-1)),
  concat: (...lists) => (lists.every(isList) ? lists.flat() : undefined),
  element: (list, index) => (isList(list) && list.length > 0 ? list[Number(index) % list.length] : undefined),
  join: (separator, list) => (isList(list) ? list.map(asText).join(asText(separator)) : undefined),
  jsondecode: ofTexts(decoded),
  jsonencode: (value = null) => notKnownIn(value) ?? JSON.stringify(sorted(value)),
  keys: (map) => (isObject(map) ? Object.keys(map).sort() : undefined),
  lookup: (map, key, otherwise) => (isObject(map) ? (map[asText(key) ?? ""] ?? otherwise) : undefined),
  lower: ofTexts((text) => text.toLowerCase()),
  merge: (...maps) =>
    maps.every(isObject) ? Object.fromEntries(maps.flatMap((map) => Object.entries(map))) : undefined,
  regex: ofTexts(matched),
  replace: ofTexts((text, search, substitute) =>
    /^\/.*\/$/.test(search) ? NotKnown.UNTOLD : text.split(search).join(substitute),
  ),
  split: ofTexts((separator, text) => text.split(separator)),
  tolist: (list) => (isList(list) ? list : undefined),
  tomap: (map) => (isObject(map) ? map : undefined),
  toset: (list) => (isList(list) ? [...new Set(list)] : undefined),
  tostring: asText,
  trimprefix: ofTexts((text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trimsuffix: ofTexts((text, suffix) => (text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text)),
  upper: ofTexts((text) => text.toUpperCase()),
  values: (map) =>
    isObject(map)
      ? Object.keys(map)
          .sort()
          .map((key) => map[key] ?? null)
      : undefined,
};

/** A function of strings fails for any other argument. */
function ofTexts(run: (...texts: string[]) => Value | undefined): TerraformFunction {
  return (...args) => {
    const texts = args.map(asText);
    return texts.includes(undefined) ? undefined : run(...(texts as string[]));
  };
}

function decoded(json: string): Value | undefined {
  try {
    return JSON.parse(json) as Value;
  } catch {
    return undefined;
  }
}

/** A pattern with groups returns its groups, which no name or id needs. */
function matched(pattern: string, value: string): Value | undefined {
  try {
    const match = new RegExp(pattern, "u").exec(value);
    return match && match.length > 1 ? NotKnown.UNTOLD : match?.[0];
  } catch {
    return NotKnown.UNTOLD;
  }
}

/** `jsonencode` sorts the keys of objects. */
function sorted(value: Value): Value {
  if (isList(value)) {
    return value.map(sorted);
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.keys(value)
          .sort()
          .map((key) => [key, sorted(value[key] ?? null)]),
      )
    : value;
}
