import { isObject, type ObjectValue, textOf } from "../protocol/values";
import { type Call, evaluated } from "./evaluate";
import { expectKnown } from "./template";
import { eachOf, TemplateError } from "./template-error";
import { templateType, TYPE_NAMES, typeNameOf } from "./types";

/** The outputs of a template, as Resource Manager shows them: {"url": {"type": "String", "value": "https://…"}}. */
export function outputsOf(definitions: ObjectValue, call: Call): ObjectValue {
  const shown = eachOf(Object.entries(definitions), ([name, definition]) => {
    if (!isObject(definition)) {
      throw new TemplateError(`The template output '${name}' has to be an object.`);
    }
    Object.keys(definition).forEach((key) => {
      expectKnown(key, ["type", "value", "condition", "metadata"], `the template output '${name}'`);
    });
    return evaluated(definition.condition ?? true, call) === true ? [[name, outputOf(name, definition, call)]] : [];
  });
  return Object.fromEntries(shown.flat()) as ObjectValue;
}

function outputOf(name: string, definition: ObjectValue, call: Call): ObjectValue {
  const type = templateType(definition.type);
  if (!type) {
    throw new TemplateError(
      `The template output '${name}' is not valid: '${textOf(definition.type) ?? ""}' is none of the types ${TYPE_NAMES}.`,
    );
  }
  const value = evaluated(definition.value ?? null, call);
  if (!type.fits(value)) {
    throw new TemplateError(
      `The template output '${name}' is not valid: expected '${type.name}', and its value is of type '${typeNameOf(value)}'.`,
    );
  }
  return type.isSecure ? { type: type.name } : { type: type.name, value };
}
