import { type Block } from "../provider/schema";
import { isUnknown, type ObjectValue, textOf, type Value } from "../protocol/values";

/** An attribute whose value is derived from another one, which may exist only in another release of the provider. */
interface Told {
  readonly name: string;
  readonly by: string;
  /** @default - the same value */
  readonly as?: (value: Value) => Value;
}

const opposite = (value: Value): Value => (typeof value === "boolean" ? !value : null);
const resourceIn = (id: Value): Value => textOf(id)?.split("/").slice(0, 9).join("/") ?? null;
const nameIn = (id: Value): Value => textOf(id)?.split("/").at(-1) ?? null;

const eachOther = (one: string, other: string, as?: Told["as"]): Told[] => [
  { name: one, by: other, ...(as && { as }) },
  { name: other, by: one, ...(as && { as }) },
];

const LOCAL_AUTHENTICATION = eachOther("local_authentication_enabled", "local_authentication_disabled", opposite);

/** https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/5.0-upgrade-guide */
const OTHER_NAMES: Readonly<Record<string, readonly Told[]>> = {
  azurerm_application_insights: LOCAL_AUTHENTICATION,
  azurerm_cosmosdb_account: LOCAL_AUTHENTICATION,
  azurerm_federated_identity_credential: eachOther("user_assigned_identity_id", "parent_id"),
  azurerm_key_vault: eachOther("rbac_authorization_enabled", "enable_rbac_authorization"),
  azurerm_log_analytics_workspace: LOCAL_AUTHENTICATION,
  azurerm_storage_table: [
    { name: "storage_account_id", by: "resource_manager_id", as: resourceIn },
    { name: "storage_account_name", by: "storage_account_id", as: nameIn },
  ],
};

/** Attributes that are missing in a state and can be derived from others. */
export function toldByOthers(type: string, state: ObjectValue): ObjectValue {
  return (OTHER_NAMES[type] ?? []).reduce<ObjectValue>((told, { name, by, as = (value: Value) => value }) => {
    const value = state[by] ?? told[by];
    return isMissing(state[name]) && !isMissing(value) ? { ...told, [name]: as(value ?? null) } : told;
  }, {});
}

/** A state with the attributes that the releases call differently. */
export function withOtherNames(type: string, state: ObjectValue, { attributes = {} }: Block): ObjectValue {
  const told = Object.entries(toldByOthers(type, state)).filter(([name]) => {
    const by = OTHER_NAMES[type]?.find((one) => one.name === name)?.by ?? "";
    // If both exist and are optional, the user set one of them.
    return attributes[name]?.required === true || attributes[name]?.computed === true || !(by in attributes);
  });
  return told.length === 0 ? state : { ...state, ...Object.fromEntries(told) };
}

const isMissing = (value: Value | undefined): boolean => value === undefined || value === null || isUnknown(value);
