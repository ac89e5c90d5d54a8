import { isList, isObject, type ObjectValue, type Value } from "../protocol/values";
import { type Expression, parseText } from "./parser";
import { TemplateError } from "./template-error";

/** Calls a function of the template language. Arguments are evaluated lazily. */
export type Call = (name: string, given: readonly (() => Value)[]) => Value;

/** A part of a template with all its expressions evaluated. */
export function evaluated(part: Value, call: Call): Value {
  if (typeof part === "string") {
    return valueOf(parseText(part), call);
  }
  if (isList(part)) {
    return part.map((element) => evaluated(element, call));
  }
  if (!isObject(part)) {
    return part;
  }
  if (isList(part.copy)) {
    throw new TemplateError("copy loops are not modelled; write out what the loop makes");
  }
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, evaluated(value, call)]));
}

function valueOf(expression: Expression, call: Call): Value {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "call":
      return call(
        expression.name,
        expression.arguments.map((argument) => () => valueOf(argument, call)),
      );
    case "property":
      return propertyOf(valueOf(expression.of, call), valueOf(expression.key, call));
  }
}

function propertyOf(value: Value, key: Value): Value {
  if (isList(value) && typeof key === "number") {
    const element = value[key];
    if (element === undefined) {
      throw new TemplateError(
        `The language expression property array index '${String(key)}' is out of bounds: the array has ${String(value.length)} elements.`,
      );
    }
    return element;
  }
  if (isObject(value) && typeof key === "string") {
    return (
      named(value, key) ??
      missing(`'${key}' doesn't exist, available properties are '${Object.keys(value).join(", ")}'`)
    );
  }
  return missing(
    `'${JSON.stringify(key)}' can't be evaluated on ${isObject(value) ? "an object" : JSON.stringify(value)}`,
  );
}

/** The value of a name, regardless of letter case. */
export function named(value: ObjectValue, name: string): Value | undefined {
  const key = Object.keys(value).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : value[key];
}

function missing(what: string): never {
  throw new TemplateError(`The language expression property ${what}.`);
}
