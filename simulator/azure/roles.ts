import builtInRoles from "../data/built-in-roles.json";
import { elementsOf, textOf } from "../protocol/values";
import { armParts } from "./arm-id";
import { type Azure } from "./azure";

export interface RoleDefinition {
  readonly guid: string;
  readonly name: string;
  /** Scopes at which it can be assigned, including everything below; any scope for a built-in role. */
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

/** The id under which Azure lists a role at a scope: in the scope's own subscription, if it has one. */
export function roleDefinitionId(scope: string, guid: string): string {
  const { subscriptionId } = armParts(scope) ?? {};
  const subscription = subscriptionId === undefined ? "" : `/subscriptions/${subscriptionId}`;
  return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
}

const MANAGEMENT_GROUP = /^\/providers\/microsoft\.management\/managementgroups\/[^/]+$/;

/** Whether a scope is within another one. */
export function isWithin(scope: string, outer: string): boolean {
  const trimmed = outer.toLowerCase().replace(/\/$/, "");
  // The subscriptions of a management group are unknown: it could contain any.
  if (MANAGEMENT_GROUP.test(trimmed) && armParts(scope)) {
    return true;
  }
  return scope.toLowerCase() === trimmed || scope.toLowerCase().startsWith(`${trimmed}/`);
}
