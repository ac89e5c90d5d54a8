import { type ObjectValue, isObject } from "../../protocol/values";
import { textAt } from "../../provider/values-at";

/** How a managed identity signs in to a connector. */
interface Connector {
  /** The parameter set for managed identities. A connector without one has a single other way, "Alternative". */
  readonly set?: string;
  /** The values of the set. */
  readonly values?: readonly string[];
}

/** https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity#arm-template-for-api-connections-and-managed-identities */
const CONNECTORS: Readonly<Record<string, Connector>> = {
  arm: {},
  azureautomation: {},
  azureblob: { set: "managedIdentityAuth" },
  azuremonitorlogs: { set: "managedIdentityAuth" },
  azurequeues: { set: "managedIdentityAuth" },
  azuretables: { set: "managedIdentityAuth" },
  eventhubs: { set: "managedIdentityAuth", values: ["namespaceEndpoint"] },
  keyvault: { set: "oauthMI", values: ["vaultName"] },
  servicebus: { set: "managedIdentityAuth", values: ["namespaceEndpoint"] },
  sql: { set: "oauthMI" },
};

const WAYS = ["parameterValueSet", "parameterValueType", "parameterValues"];

/** Errors in the sign-in of a connection. */
export function signInProblems(api: string, properties: ObjectValue): string[] {
  const ways = WAYS.filter((way) => way in properties);
  if (ways.length > 1) {
    return [`${ways.join(" and ")} exclude each other`];
  }
  const connector = CONNECTORS[api];
  if (!connector) {
    return [];
  }
  const wanted =
    connector.set === undefined
      ? '"parameterValueType": "Alternative"'
      : `"parameterValueSet": {"name": "${connector.set}", "values": {${(connector.values ?? []).map((value) => `"${value}": {"value": …}`).join(", ")}}}`;
  if (ways.length === 0) {
    return [
      `the connection has none of ${WAYS.join(", ")}; with a managed identity the connector '${api}' takes ${wanted}`,
    ];
  }
  return ways[0] === "parameterValues" || fits(connector, properties)
    ? []
    : [`the connector '${api}' takes ${wanted}, and no ${JSON.stringify(properties[ways[0] ?? ""])}`];
}

function fits({ set, values = [] }: Connector, properties: ObjectValue): boolean {
  if (set === undefined) {
    return properties.parameterValueType === "Alternative";
  }
  const given = properties.parameterValueSet;
  if (!isObject(given) || given.name !== set) {
    return false;
  }
  const filled = isObject(given.values) ? Object.entries(given.values) : [];
  return (
    filled.length === values.length &&
    filled.every(([name, value]) => values.includes(name) && isObject(value) && "value" in value)
  );
}

/** Whether a connection signs in with a managed identity, which a workflow must then name. */
export function usesIdentity(connection: ObjectValue): boolean {
  const set = textAt(connection, "properties.parameterValueSet.name");
  return (
    textAt(connection, "properties.parameterValueType") === "Alternative" ||
    Object.values(CONNECTORS).some((connector) => set !== undefined && connector.set === set)
  );
}
