import { textOf, type ObjectValue, type Value } from "../../protocol/values";
import { type Azure } from "../azure";
import { type ResourceModel } from "../model";
import { type SimulatedPrincipal } from "../principals";
import { AzureError } from "../refusal";

// Common behavior of directory objects.

export const notFound = (what: string): AzureError =>
  new AzureError(
    404,
    "Request_ResourceNotFound",
    `Resource '${what}' does not exist or one of its queried reference-property objects are not present.`,
  );

export function requirePrincipal(azure: Azure, objectId: Value | undefined): SimulatedPrincipal {
  const principal = azure.principal(textOf(objectId) ?? "");
  if (!principal) {
    throw notFound(textOf(objectId) ?? "");
  }
  return principal;
}

export function newObjectId(azure: Azure, collection: string, attributes: ObjectValue): string {
  const name = textOf(attributes.user_principal_name ?? attributes.display_name ?? attributes.client_id) ?? "";
  return `/${collection}/${textOf(attributes.object_id) ?? azure.newGuid(collection, name)}`;
}

/** The object id of a directory object is the last part of its id. */
export const objectIds: ResourceModel = {
  compute: ({ id }) => ({ object_id: id.split("/").at(-1) ?? "" }),
};

export function directoryObject(collection: string): ResourceModel {
  return {
    idOf: ({ azure, attributes }) => newObjectId(azure, collection, attributes),
  };
}
