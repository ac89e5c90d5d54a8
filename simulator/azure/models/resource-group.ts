import { blocksOf } from "../../protocol/values";
import { AzureError } from "../refusal";
import { type ResourceModels } from "../model";

export const RESOURCE_GROUP: ResourceModels = {
  azurerm_resource_group: {
    // The provider's own check, on unless features.resource_group.prevent_deletion_if_contains_resources is false.
    checkRemoval: ({ id }, azure, account) => {
      const inside = azure.inventory
        .all()
        .filter((other) => other.id.toLowerCase().startsWith(`${id.toLowerCase()}/providers/`))
        .filter(({ type }) => type !== "azurerm_role_assignment");
      const prevented = blocksOf(blocksOf(account.features)[0]?.resource_group)[0]
        ?.prevent_deletion_if_contains_resources;
      if (inside.length > 0 && prevented !== false) {
        throw new AzureError(
          409,
          "ResourceGroupContainsResources",
          `the resource group still contains resources, and the provider deletes only empty groups (features.resource_group.prevent_deletion_if_contains_resources):\n${inside.map((other) => `* ${other.id}`).join("\n")}`,
        );
      }
    },
  },
};
