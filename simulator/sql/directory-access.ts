import { type Azure } from "../azure/azure";
import { directoryRole } from "../azure/directory-roles";
import { modelOf } from "../azure/models";
import { elementsOf, textOf } from "../protocol/values";
import { DIRECTORY_READERS } from "./directory-readers";

/** Object ids of the groups that a principal is in, directly or not. */
export function groupsOf(objectId: string, azure: Azure): string[] {
  const groups = azure.inventory.ofType("azuread_group").map((group) => ({
    objectId: textOf(group.state.object_id) ?? "",
    members: elementsOf(modelOf(group.type).read(group.state, azure).members),
  }));
  const found = new Set<string>();
  const visit = (member: string): void => {
    for (const group of groups) {
      if (!found.has(group.objectId) && group.members.includes(member)) {
        found.add(group.objectId);
        visit(group.objectId);
      }
    }
  };
  visit(objectId);
  return [...found];
}

/** https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-directory-readers-role */
export function mayReadDirectory(objectId: string, azure: Azure): boolean {
  const ids = [objectId, ...groupsOf(objectId, azure)];
  const isReader = azure.inventory
    .ofType("azuread_directory_role_assignment")
    .some(
      ({ state }) =>
        ids.includes(textOf(state.principal_object_id) ?? "") &&
        directoryRole(azure, textOf(state.role_id) ?? "")?.templateId === DIRECTORY_READERS.role,
    );
  const appRoles = azure.inventory
    .ofType("azuread_app_role_assignment")
    .filter(({ state }) => state.principal_object_id === objectId)
    .map(({ state }) => textOf(state.app_role_id) ?? "");
  return isReader || DIRECTORY_READERS.appRoles.every((role) => appRoles.includes(role));
}
