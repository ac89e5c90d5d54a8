import { isObject, type ObjectValue, textOf } from "../../protocol/values";
import { type ConfiguredAccount } from "../account";
import { type Azure } from "../azure";
import { type Resource } from "../inventory";
import { requirePlace } from "../models/places";
import { AzureError, Refusal } from "../refusal";
import { shownIdentity } from "./arm-identity";
import { type ArmServices, refuse } from "./arm-service";
import { CONNECTIONS } from "./connections";
import { DEPLOYMENT_SCRIPTS } from "./deployment-scripts";
import { WORKFLOWS } from "./workflows";

/** Types of Resource Manager with special behavior. All others are stored as sent. */
const SERVICES: ArmServices = { ...CONNECTIONS, ...DEPLOYMENT_SCRIPTS, ...WORKFLOWS };

/** Creates or updates a resource. */
export async function putArmResource(azure: Azure, account: ConfiguredAccount, body: ObjectValue): Promise<void> {
  const id = textOf(body.id) ?? "";
  const sent = textOf(body.type) ?? "";
  const type = Object.keys(SERVICES).find((known) => known.toLowerCase() === sent.toLowerCase()) ?? sent;
  const { takenOver, problems = () => [], properties = sentProperties } = SERVICES[type] ?? {};
  const present = azure.inventory.find(id);
  const shown = present && (isArmResource(present) ? present.state : takenOver?.(present));
  if (present && !shown) {
    throw new Refusal(
      `${id} is there already as ${present.type}, and the simulator does not know what a template would make of it`,
    );
  }
  const before = present && shown && { ...present, state: shown };
  azure.faults.beforeWrite();
  requirePlace(azure, id);
  const request = { azure, account, id, body, before };
  refuse(problems(request));
  const state: ObjectValue = { ...body, type, ...shownIdentity(request), properties: await properties(request) };
  azure.inventory.put({ id, type, account, state, declared: false });
}

/**
 * The result of `reference()`.
 *
 * @param full - the whole resource instead of its properties
 */
export function referencedResource(azure: Azure, id: string, full: boolean): ObjectValue {
  const resource = azure.inventory.find(id);
  if (!resource) {
    throw new AzureError(404, "ResourceNotFound", `The Resource '${id}' was not found.`);
  }
  const shown = isArmResource(resource) ? resource.state : SHOWN[resource.type]?.(resource);
  if (!shown) {
    throw new Refusal(
      `the simulator does not know what Resource Manager shows of ${resource.type} (${id}); pass what you need as a parameter`,
    );
  }
  return full ? shown : isObject(shown.properties) ? shown.properties : {};
}

/** The properties that Resource Manager shows for resources deployed by Terraform. */
const SHOWN: Readonly<Record<string, (resource: Resource) => ObjectValue>> = {
  azurerm_user_assigned_identity: ({ state }) => ({
    type: "Microsoft.ManagedIdentity/userAssignedIdentities",
    location: state.location ?? null,
    properties: {
      principalId: state.principal_id ?? null,
      clientId: state.client_id ?? null,
      tenantId: state.tenant_id ?? null,
    },
  }),
};

const sentProperties = ({ body }: { readonly body: ObjectValue }): ObjectValue =>
  isObject(body.properties) ? body.properties : {};

/** Terraform types contain no slash. */
const isArmResource = ({ type }: Resource): boolean => type.includes("/");
