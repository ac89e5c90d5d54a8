import { Token, Tokenization } from "cdktf";
import { type Argument, literalArgument } from "./function-call";
import { WrittenExpression } from "./written-expression";

const known = new WeakMap<object, Argument>();

/**
 * A JSON object as a literal argument. Terraform reads JSON as an expression, so an object without tokens need not be
 * resolved value by value. It is written once, so it must not change.
 */
export function jsonArgument(object: object): Argument {
  const present = known.get(object);
  if (present !== undefined) {
    return present;
  }
  const text = textWithoutTokens(object);
  const argument = text === undefined ? literalArgument(object) : new WrittenExpression(expressionOf(text));
  known.set(object, argument);
  return argument;
}

/** The JSON text; undefined if something in it is a token. */
function textWithoutTokens(object: object): string | undefined {
  const tokens: unknown[] = [];
  const text = JSON.stringify(object, function (this: Readonly<Record<string, unknown>>, key, value: unknown) {
    if (Tokenization.isResolvable(this[key]) || (typeof value === "number" && Token.isUnresolved(value))) {
      tokens.push(value);
    }
    return value;
  });
  return tokens.length > 0 || text.includes("{TfToken[") ? undefined : text;
}

/** JSON has two escape sequences that Terraform does not know. */
const RARE: Readonly<Record<string, string>> = { "\\b": "\\u0008", "\\f": "\\u000c" };

const expressionOf = (json: string): string =>
  json.replace(/[$%](?=\{)/g, "$&$&").replace(/\\./g, (sequence) => RARE[sequence] ?? sequence);
