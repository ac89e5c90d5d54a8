import { isObject, type ObjectValue, textOf } from "../../protocol/values";
import { textAt } from "../../provider/values-at";
import { AzureError } from "../refusal";
import { type ArmRequest } from "./arm-service";

/** The identity of a resource as Resource Manager shows it, with its principals. */
export function shownIdentity({ azure, account, id, body, before }: ArmRequest): { readonly identity?: ObjectValue } {
  const { identity } = body;
  if (!isObject(identity)) {
    return {};
  }
  const type = textOf(identity.type) ?? "";
  const principalId = textAt(before?.state, "identity.principalId") ?? azure.newGuid("system-assigned identity", id);
  const users = Object.keys(isObject(identity.userAssignedIdentities) ? identity.userAssignedIdentities : {});
  const shown = users.map((user): [string, ObjectValue] => {
    const found = azure.inventory.find(user);
    if (found?.type !== "azurerm_user_assigned_identity") {
      throw new AzureError(400, "FailedIdentityOperation", `The user-assigned identity '${user}' was not found.`);
    }
    return [user, { principalId: found.state.principal_id ?? null, clientId: found.state.client_id ?? null }];
  });
  return {
    identity: {
      type,
      ...(type.includes("SystemAssigned") && { principalId, tenantId: account.tenantId }),
      ...(shown.length > 0 && { userAssignedIdentities: Object.fromEntries(shown) }),
    },
  };
}
