import { type ObjectValue, textOf, type Value } from "../../protocol/values";
import { armParts } from "../arm-id";
import { type Resource } from "../inventory";
import { modelOf } from "../models";
import { asSeenBy } from "../seen";
import { type DataRequest } from "./data-request";
import { equalText } from "./shape";
import { Refusal } from "../refusal";

/** Data sources that read resources of other types. */
const RESOURCE_TYPES: Readonly<Record<string, readonly string[]>> = {
  azurerm_virtual_machine: [
    "azurerm_linux_virtual_machine",
    "azurerm_windows_virtual_machine",
    "azurerm_virtual_machine",
  ],
  azurerm_virtual_machine_scale_set: [
    "azurerm_linux_virtual_machine_scale_set",
    "azurerm_windows_virtual_machine_scale_set",
  ],
  azuread_application: ["azuread_application", "azuread_application_registration"],
};

/** The one resource that matches the configuration of the data source. */
export function findExisting(request: DataRequest): ObjectValue {
  const { azure, type, account, config, resources } = request;
  const types = RESOURCE_TYPES[type] ?? [type];
  if (!types.some((one) => Object.hasOwn(resources, one))) {
    throw new Refusal(`the simulator does not know what ${type} would answer: it is not modelled`);
  }
  const wanted = Object.entries(config).filter(([, value]) => textOf(value) !== undefined);
  const found = types
    .flatMap((one) => azure.inventory.ofType(one))
    .map((resource) => seen(request, resource))
    .filter(({ id }) => (armParts(id)?.subscriptionId ?? account.subscriptionId) === account.subscriptionId)
    .filter((resource) =>
      wanted.every(([name, value]) => !(name in resource.state) || equalText(lookedUp(resource, name), value)),
    )
    .filter((resource) => isSeen(request, resource));
  const described = wanted.map(([name, value]) => `${name} "${textOf(value) ?? ""}"`).join(", ");
  const [only, ...others] = found;
  if (!only) {
    throw new Refusal(
      `${type} with ${described} was not found in subscription "${account.subscriptionId}" (what exists before a deploy has to be declared to the simulator)`,
    );
  }
  if (others.length > 0) {
    throw new Refusal(
      `${type} with ${described}: found ${String(found.length)}, ${found.map(({ id }) => id).join(", ")}`,
    );
  }
  return only.state;
}

function seen({ azure, resources }: DataRequest, resource: Resource): Resource {
  const state = modelOf(resource.type).read(resource.state, azure);
  return { ...resource, state: asSeenBy(resources[resource.type], resource.type, state) };
}

/**
 * The value that a resource is found by: an argument, or the name of its storage account, even if it was given by id.
 */
function lookedUp({ state }: Resource, name: string): Value {
  const inId = name === "storage_account_name" ? textOf(state.storage_account_id)?.split("/").at(-1) : undefined;
  return state[name] ?? inId ?? null;
}

/** New objects of the directory take time to replicate. */
function isSeen({ azure }: DataRequest, { type, state }: Resource): boolean {
  const objectId = textOf(state.object_id);
  return (
    !type.startsWith("azuread_") ||
    objectId === undefined ||
    azure.replicatedPrincipal(objectId) !== undefined ||
    azure.principal(objectId) === undefined
  );
}
