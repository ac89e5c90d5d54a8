import { isEqual, isList, isObject, type ObjectValue, textOf, type Value } from "../protocol/values";
import { callsIn } from "./calls";
import { Definitions } from "./definitions";
import { evaluated, named } from "./evaluate";
import { type Surroundings } from "./surroundings";
import { expectKnown } from "./template";
import { eachOf, TemplateError } from "./template-error";
import { templateType, TYPE_NAMES, typeNameOf } from "./types";

/** The given values of parameters, and the defaults of the others. */
export function bindParameters(definitions: ObjectValue, given: ObjectValue, here: Surroundings): Definitions {
  const unknown = Object.keys(given).filter((name) => named(definitions, name) === undefined);
  if (unknown.length > 0) {
    throw new TemplateError(
      `The template parameters '${unknown.join(", ")}' in the parameters file are not valid; they are not present in the original template and can therefore not be provided at deployment time. The only supported parameters for this template are '${Object.keys(definitions).join(", ")}'.`,
    );
  }
  const parameters: Definitions = new Definitions("parameter", definitions, (definition, name) => {
    const value = valueOf(name, definition, given, (part) => evaluated(part, callsIn(here, { parameters })));
    checkValue(name, definition as ObjectValue, value);
    return value;
  });
  eachOf(Object.keys(definitions), (name) => parameters.get(name));
  return parameters;
}

/** All parameters of a deployment as Resource Manager shows them, without secrets. */
export function shownParameters(definitions: ObjectValue, values: Definitions): ObjectValue {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]): [string, ObjectValue] => {
      const isSecure = isObject(definition) && templateType(definition.type)?.isSecure;
      return [name, isSecure ? {} : { value: values.get(name) }];
    }),
  );
}

function valueOf(name: string, definition: Value, all: ObjectValue, evaluate: (part: Value) => Value): Value {
  if (!isObject(definition)) {
    throw new TemplateError(`The template parameter '${name}' has to be an object.`);
  }
  const given = named(all, name);
  if (given === undefined) {
    if (definition.defaultValue === undefined) {
      throw new TemplateError(`The value for the template parameter '${name}' is not provided.`);
    }
    return evaluate(definition.defaultValue);
  }
  if (!isObject(given) || given.value === undefined) {
    throw new TemplateError(
      `The parameter '${name}' has to be given as {"value": …}; references to key vaults are not modelled.`,
    );
  }
  return given.value;
}

function checkValue(name: string, definition: ObjectValue, value: Value): void {
  Object.keys(definition).forEach((key) => {
    expectKnown(key, ["type", "defaultValue", "allowedValues", "metadata"], `the template parameter '${name}'`);
  });
  const type = templateType(definition.type);
  if (!type) {
    throw new TemplateError(
      `The template parameter '${name}' is not valid: '${textOf(definition.type) ?? ""}' is none of the types ${TYPE_NAMES}.`,
    );
  }
  if (!type.fits(value)) {
    throw new TemplateError(
      `The provided value for the template parameter '${name}' is not valid. Expected a value of type '${type.name}', but received a value of type '${typeNameOf(value)}'.`,
    );
  }
  const allowed = definition.allowedValues;
  if (isList(allowed) && !allowed.some((one) => isEqual(one, value))) {
    throw new TemplateError(
      `The provided value${type.isSecure ? "" : ` '${JSON.stringify(value)}'`} for the template parameter '${name}' is not valid. The parameter value is not part of the allowed value(s): '${allowed.map((one) => JSON.stringify(one)).join(",")}'.`,
    );
  }
}
