import templates from "../../tools/catalog/arm-ids.json";
import { isUnknown, type ObjectValue } from "../protocol/values";
import { type ConfiguredAccount } from "./account";
import { armParts } from "./arm-id";

type Templates = Readonly<Record<string, string | readonly string[]>>;

/**
 * ARM ids by azurerm type. Braces contain the argument: "{server_id}", or the resource group or the top-level resource
 * of an id: "{hub_id:group}", "{database_id:resource}". A template without a leading brace or slash is below the
 * resource group of the resource. The first template whose arguments are set counts, because releases of the provider
 * have different arguments.
 */
const TEMPLATES: Templates = templates;

const templatesOf = (type: string): readonly string[] => [TEMPLATES[type] ?? []].flat();

const ARGUMENT = /\{(\w+)(?::(group|resource))?\}/g;

/** Settings of another resource that share its id, which their template does not show. */
const SETTINGS: readonly string[] = [
  "azurerm_app_service_active_slot",
  "azurerm_eventgrid_partner_configuration",
  "azurerm_postgresql_active_directory_administrator",
];

/** Whether resources of the type share the id of the resource that they configure. */
export const sharesId = (type: string): boolean =>
  SETTINGS.includes(type) || templatesOf(type).some((template) => /^\{\w+\}$/.test(template));

/** The arguments in an id. Changing them makes another resource. */
export const argumentsInId = (type: string): string[] =>
  templatesOf(type).flatMap((template) => [...template.matchAll(ARGUMENT)].map(([, name = ""]) => name));

/** The parent id of resources in a group or a subscription. */
export const placeOf = ({ resource_group_name: group }: ObjectValue, { subscriptionId }: ConfiguredAccount): string =>
  `/subscriptions/${subscriptionId}${typeof group === "string" ? `/resourceGroups/${group}` : ""}/providers`;

/** The id from the template of the type; undefined if there is none, or an argument is missing. */
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
    // Azure chooses omitted names.
    const value = name === "guid" || (name === "name" && isUnknown(known.name)) ? newGuid() : known[name];
    const text = typeof value === "string" || typeof value === "number" ? String(value) : undefined;
    return (part === undefined || text === undefined ? text : armParts(text)?.[part]) ?? braces;
  });
}
