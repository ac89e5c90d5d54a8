import { type ObjectValue } from "../protocol/values";

/** A resource, as far as its parts depend on it. */
interface Resource {
  readonly id: string;
  readonly type: string;
  readonly state: ObjectValue;
}

/** Whether a resource is part of another one: by its id, or by an argument. */
export function isPartOf(part: Resource, whole: Resource): boolean {
  if (part === whole) {
    return false;
  }
  const [id, wholeId] = [part.id.toLowerCase(), whole.id.toLowerCase()];
  if (id === wholeId || id.startsWith(`${wholeId}/`)) {
    return true;
  }
  // An ARM id shows the parent.
  return !id.startsWith("/subscriptions/") && LINKS.some((link) => isLinked(part.state, whole, link));
}

/** An argument of a part that repeats an attribute of the whole. */
const LINKS: readonly { readonly type?: string; readonly argument: string; readonly attribute: string }[] = [
  { argument: "key_vault_id", attribute: "id" },
  { argument: "storage_account_id", attribute: "id" },
  { argument: "configuration_store_id", attribute: "id" },
  { type: "azurerm_storage_account", argument: "storage_account_name", attribute: "name" },
  { type: "azuread_group", argument: "group_object_id", attribute: "object_id" },
  { type: "azuread_application", argument: "client_id", attribute: "client_id" },
  { type: "azuread_application_registration", argument: "client_id", attribute: "client_id" },
];

function isLinked(part: ObjectValue, { type, state }: Resource, link: (typeof LINKS)[number]): boolean {
  const value = part[link.argument];
  return (
    typeof value === "string" && value === state[link.attribute] && (link.type === undefined || link.type === type)
  );
}
