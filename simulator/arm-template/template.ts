import { isList, isObject, type ObjectValue, textOf, type Value } from "../protocol/values";
import { named } from "./evaluate";
import { eachOf, TemplateError } from "./template-error";

/** The parts of a template for a resource group. */
export interface Template {
  readonly parameters: ObjectValue;
  readonly variables: ObjectValue;
  readonly resources: readonly ObjectValue[];
  readonly outputs: ObjectValue;
}

const SCHEMA = /^https?:\/\/schema\.management\.azure\.com\/schemas\/[\w-]+\/deploymentTemplate\.json#?$/i;

const PARTS = ["$schema", "contentVersion", "metadata", "parameters", "variables", "resources", "outputs"];

/** Parses a template: https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax */
export function readTemplate(template: ObjectValue): Template {
  eachOf(Object.keys(template), (name) => {
    expectKnown(name, PARTS, "the template");
  });
  const schema = textOf(template.$schema) ?? "";
  if (!SCHEMA.test(schema)) {
    throw new TemplateError(
      `The template schema '${schema}' is not supported: a resource group takes "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#".`,
    );
  }
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(textOf(template.contentVersion) ?? "")) {
    throw new TemplateError("The template has no contentVersion, such as '1.0.0.0'.");
  }
  const { variables = {} } = template;
  if (isObject(variables) && "copy" in variables) {
    throw new TemplateError("copy loops are not modelled; write out what the loop makes");
  }
  return {
    parameters: objectIn("parameters", template),
    variables: objectIn("variables", template),
    resources: objectsIn("resources", template.resources),
    outputs: objectIn("outputs", template),
  };
}

/** Rejects properties that the simulator would silently ignore. */
export function expectKnown(name: string, known: readonly string[], where: string): void {
  if (!known.includes(name)) {
    throw new TemplateError(`'${name}' of ${where} is not modelled; the simulator knows ${known.join(", ")}.`);
  }
}

function objectIn(part: string, template: ObjectValue): ObjectValue {
  const value = named(template, part) ?? {};
  if (!isObject(value)) {
    throw new TemplateError(`The template property '${part}' has to be an object.`);
  }
  return value;
}

/** The resources in a template or in another resource. */
export function objectsIn(where: string, value: Value | undefined): readonly ObjectValue[] {
  const elements = value ?? [];
  if (!isList(elements) || !elements.every(isObject)) {
    throw new TemplateError(`The template property '${where}' has to be an array of objects.`);
  }
  return elements;
}
