import { blocksOf, elementsOf, isObject, type ObjectValue, textOf } from "../../protocol/values";
import { textAt, valuesAt } from "../../provider/values-at";
import { CONNECTION, kindOf } from "../deployments/connections";
import { usesIdentity } from "../deployments/connectors";
import { type Azure } from "../azure";
import { type Resource } from "../inventory";
import { jsonObject } from "../json-text";
import { type Write } from "../model";
import { AzureError } from "../refusal";

/** The connections of a workflow, by key: its parameter "$connections". */
export function connectionsOf({ parameters }: ObjectValue): ObjectValue {
  return (isObject(parameters) ? jsonObject(parameters.$connections) : undefined) ?? {};
}

/**
 * Rejects connections that the workflow cannot use:
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity
 */
export function checkConnections({ azure, attributes }: Write): void {
  const [block = {}] = blocksOf(attributes.identity);
  checkConnectionsOf({
    azure,
    name: textOf(attributes.name) ?? "",
    connections: connectionsOf(attributes),
    identity: {
      type: textOf(block.type) ?? "None",
      users: elementsOf(block.identity_ids).map((id) => textOf(id) ?? ""),
    },
  });
}

/** A workflow with the value of its parameter "$connections". */
interface ConnectedWorkflow {
  readonly azure: Azure;
  readonly name: string;
  readonly connections: ObjectValue;
  readonly identity: { readonly type: string; readonly users: readonly string[] };
}

export function checkConnectionsOf(workflow: ConnectedWorkflow): void {
  Object.entries(workflow.connections).forEach(([key, given]) => {
    const connection = existing(workflow.azure, textAt(given, "connectionId") ?? "");
    const name = textOf(connection.state.name) ?? "";
    if (kindOf(connection.state) === "V2") {
      throw new AzureError(
        400,
        "WorkflowInvalidApiConnectionV2",
        `The workflow '${workflow.name}' is using api connection '${name}' which is of unsupported 'kind'. The api connections of kind 'V2' are not supported.`,
      );
    }
    const [authentication] = valuesAt(given, "connectionProperties.authentication");
    const isGiven = textAt(authentication?.value, "type") === "ManagedServiceIdentity";
    const invalid = `The workflow connection parameter '${key}' is not valid. The API connection '${name}' is`;
    if (usesIdentity(connection.state) && !isGiven) {
      throw misconfigured(
        `${invalid} configured to support managed identity but the connection parameter is either missing 'authentication' property in connection properties or authentication type is not 'ManagedServiceIdentity'.`,
      );
    }
    if (!usesIdentity(connection.state) && authentication) {
      throw misconfigured(`${invalid} not configured to support managed identity.`);
    }
    if (isGiven) {
      checkIdentity(workflow, textAt(authentication?.value, "identity"));
    }
  });
}

const misconfigured = (reason: string): AzureError =>
  new AzureError(400, "WorkflowManagedIdentityConfigurationInvalid", reason);

function existing(azure: Azure, id: string): Resource {
  const found = azure.inventory.find(id);
  if (!found || ![CONNECTION, "azurerm_api_connection"].includes(found.type)) {
    throw new AzureError(
      404,
      "ApiConnectionNotFound",
      `The API connection '${id.split("/").at(-1) ?? id}' could not be found.`,
    );
  }
  return found;
}

/** A connection uses an identity of the workflow: a user-assigned one by id, or the system-assigned one. */
function checkIdentity({ name, identity: own }: ConnectedWorkflow, identity: string | undefined): void {
  const type = identity === undefined ? "SystemAssigned" : "UserAssigned";
  const ids = own.users.map((id) => id.toLowerCase());
  const has = own.type.includes(type) && (identity === undefined || ids.includes(identity.toLowerCase()));
  if (!has) {
    const which = identity === undefined ? "" : ` with id '${identity}'`;
    throw new AzureError(
      400,
      "InvalidWorkflowManagedIdentitySpecified",
      `The workflow '${name}' does not contain the managed identity of type '${type}'${which}. If the managed identity of the workflow is updated recently, please try again.`,
    );
  }
}
