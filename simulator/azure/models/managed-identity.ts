import { type ResourceModels } from "../model";

export const MANAGED_IDENTITY: ResourceModels = {
  azurerm_user_assigned_identity: {
    compute: ({ azure, account, id }) => ({
      principal_id: azure.newGuid("principal", id),
      client_id: azure.newGuid("client", id),
      tenant_id: account.tenantId,
    }),
  },
};
