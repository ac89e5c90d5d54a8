import appRoles from "../../catalog/graph-app-roles.json";
import { type ObjectValue } from "../protocol/values";
import { type Account } from "./account";
import { nameGuid } from "./name-guid";

/** https://learn.microsoft.com/graph/permissions-reference */
export const MICROSOFT_GRAPH = "00000003-0000-0000-c000-000000000000";

/** What is in every directory from the beginning: who deploys, and Microsoft Graph with its application roles. */
export function firstObjects({
  objectId,
}: Account): readonly { readonly type: string; readonly attributes: ObjectValue }[] {
  return [
    {
      type: "azuread_user",
      attributes: { object_id: objectId, display_name: "Deployer", user_principal_name: "deployer@simulated.example" },
    },
    {
      type: "azuread_service_principal",
      attributes: {
        object_id: nameGuid("service principal", "Microsoft Graph"),
        client_id: MICROSOFT_GRAPH,
        display_name: "Microsoft Graph",
        app_role_ids: appRoles,
      },
    },
  ];
}
