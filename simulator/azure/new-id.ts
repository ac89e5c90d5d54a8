import { type Schema } from "../provider/schema";
import { type ObjectValue } from "../protocol/values";
import { filledTemplate, placeOf } from "./id-templates";
import { type NewResource } from "./model";
import { modelOf } from "./models";
import { nameGuid } from "./name-guid";

/** The id of a new resource, in the form of its type. */
export function newIdOf(resource: NewResource): string {
  const { azure, account, type, attributes } = resource;
  const newGuid = (): string => azure.newGuid(type, JSON.stringify(attributes));
  const special = modelOf(type).idOf?.(resource);
  if (special !== undefined || !type.startsWith("azurerm_")) {
    return special ?? newGuid();
  }
  return filledTemplate(type, attributes, account, newGuid) ?? simulatedId(resource, newGuid);
}

/** The id of a type whose ids nobody knows: below its parent, and told from others by required arguments. */
function simulatedId({ type, schema, attributes, account }: NewResource, newGuid: () => string): string {
  const texts = requiredTexts(schema, attributes);
  const parent = texts.find(([name, value]) => name.endsWith("_id") && /^(\/|https:)/.test(value));
  const place = parent ? `${parent[1]}/providers` : placeOf(attributes, account);
  const own = texts.length === 0 ? newGuid() : nameGuid(...texts.map(([, value]) => value));
  return `${place}/Microsoft.Simulated/${type.replace(/^azurerm_/, "")}/${own}`;
}

const requiredTexts = ({ block }: Schema, attributes: ObjectValue): [string, string][] =>
  Object.entries(block.attributes ?? {}).flatMap(([name, { required }]) => {
    const value = attributes[name];
    return required === true && typeof value === "string" ? [[name, value]] : [];
  });
