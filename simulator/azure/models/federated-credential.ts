import { textOf } from "../../protocol/values";
import { AzureError } from "../refusal";
import { type ResourceModels } from "../model";

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
const MOST_CREDENTIALS = 20;

export const FEDERATED_CREDENTIAL: ResourceModels = {
  azurerm_federated_identity_credential: {
    exclusive: ({ attributes }) => ({
      key: textOf(attributes.parent_id)?.toLowerCase() ?? "",
      refusal: new AzureError(
        409,
        "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity",
        "Too many Federated Identity Credentials are written concurrently for the managed identity. Concurrent Federated Identity Credentials writes under the same managed identity are not supported.",
      ),
    }),
    check: ({ azure, attributes, before }) => {
      const parent = textOf(attributes.parent_id)?.toLowerCase();
      const others = azure.inventory
        .ofType("azurerm_federated_identity_credential")
        .filter((other) => textOf(other.state.parent_id)?.toLowerCase() === parent && other.id !== before?.id);
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
