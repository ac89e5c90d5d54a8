import { type Values } from "./document";
import { DEEPEST, isObject } from "./values";

/**
 * The expressions of a plan as Terraform's JSON syntax has them. A plan tells the references of an expression, and not what
 * it makes of them: several become an argument of `join`.
 *
 * https://developer.hashicorp.com/terraform/internals/json-format#expression-representation
 */
export function planExpressions(expressions: unknown): Values {
  return isObject(expressions) ? (written(expressions, 0) as Values) : {};
}

function written(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) {
    return undefined;
  }
  if (Array.isArray(value)) {
    return value.map((item) => written(item, depth + 1));
  }
  if (!isObject(value)) {
    return value;
  }
  if (Array.isArray(value.references)) {
    return expressionOf(value.references.filter((reference) => typeof reference === "string"));
  }
  if ("constant_value" in value) {
    return value.constant_value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, written(item, depth + 1)]));
}

/** A plan lists "a.b.id" and, after it, "a.b" as well. */
function expressionOf(references: readonly string[]): string | undefined {
  const longest = references.filter(
    (reference) => !references.some((other) => other.startsWith(`${reference}.`) || other.startsWith(`${reference}[`)),
  );
  const [first] = longest;
  return longest.length > 1 ? `\${join("", [${longest.join(", ")}])}` : first && `\${${first}}`;
}
