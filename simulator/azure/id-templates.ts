import templates from "../../tools/catalog/arm-ids.json";
import { isUnknown, type ObjectValue } from "../protocol/values";
import { type ConfiguredAccount } from "./account";
import { armParts } from "./arm-id";

type Templates = Readonly<Record<string, string | readonly string[]>>;

/**
 * The ids of Azure Resource Manager, by azurerm type. In braces, the argument that stands there: "{server_id}", or of an
 * id only the resource group or the resource directly in it: "{hub_id:group}", "{database_id:resource}". A template that
 * begins with neither brace nor slash stands below the resource group of the resource. Of several, the first whose
 * arguments are given counts: releases of the provider have other arguments.
 */
const TEMPLATES: Templates = templates;

const templatesOf = (type: string): readonly string[] => [TEMPLATES[type] ?? []].flat();

const ARGUMENT = /\{(\w+)(?::(group|resource))?\}/g;

/** Settings of another resource that have its id, which their template does not show. */
const SETTINGS: readonly string[] = [
  "azurerm_app_service_active_slot",
  "azurerm_eventgrid_partner_configuration",
  "azurerm_postgresql_active_directory_administrator",
];

/** Whether resources of the type have the id of the resource that they are settings of. */
export const sharesId = (type: string): boolean =>
  SETTINGS.includes(type) || templatesOf(type).some((template) => /^\{\w+\}$/.test(template));

/** The arguments that an id is made of: when they change, it is another resource. */
export const argumentsInId = (type: string): string[] =>
  templatesOf(type).flatMap((template) => [...template.matchAll(ARGUMENT)].map(([, name = ""]) => name));

/** Where resources of a group, or of a subscription, stand. */
export const placeOf = ({ resource_group_name: group }: ObjectValue, { subscriptionId }: ConfiguredAccount): string =>
  `/subscriptions/${subscriptionId}${typeof group === "string" ? `/resourceGroups/${group}` : ""}/providers`;

/** The id that the catalogue has for the type; undefined if it has none, or an argument of it is missing. */
export function filledTemplate(
  type: string,
  attributes: ObjectValue,
  account: ConfiguredAccount,
  newGuid: () => string,
): string | undefined {
  const known: ObjectValue = { ...attributes, subscription_id: account.subscriptionId };
  for (const template of templatesOf(type)) {
    const id = filled(template, known, account, newGuid);
    if (!id.includes("{")) {
      return id;
    }
  }
  return undefined;
}

function filled(template: string, known: ObjectValue, account: ConfiguredAccount, newGuid: () => string): string {
  const full = /^[/{]/.test(template) ? template : `${placeOf(known, account)}/${template}`;
  return full.replaceAll(ARGUMENT, (braces, name: string, part?: "group" | "resource") => {
    // Where a name is left out, Azure chooses one.
    const value = name === "guid" || (name === "name" && isUnknown(known.name)) ? newGuid() : known[name];
    const text = typeof value === "string" || typeof value === "number" ? String(value) : undefined;
    return (part === undefined || text === undefined ? text : armParts(text)?.[part]) ?? braces;
  });
}
