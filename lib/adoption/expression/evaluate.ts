import { remember } from "../../core/collections";
import { type Scope } from "./expression";
import { parseTemplate } from "./parser";
import { isList, isObject, NotKnown, type Value } from "./value";

/** Evaluates a value in Terraform's JSON syntax, in which every string is a template. */
export function evaluate(json: Value, scope: Scope): Value {
  if (typeof json === "string") {
    return /[$%]\{/.test(json) ? evaluateTemplate(json, scope) : json;
  }
  if (isList(json)) {
    return json.map((element) => evaluate(element, scope));
  }
  return isObject(json)
    ? Object.fromEntries(Object.entries(json).map(([name, member]) => [name, evaluate(member, scope)]))
    : json;
}

/** References that differ for each instance of a resource. */
const OF_AN_INSTANCE = /\b(?:each|count|self)\./;

/**
 * Evaluates a template. Results are cached, because most templates occur many times: the id of an identity, of a vault.
 */
function evaluateTemplate(text: string, scope: Scope): Value {
  const run = (): Value => parseTemplate(text)(scope) ?? NotKnown.UNTOLD;
  return OF_AN_INSTANCE.test(text) ? run() : remember(scope.known, text, run);
}
