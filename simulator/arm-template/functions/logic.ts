import { isEqual, type Value } from "../../protocol/values";
import { any, BadCall, bool, taking, takingMany, type TemplateFunction, text } from "./signature";

/**
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-logical, -comparison, -numeric
 * and -object
 */
export const LOGIC_FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  and: takingMany(bool, (values) => values.every(Boolean), 2),
  bool: taking([any], truthOf),
  coalesce: (given) => given.map((argument) => argument()).find((value) => value !== null) ?? null,
  equals: taking([any, any], equal),
  false: taking([], () => false),
  if: chosen,
  int: taking([any], integerOf),
  json: taking([text], parsed),
  not: taking([bool], (value) => !value),
  null: taking([], () => null),
  or: takingMany(bool, (values) => values.some(Boolean), 2),
  true: taking([], () => true),
};

/** Only the chosen branch is evaluated: the other one can refer to a resource that does not exist. */
function chosen(given: readonly (() => Value)[]): Value {
  const [condition, whenTrue, whenFalse] = given;
  if (!condition || !whenTrue || !whenFalse || given.length > 3) {
    throw new BadCall(`takes 3 arguments, and got ${String(given.length)}`);
  }
  return taking([bool], (is) => (is ? whenTrue() : whenFalse()))([condition]);
}

/** Strings are compared regardless of letter case. */
function equal(left: Value, right: Value): boolean {
  return typeof left === "string" && typeof right === "string"
    ? left.toLowerCase() === right.toLowerCase()
    : isEqual(left, right);
}

function truthOf(value: Value): boolean {
  const is = (typeof value === "string" ? value : JSON.stringify(value)).toLowerCase();
  if (!["true", "false", "1", "0"].includes(is)) {
    throw new BadCall(`cannot take ${JSON.stringify(value)} for true or false`);
  }
  return is === "true" || is === "1";
}

function integerOf(value: Value): number {
  const integer = typeof value === "number" || typeof value === "string" ? Number(value) : NaN;
  if (!Number.isInteger(integer) || value === "") {
    throw new BadCall(`cannot take ${JSON.stringify(value)} for an integer`);
  }
  return integer;
}

function parsed(value: string): Value {
  try {
    return JSON.parse(value) as Value;
  } catch {
    throw new BadCall(`cannot take '${value}' for JSON`);
  }
}
