import { RELEASES, releaseData } from "../data";
import { isUnknown, type ObjectValue } from "../protocol/values";
import { type TypeRules } from "../provider/type-rules";
import { type ConfiguredAccount } from "./account";
import { armParts } from "./arm-id";

/** The rules of a type in the releases that have it. */
function* rulesIn(type: string): Iterable<TypeRules> {
  if (type.startsWith("azurerm_")) {
    for (const { azurerm } of RELEASES) {
      const rules = releaseData("azurerm", azurerm).resourceRules[type];
      yield* rules ? [rules] : [];
    }
  }
}

/**
 * The id templates of a type. The first one whose arguments are set counts, because releases have different arguments.
 */
function* templatesOf(type: string): Iterable<string> {
  for (const { id = [] } of rulesIn(type)) {
    yield* typeof id === "string" ? [id] : id;
  }
}

const ARGUMENT = /\{(\w+)(?::(group|resource))?\}/g;

/** Settings of another resource that share its id, which their template does not show. */
const SETTINGS: readonly string[] = [
  "azurerm_app_service_active_slot",
  "azurerm_eventgrid_partner_configuration",
  "azurerm_postgresql_active_directory_administrator",
];

/** Whether resources of the type share the id of the resource that they configure. */
export function sharesId(type: string): boolean {
  const known = sharing.get(type) ?? (SETTINGS.includes(type) || isOfOther(first(templatesOf(type)) ?? ""));
  sharing.set(type, known);
  return known;
}

const sharing = new Map<string, boolean>();
const isOfOther = (template: string): boolean => /^\{\w+(:\w+)?\}$/.test(template);

function first<T>(all: Iterable<T>): T | undefined {
  for (const one of all) {
    return one;
  }
  return undefined;
}

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
