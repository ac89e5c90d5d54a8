import { type ObjectValue, textOf } from "../../protocol/values";
import { directoryRole } from "../directory-roles";
import { type ResourceModels, type Write } from "../model";
import { AzureError, Refusal } from "../refusal";
import { notFound, requirePrincipal } from "./directory-objects";

export const DIRECTORY_ROLES: ResourceModels = {
  azuread_directory_role: {
    builtIn: true,
    idOf: (resource) => requireDirectoryRole(resource).objectId,
    compute: (write) => {
      const { templateId, name, objectId } = requireDirectoryRole(write);
      return { template_id: templateId, display_name: name, object_id: objectId, description: name };
    },
  },

  azuread_directory_role_assignment: {
    idOf: ({ azure, attributes }) => azure.newGuid("directory role assignment", JSON.stringify(attributes)),
    check: ({ azure, attributes }) => {
      const principal = requirePrincipal(azure, attributes.principal_object_id);
      const role = directoryRole(azure, textOf(attributes.role_id) ?? "");
      if (!role) {
        throw notFound(textOf(attributes.role_id) ?? "");
      }
      const isSame = (state: ObjectValue): boolean =>
        state.principal_object_id === attributes.principal_object_id &&
        directoryRole(azure, textOf(state.role_id) ?? "")?.templateId === role.templateId &&
        (textOf(state.directory_scope_id) ?? "/") === (textOf(attributes.directory_scope_id) ?? "/");
      if (azure.inventory.ofType("azuread_directory_role_assignment").some(({ state }) => isSame(state))) {
        throw new AzureError(
          400,
          "Request_BadRequest",
          "A conflicting object with one or more of the specified property values is present in the directory.",
        );
      }
      if (principal.type === "Group" && principal.resource.state.assignable_to_role !== true) {
        throw new AzureError(
          400,
          "Request_BadRequest",
          `Group '${principal.displayName}' cannot be assigned to a role: it is not assignable_to_role.`,
        );
      }
    },
    compute: ({ attributes }) => ({
      directory_scope_id: textOf(attributes.app_scope_id) === undefined ? "/" : "",
      app_scope_id: "",
    }),
  },
};

function requireDirectoryRole({ azure, attributes }: Pick<Write, "azure" | "attributes">): {
  readonly templateId: string;
  readonly name: string;
  readonly objectId: string;
} {
  const wanted = textOf(attributes.template_id) ?? textOf(attributes.display_name) ?? "";
  const role = directoryRole(azure, wanted);
  if (!role) {
    throw new Refusal(`no directory role template has the template ID or display name "${wanted}"`);
  }
  return role;
}
