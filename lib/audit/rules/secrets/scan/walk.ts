import { type Values } from "../../../terraform/document";

/** Sees a text in a block. */
export type TextVisitor = (
  text: string,
  /** The name of the argument, or the key in a map. */
  key: string,
  /** Where it is: "template.container.env.value", without the indexes of lists. */
  path: string,
  /** The object that the text is in. */
  owner: Values,
) => void;

/** Arguments of Terraform itself, which hold no values. */
const META = new Set(["//", "depends_on", "lifecycle", "provider", "providers", "count", "source", "version"]);

/** No configuration nests deeper; what does is not looked at. */
const DEEPEST = 100;

/** Visits the texts in the arguments of a block. */
export function eachText(values: Values, visit: TextVisitor): void {
  for (const key in values) {
    if (!META.has(key)) {
      visitValue(values[key], key, key, values, visit, 0);
    }
  }
}

function visitValue(value: unknown, key: string, path: string, owner: Values, visit: TextVisitor, depth: number): void {
  if (typeof value === "string") {
    visit(value, key, path, owner);
  } else if (typeof value === "object" && value !== null && depth < DEEPEST) {
    if (Array.isArray(value)) {
      for (const item of value) {
        visitValue(item, key, path, owner, visit, depth + 1);
      }
    } else {
      visitObject(value as Values, path, visit, depth);
    }
  }
}

function visitObject(values: Values, path: string, visit: TextVisitor, depth: number): void {
  for (const key in values) {
    visitValue(values[key], key, `${path}.${key}`, values, visit, depth + 1);
  }
}

/** A path as the provider knows it: dynamic blocks are where their content would be. */
export const withoutDynamic = (path: string): string =>
  path.includes("dynamic.") ? path.replace(/(^|\.)dynamic\.([^.]+)(?:\.(?:content|for_each))?/g, "$1$2") : path;
