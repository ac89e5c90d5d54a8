import { Token } from "cdktf";
import { type Argument, FunctionCall } from "./function-call";
import { literalText } from "./literal-text";

/**
 * A value as JSON text that Terraform evaluates at apply: tokens are evaluated, everything else is literal. Terraform
 * sorts the keys, so that equal values give equal text.
 */
export function terraformJson(value: unknown): string {
  return Token.asString(new FunctionCall("jsonencode", literal(value) as Argument));
}

function literal(value: unknown): unknown {
  if (typeof value === "string") {
    return literalText(value);
  }
  if (Token.isUnresolved(value) || typeof value !== "object" || value === null) {
    return value;
  }
  return Array.isArray(value)
    ? value.map(literal)
    : Object.fromEntries(Object.entries(value).map(([key, member]) => [literalText(key), literal(member)]));
}
