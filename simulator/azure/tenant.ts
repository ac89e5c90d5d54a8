import appRoles from "../data/graph-app-roles.json";
import { type ObjectValue } from "../protocol/values";
import { type Azure } from "./azure";
import { nameGuid } from "./name-guid";

/** https://learn.microsoft.com/graph/permissions-reference */
export const MICROSOFT_GRAPH = "00000003-0000-0000-c000-000000000000";

/** The domain of the directory. */
export const DOMAIN = "simulated.example";

/** Creates the objects of every directory: the deployer, and Microsoft Graph with its application roles. */
export function putFirstObjects({ inventory, account }: Azure): void {
  const deployer = `deployer@${DOMAIN}`;
  put("azuread_user", "users", account.objectId, {
    display_name: "Deployer",
    user_principal_name: deployer,
    mail: deployer,
    mail_nickname: "deployer",
    user_type: "Member",
    account_enabled: true,
  });
  put("azuread_service_principal", "servicePrincipals", nameGuid("service principal", "Microsoft Graph"), {
    client_id: MICROSOFT_GRAPH,
    display_name: "Microsoft Graph",
    app_role_ids: appRoles,
    type: "Application",
    account_enabled: true,
  });

  function put(type: string, collection: string, objectId: string, attributes: ObjectValue): void {
    const id = `/${collection}/${objectId}`;
    inventory.put({ id, type, account, declared: true, state: { id, object_id: objectId, ...attributes } });
  }
}
