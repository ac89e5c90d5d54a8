import { GROUP, IDENTITY } from "./examples";

export const GITHUB = "https://token.actions.githubusercontent.com";

const CREDENTIAL = {
  name: "github",
  resource_group_name: "${azurerm_resource_group.shop.name}",
  parent_id: "${azurerm_user_assigned_identity.orders.id}",
  audience: ["api://AzureADTokenExchange"],
  issuer: GITHUB,
  subject: "repo:contoso/shop:environment:production",
};

/** An identity with a credential. */
export function trusting(
  given: Readonly<Record<string, unknown>> = {},
  others: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    resource: {
      ...GROUP,
      ...IDENTITY,
      ...others,
      azurerm_federated_identity_credential: { github: { ...CREDENTIAL, ...given } },
    },
  };
}
