import { blocksOf, elementsOf, type ObjectValue, textOf, type Value } from "../../protocol/values";
import { AzureError, Refusal } from "../refusal";
import { type Azure } from "../azure";
import { directoryRole } from "../directory-roles";
import { type Resource } from "../inventory";
import { type ResourceModel, type ResourceModels, type Write } from "../model";
import { nameGuid } from "../name-guid";
import { type SimulatedPrincipal } from "../principals";

/** Microsoft Entra ID, as azuread manages it: https://registry.terraform.io/providers/hashicorp/azuread */
export const DIRECTORY: ResourceModels = {
  azuread_group: {
    ...directoryObject("groups"),
    check: ({ azure, attributes, before }) => {
      const name = textOf(attributes.display_name);
      if (attributes.security_enabled !== true && attributes.mail_enabled !== true) {
        throw new Refusal("a group has to be security_enabled or mail_enabled");
      }
      const taken = azure.inventory
        .ofType("azuread_group")
        .find(({ state, id }) => state.display_name === name && id !== before?.id);
      if (attributes.prevent_duplicate_names === true && taken) {
        throw new Refusal(
          `tried to create a group with the display name "${name ?? ""}", which group ${taken.id} has already`,
        );
      }
      [...elementsOf(attributes.members), ...elementsOf(attributes.owners)].forEach((id) => {
        requirePrincipal(azure, id);
      });
    },
    compute: (write) => ({
      ...directoryObject("groups").compute?.(write),
      members: [],
      owners: [write.account.objectId],
    }),
    // Members of the group and memberships that are resources of their own end up in one list.
    keep: (state, { azure }) => {
      const separate = new Set(separateMembers(azure, state));
      return { ...state, members: elementsOf(state.members).filter((member) => !separate.has(member)) };
    },
    read: (state, azure) => ({ ...state, members: [...elementsOf(state.members), ...separateMembers(azure, state)] }),
  },

  azuread_group_member: {
    idOf: ({ attributes }) =>
      `${textOf(attributes.group_object_id) ?? ""}/member/${textOf(attributes.member_object_id) ?? ""}`,
    check: ({ azure, attributes }) => {
      const group = requirePrincipal(azure, attributes.group_object_id);
      const member = requirePrincipal(azure, attributes.member_object_id);
      if (group.type !== "Group") {
        throw new Refusal(`${group.displayName} (${group.objectId}) is no group`);
      }
      if (elementsOf(group.resource.state.members).includes(member.objectId)) {
        throw new AzureError(
          400,
          "Request_BadRequest",
          "One or more added object references already exist for the following modified properties: 'members'.",
        );
      }
    },
  },

  azuread_user: {
    ...directoryObject("users"),
    check: ({ azure, attributes, before }) => {
      const name = textOf(attributes.user_principal_name)?.toLowerCase();
      const taken = azure.inventory
        .ofType("azuread_user")
        .some(({ state, id }) => textOf(state.user_principal_name)?.toLowerCase() === name && id !== before?.id);
      if (taken) {
        throw new AzureError(
          400,
          "Request_BadRequest",
          "Another object with the same value for property userPrincipalName already exists.",
        );
      }
    },
    compute: (write) => ({
      ...directoryObject("users").compute?.(write),
      user_type: "Member",
      mail: textOf(write.attributes.user_principal_name) ?? "",
      mail_nickname: (textOf(write.attributes.user_principal_name) ?? "").split("@")[0] ?? "",
    }),
  },

  azuread_application: application(),
  azuread_application_registration: application(),

  azuread_application_federated_identity_credential: {
    idOf: ({ azure, attributes }) => {
      const parent = textOf(attributes.application_id) ?? "";
      return `${parent}/federatedIdentityCredential/${azure.newGuid("federated credential", JSON.stringify(attributes))}`;
    },
    check: ({ azure, attributes }) => {
      const parent = textOf(attributes.application_id) ?? "";
      azure.require(parent, () => notFound(parent));
      const taken = azure.inventory
        .ofType("azuread_application_federated_identity_credential")
        .some(({ state }) => ["application_id", "issuer", "subject"].every((name) => state[name] === attributes[name]));
      if (taken) {
        throw new AzureError(
          409,
          "Request_MultipleObjectsWithSameKeyValue",
          "FederatedIdentityCredential with same issuer and subject already exists.",
        );
      }
    },
    compute: ({ id }) => ({ credential_id: id.split("/").at(-1) ?? "" }),
  },

  azuread_service_principal: {
    ...directoryObject("servicePrincipals"),
    adopts: ({ use_existing: useExisting }) => useExisting === true,
    idOf: ({ azure, attributes }) =>
      servicePrincipalOf(azure, attributes)?.id ?? newObjectId(azure, "servicePrincipals", attributes),
    check: ({ azure, attributes }) => {
      const clientId = textOf(attributes.client_id) ?? "";
      if (!applicationOf(azure, clientId) && !servicePrincipalOf(azure, attributes)) {
        throw new AzureError(
          400,
          "NoBackingApplicationObject",
          `The appId '${clientId}' of the service principal does not reference a valid application object.`,
        );
      }
    },
    compute: (write) => {
      const backing = write.before ?? applicationOf(write.azure, textOf(write.attributes.client_id) ?? "");
      const {
        display_name: name = "",
        app_role_ids: roles = {},
        oauth2_permission_scope_ids: scopes = {},
      } = backing?.state ?? {};
      return {
        ...directoryObject("servicePrincipals").compute?.(write),
        display_name: name,
        app_role_ids: roles,
        oauth2_permission_scope_ids: scopes,
        application_tenant_id: write.account.tenantId,
        service_principal_names: [write.attributes.client_id ?? null],
        type: "Application",
      };
    },
  },

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

  azuread_app_role_assignment: {
    idOf: ({ azure, attributes }) => {
      const resource = textOf(attributes.resource_object_id) ?? "";
      const name = azure.newGuid("app role assignment", JSON.stringify(attributes));
      return `/servicePrincipals/${resource}/appRoleAssignedTo/${name}`;
    },
    check: ({ azure, attributes }) => {
      requirePrincipal(azure, attributes.principal_object_id);
      const resource = requirePrincipal(azure, attributes.resource_object_id);
      const role = textOf(attributes.app_role_id) ?? "";
      const roles = resource.resource.state.app_role_ids;
      // The nil GUID is the default access, which has no role behind it.
      const known = ["00000000-0000-0000-0000-000000000000", ...Object.values((roles ?? {}) as ObjectValue)];
      if (!known.includes(role)) {
        throw new AzureError(
          400,
          "Request_BadRequest",
          `Permission being assigned was not found on application '${resource.displayName}'.`,
        );
      }
      const taken = azure.inventory
        .ofType("azuread_app_role_assignment")
        .some(({ state }) =>
          ["app_role_id", "principal_object_id", "resource_object_id"].every(
            (name) => state[name] === attributes[name],
          ),
        );
      if (taken) {
        throw new AzureError(400, "Request_BadRequest", "Permission being assigned already exists on the object");
      }
    },
    compute: ({ azure, attributes }) => {
      const principal = azure.principal(textOf(attributes.principal_object_id) ?? "");
      const resource = azure.principal(textOf(attributes.resource_object_id) ?? "");
      return {
        principal_display_name: principal?.displayName ?? "",
        principal_type: principal?.type ?? "",
        resource_display_name: resource?.displayName ?? "",
      };
    },
  },
};

const notFound = (what: string): AzureError =>
  new AzureError(
    404,
    "Request_ResourceNotFound",
    `Resource '${what}' does not exist or one of its queried reference-property objects are not present.`,
  );

function requirePrincipal(azure: Azure, objectId: Value | undefined): SimulatedPrincipal {
  const principal = azure.principal(textOf(objectId) ?? "");
  if (!principal) {
    throw notFound(textOf(objectId) ?? "");
  }
  return principal;
}

function newObjectId(azure: Azure, collection: string, attributes: ObjectValue): string {
  const name = textOf(attributes.user_principal_name ?? attributes.display_name ?? attributes.client_id) ?? "";
  return `/${collection}/${textOf(attributes.object_id) ?? azure.newGuid(collection, name)}`;
}

/** Users, groups, applications and service principals: the object id ends the id. */
function directoryObject(collection: string): ResourceModel {
  return {
    idOf: ({ azure, attributes }) => newObjectId(azure, collection, attributes),
    compute: ({ id }) => ({ object_id: id.split("/").at(-1) ?? "" }),
  };
}

function application(): ResourceModel {
  return {
    ...directoryObject("applications"),
    compute: (write) => ({
      ...directoryObject("applications").compute?.(write),
      client_id: nameGuid("client", write.id),
      app_role_ids: idsByValue(write.attributes.app_role),
      oauth2_permission_scope_ids: idsByValue(blocksOf(write.attributes.api)[0]?.oauth2_permission_scope),
    }),
  };
}

const idsByValue = (blocks: Value | undefined): ObjectValue =>
  Object.fromEntries(blocksOf(blocks).map(({ value, id }) => [textOf(value) ?? "", id ?? null]));

const APPLICATIONS = ["azuread_application", "azuread_application_registration"];

const applicationOf = (azure: Azure, clientId: string): Resource | undefined =>
  APPLICATIONS.flatMap((type) => azure.inventory.ofType(type)).find(({ state }) => state.client_id === clientId);

const servicePrincipalOf = (azure: Azure, { client_id: clientId }: ObjectValue): Resource | undefined =>
  azure.inventory.ofType("azuread_service_principal").find(({ state }) => state.client_id === clientId);

const separateMembers = (azure: Azure, { object_id: group }: ObjectValue): Value[] =>
  azure.inventory
    .ofType("azuread_group_member")
    .filter(({ state }) => state.group_object_id === group)
    .map(({ state }) => state.member_object_id ?? null);

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
