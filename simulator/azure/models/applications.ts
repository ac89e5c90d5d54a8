import { blocksOf, type ObjectValue, textOf, type Value } from "../../protocol/values";
import { type Azure } from "../azure";
import { type Resource } from "../inventory";
import { type ResourceModel, type ResourceModels } from "../model";
import { nameGuid } from "../name-guid";
import { AzureError } from "../refusal";
import { directoryObject, newObjectId, notFound, requirePrincipal } from "./directory-objects";

/** Applications, their service principals, and role assignments on them. */
export const APPLICATIONS: ResourceModels = {
  azuread_application: application(),
  azuread_application_registration: application(),

  azuread_application_federated_identity_credential: credentialOf("subject"),
  azuread_application_flexible_federated_identity_credential: credentialOf("claims_matching_expression"),

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
    read: (state, azure) => ({ ...state, app_role_ids: appRoleIdsOf(azure, state) }),
    compute: (write) => {
      const backing = write.before ?? applicationOf(write.azure, textOf(write.attributes.client_id) ?? "");
      const {
        display_name: name = "",
        app_role_ids: roles = {},
        oauth2_permission_scope_ids: scopes = {},
      } = backing?.state ?? {};
      return {
        display_name: name,
        app_role_ids: roles,
        oauth2_permission_scope_ids: scopes,
        application_tenant_id: write.account.tenantId,
        service_principal_names: [write.attributes.client_id ?? null],
        type: "Application",
      };
    },
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
      const roles = appRoleIdsOf(azure, resource.resource.state);
      // The nil GUID is the default access, which needs no role.
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

const CREDENTIALS = [
  "azuread_application_federated_identity_credential",
  "azuread_application_flexible_federated_identity_credential",
];

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
const MOST_CREDENTIALS = 20;

/** A federated credential, which tells tokens by an attribute. */
function credentialOf(told: string): ResourceModel {
  return {
    idOf: ({ azure, attributes }) => {
      const parent = textOf(attributes.application_id) ?? "";
      return `${parent}/federatedIdentityCredential/${azure.newGuid("federated credential", JSON.stringify(attributes))}`;
    },
    check: ({ azure, attributes, before }) => {
      const parent = textOf(attributes.application_id) ?? "";
      azure.require(parent, () => notFound(parent));
      const others = CREDENTIALS.flatMap((type) => azure.inventory.ofType(type)).filter(
        ({ id, state }) => id !== before?.id && state.application_id === parent,
      );
      if (others.some(({ state }) => ["issuer", told].every((name) => state[name] === attributes[name]))) {
        throw new AzureError(
          409,
          "Request_MultipleObjectsWithSameKeyValue",
          "FederatedIdentityCredential with same issuer and subject already exists.",
        );
      }
      if (others.length >= MOST_CREDENTIALS) {
        throw new AzureError(
          400,
          "Request_BadRequest",
          `The number of FederatedIdentityCredentials of an application is limited to ${String(MOST_CREDENTIALS)}.`,
        );
      }
    },
    compute: ({ id }) => ({ credential_id: id.split("/").at(-1) ?? "" }),
  };
}

function application(): ResourceModel {
  return {
    ...directoryObject("applications"),
    recomputed: { app_role_ids: ["app_role"], oauth2_permission_scope_ids: ["api"] },
    compute: (write) => ({
      client_id: nameGuid("client", write.id),
      app_role_ids: idsByValue(write.attributes.app_role),
      oauth2_permission_scope_ids: idsByValue(blocksOf(write.attributes.api)[0]?.oauth2_permission_scope),
    }),
  };
}

const idsByValue = (blocks: Value | undefined): ObjectValue =>
  Object.fromEntries(blocksOf(blocks).map(({ value, id }) => [textOf(value) ?? "", id ?? null]));

const APPLICATION_TYPES = ["azuread_application", "azuread_application_registration"];

const applicationOf = (azure: Azure, clientId: string): Resource | undefined =>
  APPLICATION_TYPES.flatMap((type) => azure.inventory.ofType(type)).find(({ state }) => state.client_id === clientId);

/** The roles of a service principal, by value: those of its application, which can be extended later. */
export function appRoleIdsOf(azure: Azure, state: ObjectValue): Value {
  const application = applicationOf(azure, textOf(state.client_id) ?? "");
  return application?.state.app_role_ids ?? state.app_role_ids ?? {};
}

const servicePrincipalOf = (azure: Azure, { client_id: clientId }: ObjectValue): Resource | undefined =>
  azure.inventory.ofType("azuread_service_principal").find(({ state }) => state.client_id === clientId);
