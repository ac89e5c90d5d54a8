import { type Values } from "./document";

export const isObject = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The objects in a value that Terraform's JSON syntax allows to be one object or a list of them. */
export function objectsIn(value: unknown): readonly Values[] {
  if (Array.isArray(value)) {
    return value.filter(isObject);
  }
  return isObject(value) ? [value] : [];
}

/** The nested blocks of a name, those of `dynamic` blocks among them. */
export function nested(values: Values, name: string): readonly Values[] {
  const written = objectsIn(values[name]);
  if (values.dynamic === undefined) {
    return written;
  }
  const dynamic = objectsIn(values.dynamic).flatMap((blocks) => objectsIn(blocks[name]));
  return [...written, ...dynamic.flatMap(({ content }) => objectsIn(content))];
}

/** No configuration nests deeper; what does is not looked at. */
export const DEEPEST = 100;

/**
 * Visits all texts, numbers and booleans in a value.
 *
 * @param visit gets the value, and where it is: "identity.identity_ids", without the indexes of lists
 */
export function eachLeaf(
  value: unknown,
  visit: (leaf: string | number | boolean, path: string) => void,
  path = "",
  depth = 0,
): void {
  if (typeof value !== "object") {
    if (value !== undefined) {
      visit(value as string | number | boolean, path);
    }
    return;
  }
  if (value === null || depth > DEEPEST) {
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) {
      eachLeaf(item, visit, path, depth + 1);
    }
    return;
  }
  for (const key in value) {
    if (path === "" && key === "//") {
      continue;
    }
    // A dynamic block is where its content would be.
    if (key === "dynamic") {
      eachDynamic((value as Values)[key], visit, path, depth + 1);
      continue;
    }
    eachLeaf((value as Values)[key], visit, path === "" ? key : `${path}.${key}`, depth + 1);
  }
}

function eachDynamic(value: unknown, visit: Parameters<typeof eachLeaf>[1], path: string, depth: number): void {
  for (const blocks of objectsIn(value)) {
    for (const [name, dynamics] of Object.entries(blocks)) {
      for (const dynamic of objectsIn(dynamics)) {
        const place = path === "" ? name : `${path}.${name}`;
        eachLeaf(dynamic.content, visit, place, depth + 1);
        eachLeaf(dynamic.for_each, visit, `${place}.for_each`, depth + 1);
      }
    }
  }
}
