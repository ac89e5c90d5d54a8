import { type Values } from "../../../terraform/document";
import { type Argument } from "./argument";

/** Sees a text in a block, with the object that it is in. */
export type TextVisitor = (text: string, argument: Argument, owner: Values) => void;

/** Arguments of Terraform itself, which hold no values. */
const META = new Set(["//", "depends_on", "lifecycle", "provider", "providers", "count", "source", "version"]);

/** No configuration nests deeper; what does is not looked at. */
const DEEPEST = 100;

/** Visits the texts in the arguments of a block, except for empty ones. */
export function eachText(values: Values, root: Argument, visit: TextVisitor): void {
  for (const key in values) {
    if (!META.has(key)) {
      visitValue(values[key], root.inner(key), values, visit, 0);
    }
  }
}

function visitValue(value: unknown, argument: Argument, owner: Values, visit: TextVisitor, depth: number): void {
  if (typeof value === "string") {
    if (value !== "") {
      visit(value, argument, owner);
    }
  } else if (typeof value === "object" && value !== null && depth < DEEPEST) {
    if (Array.isArray(value)) {
      for (const item of value) {
        visitValue(item, argument, owner, visit, depth + 1);
      }
    } else {
      for (const key in value) {
        visitValue((value as Values)[key], argument.inner(key), value as Values, visit, depth + 1);
      }
    }
  }
}
