import { type ObjectValue, textOf } from "../../protocol/values";
import { modelOf } from "../models";
import { roleByGuid, roleByName, roleDefinitionId } from "../roles";
import { MICROSOFT_GRAPH } from "../tenant";
import { type DataRequest } from "./data-request";
import { Refusal } from "../refusal";

type Read = (request: DataRequest) => ObjectValue;

/** Data sources that return more than deployed resources. */
export const BUILT_IN: Readonly<Record<string, Read>> = {
  azurerm_client_config: ({ account }) => signedIn(account),
  azuread_client_config: ({ account }) => signedIn(account),

  azurerm_subscription: ({ account, config }) => {
    const subscriptionId = textOf(config.subscription_id) ?? account.subscriptionId;
    return {
      id: `/subscriptions/${subscriptionId}`,
      subscription_id: subscriptionId,
      tenant_id: account.tenantId,
      display_name: "Simulated subscription",
      state: "Enabled",
      spending_limit: "Off",
      quota_id: "PayAsYouGo_2014-09-01",
      location_placement_id: "Public_2014-09-01",
    };
  },

  azurerm_role_definition: ({ azure, config }) => {
    const [name, guid, scope = ""] = [config.name, config.role_definition_id, config.scope].map(textOf);
    const role = guid === undefined ? roleByName(azure, name ?? "") : roleByGuid(azure, guid);
    if (!role) {
      throw new Refusal(`loading Role Definition List: could not find role '${name ?? guid ?? ""}'`);
    }
    return {
      id: roleDefinitionId(scope, role.guid),
      name: role.name,
      role_definition_id: role.guid,
      type: role.assignableScopes.includes("/") ? "BuiltInRole" : "CustomRole",
      assignable_scopes: role.assignableScopes,
    };
  },

  // Every managed identity has a service principal, which is not an azuread resource.
  azuread_service_principal: ({ azure, config }) => {
    const [objectId, clientId, displayName] = [config.object_id, config.client_id, config.display_name].map(textOf);
    const found = azure
      .principals()
      .filter(({ type }) => type === "ServicePrincipal")
      .filter(
        (principal) =>
          (objectId === undefined || principal.objectId === objectId) &&
          (clientId === undefined || principal.clientId === clientId) &&
          (displayName === undefined || principal.displayName.toLowerCase() === displayName.toLowerCase()),
      )
      .filter((principal) => azure.replicatedPrincipal(principal.objectId) !== undefined);
    const [only, ...others] = found;
    if (!only || others.length > 0) {
      const wanted = [objectId, clientId, displayName].filter((one) => one !== undefined).join(", ");
      throw new Refusal(`${only ? "more than one" : "no"} service principal was found for "${wanted}"`);
    }
    const { resource } = only;
    const own = resource.type === "azuread_service_principal" ? modelOf(resource.type).read(resource.state, azure) : {};
    return {
      type: "ManagedIdentity",
      account_enabled: true,
      ...own,
      id: `/servicePrincipals/${only.objectId}`,
      object_id: only.objectId,
      client_id: only.clientId ?? null,
      display_name: only.displayName,
      service_principal_names: [only.clientId ?? null],
      app_role_ids: own.app_role_ids ?? {},
    };
  },

  azuread_application_published_app_ids: () => ({ id: "appIds", result: { MicrosoftGraph: MICROSOFT_GRAPH } }),
};

function signedIn({ tenantId, subscriptionId, clientId, objectId }: DataRequest["account"]): ObjectValue {
  return {
    id: objectId,
    tenant_id: tenantId,
    subscription_id: subscriptionId,
    client_id: clientId,
    object_id: objectId,
  };
}
