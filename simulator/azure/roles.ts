import builtInRoles from "../data/built-in-roles.json";
import { elementsOf, textOf } from "../protocol/values";
import { armParts } from "./arm-id";
import { type Azure } from "./azure";

export interface RoleDefinition {
  readonly guid: string;
  readonly name: string;
  /** Scopes it can be assigned at, with everything below them; a built-in role everywhere. */
  readonly assignableScopes: readonly string[];
}

export function roleDefinitions(azure: Azure): RoleDefinition[] {
  const custom = azure.inventory.ofType("azurerm_role_definition").map(({ state }) => ({
    guid: textOf(state.role_definition_id) ?? "",
    name: textOf(state.name) ?? "",
    assignableScopes: elementsOf(state.assignable_scopes).map((scope) => textOf(scope) ?? ""),
  }));
  return [...builtInRoles.map(({ id, name }) => ({ guid: id, name, assignableScopes: ["/"] })), ...custom];
}

export const roleByGuid = (azure: Azure, guid: string): RoleDefinition | undefined =>
  roleDefinitions(azure).find((role) => role.guid.toLowerCase() === guid.toLowerCase());

export const roleByName = (azure: Azure, name: string): RoleDefinition | undefined =>
  roleDefinitions(azure).find((role) => role.name.toLowerCase() === name.toLowerCase());

/** The id under which Azure lists a role at a scope: that of the scope's own subscription, where it has one. */
export function roleDefinitionId(scope: string, guid: string): string {
  const { subscriptionId } = armParts(scope) ?? {};
  const subscription = subscriptionId === undefined ? "" : `/subscriptions/${subscriptionId}`;
  return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
}

const MANAGEMENT_GROUP = /^\/providers\/microsoft\.management\/managementgroups\/[^/]+$/;

/** Whether a scope is another one, or stands below it. */
export function isWithin(scope: string, outer: string): boolean {
  const trimmed = outer.toLowerCase().replace(/\/$/, "");
  // Nothing tells which subscriptions a management group has: it may be any.
  if (MANAGEMENT_GROUP.test(trimmed) && armParts(scope)) {
    return true;
  }
  return scope.toLowerCase() === trimmed || scope.toLowerCase().startsWith(`${trimmed}/`);
}
