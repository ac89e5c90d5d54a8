import { blocksOf, textOf } from "../protocol/values";
import { nameInDirectory } from "./arm-id";
import { madeIdentities } from "./cluster-identities";
import { type Resource } from "./inventory";
import { nameGuid } from "./name-guid";

/** An object of the directory that can get grants. */
export interface SimulatedPrincipal {
  readonly objectId: string;
  readonly type: "User" | "Group" | "ServicePrincipal";
  readonly displayName: string;
  /** Application (client) id of a service principal. */
  readonly clientId?: string;
  readonly resource: Resource;
}

const DIRECTORY_TYPES: Readonly<Record<string, SimulatedPrincipal["type"]>> = {
  azuread_user: "User",
  azuread_group: "Group",
  azuread_group_without_members: "Group",
  azuread_service_principal: "ServicePrincipal",
};

/** The principals of a resource: itself, or its identity. */
export function principalsOf(resource: Resource): SimulatedPrincipal[] {
  const { type, id, state } = resource;
  const directoryType = DIRECTORY_TYPES[type];
  if (directoryType) {
    const clientId = textOf(state.client_id);
    return [
      {
        objectId: textOf(state.object_id) ?? "",
        type: directoryType,
        displayName: textOf(state.display_name) ?? "",
        ...(clientId !== undefined && { clientId }),
        resource,
      },
    ];
  }
  if (type === "azurerm_user_assigned_identity") {
    const [objectId = "", clientId = "", displayName = ""] = [state.principal_id, state.client_id, state.name].map(
      textOf,
    );
    return [{ objectId, clientId, displayName, type: "ServicePrincipal", resource }];
  }
  const made = madeIdentities(state).map((identity): SimulatedPrincipal => {
    const [objectId = "", clientId = "", madeId = ""] = [
      identity.object_id,
      identity.client_id,
      identity.user_assigned_identity_id,
    ].map(textOf);
    return { objectId, clientId, displayName: nameInDirectory(madeId), type: "ServicePrincipal", resource };
  });
  // Resources of templates use the names of Resource Manager.
  const carried = blocksOf(state.identity)
    .map((block) => textOf(block.principal_id ?? block.principalId) ?? "")
    .filter((objectId) => objectId !== "")
    .map((objectId): SimulatedPrincipal => {
      const clientId = nameGuid("client", objectId);
      return { objectId, clientId, displayName: nameInDirectory(id), type: "ServicePrincipal", resource };
    });
  return [...carried, ...made];
}
