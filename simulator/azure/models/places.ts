import { AzureError } from "../refusal";
import { armParts } from "../arm-id";
import { type Azure } from "../azure";
import { type ResourceModel } from "../model";

/** Every resource has a parent: its group, or another resource. */
export const places: ResourceModel = {
  check: ({ azure, id, before }) => {
    if (!before) {
      // The id of an association consists of two ids.
      id.split("|").forEach((one) => {
        requirePlace(azure, one);
      });
    }
  },
};

/** Rejects an id whose resource group or parent does not exist. */
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

/** Rejects the id of something that does not exist: a group, or a resource including its children. */
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
