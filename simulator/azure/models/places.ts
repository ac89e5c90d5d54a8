import { AzureError } from "../refusal";
import { armParts } from "../arm-id";
import { type Azure } from "../azure";
import { type ResourceModel } from "../model";

/** Everything stands in something: a resource in its group, a part in its resource. */
export const places: ResourceModel = {
  check: ({ azure, id, before }) => {
    if (!before) {
      // The id of an association is made of two.
      id.split("|").forEach((one) => {
        requirePlace(azure, one);
      });
    }
  },
};

/** Refuses an id whose resource group, or whose resource, does not exist. */
export function requirePlace(azure: Azure, id: string): void {
  const { group, resource, rest } = armParts(id) ?? {};
  if (group === undefined || group.toLowerCase() === id.toLowerCase()) {
    return;
  }
  azure.require(group, () => {
    const name = group.split("/").at(-1) ?? group;
    return new AzureError(404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`);
  });
  if (resource !== undefined && rest !== undefined) {
    requireResource(azure, resource);
  }
}

/** Refuses the id of something that does not exist: a group, or a resource with everything below it. */
export function requireScope(azure: Azure, id: string): void {
  requirePlace(azure, id);
  const { group, resource } = armParts(id) ?? {};
  if (resource !== undefined) {
    requireResource(azure, resource);
  } else if (group !== undefined) {
    requirePlace(azure, `${group}/`);
  }
}

function requireResource(azure: Azure, id: string): void {
  azure.require(id, () => {
    const name = id.split("/").slice(-3).join("/");
    return new AzureError(404, "ResourceNotFound", `The Resource '${name}' (${id}) was not found.`);
  });
}
