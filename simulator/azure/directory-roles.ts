import builtInRoles from "../data/directory-roles.json";
import { textOf } from "../protocol/values";
import { type Azure } from "./azure";
import { nameGuid } from "./name-guid";

export interface DirectoryRoleDefinition {
  readonly name: string;
  readonly templateId: string;
  /** Id of the role after its activation in this directory. */
  readonly objectId: string;
}

/**
 * The role with this name, template id or object id:
 * https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
 */
export function directoryRole(azure: Azure, wanted: string): DirectoryRoleDefinition | undefined {
  const custom = azure.inventory.ofType("azuread_custom_directory_role").map(({ state }) => ({
    name: textOf(state.display_name) ?? "",
    templateId: textOf(state.template_id) ?? "",
    objectId: textOf(state.object_id) ?? "",
  }));
  return [...BUILT_IN, ...custom].find((role) =>
    [role.name, role.templateId, role.objectId].some((known) => known.toLowerCase() === wanted.toLowerCase()),
  );
}

const BUILT_IN: readonly DirectoryRoleDefinition[] = Object.entries(builtInRoles).map(([name, templateId]) => ({
  name,
  templateId,
  objectId: nameGuid("directory role", templateId),
}));
