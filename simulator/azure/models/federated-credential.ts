import { type ObjectValue, textOf } from "../../protocol/values";
import { AzureError } from "../refusal";
import { type ResourceModels } from "../model";

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
const MOST_CREDENTIALS = 20;

/** Azure rejects concurrent writes for one identity. The provider serializes them, so nobody sees that. */
export const FEDERATED_CREDENTIAL: ResourceModels = {
  azurerm_federated_identity_credential: {
    compute: ({ id }) => ({ resource_group_name: groupIn(id) }),
    check: ({ azure, attributes, before }) => {
      const others = azure.inventory
        .ofType("azurerm_federated_identity_credential")
        .filter((other) => identityOf(other.state) === identityOf(attributes) && other.id !== before?.id);
      if (others.some(({ state }) => state.issuer === attributes.issuer && state.subject === attributes.subject)) {
        throw new AzureError(
          409,
          "Conflict",
          "Issuer and subject combination already exists for this Managed Identity.",
        );
      }
      if (others.length >= MOST_CREDENTIALS) {
        throw new AzureError(
          400,
          "BadRequest",
          `Too many Federated Identity Credentials have been created on this Managed Identity: at most ${String(MOST_CREDENTIALS)} are possible.`,
        );
      }
    },
  },
};

const groupIn = (id: string): string => /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? "";

/** azurerm 4.65 renamed the argument. */
const identityOf = ({ user_assigned_identity_id: id, parent_id: parent }: ObjectValue): string | undefined =>
  (textOf(id) ?? textOf(parent))?.toLowerCase();
