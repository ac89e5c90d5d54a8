import templates from "../../catalog/arm-ids.json";
import { type ObjectValue } from "../protocol/values";
import { type ConfiguredAccount } from "./account";

/**
 * The ids of Azure Resource Manager, by azurerm type. In braces, the argument that stands there: "{server_id}", or of an
 * id only the resource group or the resource directly in it: "{hub_id:group}", "{database_id:resource}". A template that
 * begins with neither brace nor slash stands below the resource group of the resource.
 */
const TEMPLATES: Readonly<Record<string, string>> = templates;

/** Settings of another resource that have its id, which their template does not show. */
const SETTINGS: readonly string[] = [
  "azurerm_app_service_active_slot",
  "azurerm_eventgrid_partner_configuration",
  "azurerm_postgresql_active_directory_administrator",
];

/** Whether resources of the type have the id of the resource that they are settings of. */
export const sharesId = (type: string): boolean => SETTINGS.includes(type) || /^\{\w+\}$/.test(TEMPLATES[type] ?? "");

/** The id of a new resource, in ARM form; a type that the catalogue does not know gets one of a provider "Microsoft.Simulated". */
export function armIdOf(
  type: string,
  attributes: ObjectValue,
  account: ConfiguredAccount,
  newGuid: () => string,
): string {
  const { resource_group_name: group } = attributes;
  const below = `/subscriptions/${account.subscriptionId}${typeof group === "string" ? `/resourceGroups/${group}` : ""}/providers`;
  const template = TEMPLATES[type];
  const full = template === undefined ? undefined : /^[/{]/.test(template) ? template : `${below}/${template}`;
  const known: ObjectValue = { ...attributes, subscription_id: account.subscriptionId };
  const id = full?.replaceAll(
    /\{(\w+)(?::(group|resource))?\}/g,
    (braces, name: string, part?: "group" | "resource") => {
      const value = name === "guid" ? newGuid() : known[name];
      const text = typeof value === "string" || typeof value === "number" ? String(value) : undefined;
      return (part === undefined || text === undefined ? text : armParts(text)?.[part]) ?? braces;
    },
  );
  if (id !== undefined && !id.includes("{")) {
    return id;
  }
  const name = typeof attributes.name === "string" ? attributes.name : newGuid();
  return `${below}/Microsoft.Simulated/${type.replace(/^azurerm_/, "")}/${name}`;
}

const PARTS =
  /^(\/subscriptions\/([^/]+))(?:(\/resourceGroups\/[^/]+)(?:(\/providers\/[^/]+\/[^/]+\/[^/]+)(\/.+)?)?)?(?:\/|$)/i;

export interface ArmParts {
  readonly subscriptionId: string;
  /** Id of the resource group. */
  readonly group?: string;
  /** Id of the resource that stands directly in the group. */
  readonly resource?: string;
  /** What stands below that resource. */
  readonly rest?: string;
}

/** The parts of an id below a subscription; undefined for any other. */
export function armParts(id: string): ArmParts | undefined {
  const [, subscription = "", subscriptionId = "", group, resource, rest] = PARTS.exec(id) ?? [];
  if (!subscriptionId) {
    return undefined;
  }
  const groupId = group === undefined ? undefined : subscription + group;
  return {
    subscriptionId,
    ...(groupId !== undefined && { group: groupId }),
    ...(groupId !== undefined && resource !== undefined && { resource: groupId + resource }),
    ...(rest !== undefined && { rest }),
  };
}

/** The name that the directory gives to the identity of a resource: "shop" or "shop/slots/staging". */
export function nameInDirectory(id: string): string {
  const { resource = id, rest = "" } = armParts(id) ?? {};
  return `${resource.split("/").at(-1) ?? resource}${rest}`;
}
