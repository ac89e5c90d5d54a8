import { type ObjectValue, isObject } from "../../protocol/values";
import { textAt } from "../../provider/values-at";

/** How a managed identity signs in to a connector. */
interface Connector {
  /** The parameter set for managed identities. A connector without one has a single other way, "Alternative". */
  readonly set?: string;
  /** The values of the set, or of the other way. */
  readonly values?: readonly string[];
}

const IDENTITY = "managedIdentityAuth";

/**
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity#arm-template-for-api-connections-and-managed-identities
 * and "Creating a connection" of each page of https://learn.microsoft.com/connectors/connector-reference/
 */
const CONNECTORS: Readonly<Record<string, Connector>> = {
  aci: {},
  arm: {},
  azureaisearch: { set: IDENTITY, values: ["ConnectionEndpoint"] },
  azureappservice: {},
  azureautomation: {},
  azureblob: { set: IDENTITY },
  azuredatafactory: {},
  azuredatalake: {},
  azuredigitaltwins: { values: ["adtInstance"] },
  azureeventgrid: {},
  azureiotcentral: {},
  azuremonitorlogs: { set: IDENTITY },
  azureopenai: { set: IDENTITY, values: ["azureOpenAIResourceName"] },
  azurequeues: { set: IDENTITY },
  azuresentinel: {},
  azuretables: { set: IDENTITY },
  azurevm: {},
  documentdb: { set: IDENTITY },
  eventhubs: { set: IDENTITY, values: ["namespaceEndpoint"] },
  formrecognizer: { set: IDENTITY, values: ["siteUrl"] },
  keyvault: { set: "oauthMI", values: ["vaultName"] },
  kusto: {},
  servicebus: { set: IDENTITY, values: ["namespaceEndpoint"] },
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
  const wanted = wantedOf(connector);
  if (ways.length === 0) {
    return [
      `the connection has none of ${WAYS.join(", ")}; with a managed identity the connector '${api}' takes ${wanted}`,
    ];
  }
  return ways[0] === "parameterValues" || fits(connector, properties)
    ? []
    : [`the connector '${api}' takes ${wanted}, and no ${JSON.stringify(properties[ways[0] ?? ""])}`];
}

/** How a connection of the connector has to be, in the words of a template. */
function wantedOf({ set, values = [] }: Connector): string {
  if (set !== undefined) {
    return `"parameterValueSet": {"name": "${set}", "values": {${values.map((value) => `"${value}": {"value": …}`).join(", ")}}}`;
  }
  const alternative =
    values.length === 0 ? "" : `, "alternativeParameterValues": {${values.map((value) => `"${value}": …`).join(", ")}}`;
  return `"parameterValueType": "Alternative"${alternative}`;
}

function fits({ set, values = [] }: Connector, properties: ObjectValue): boolean {
  if (set === undefined) {
    const { parameterValueType, alternativeParameterValues: given = {} } = properties;
    return parameterValueType === "Alternative" && isObject(given) && hasExactly(Object.keys(given), values);
  }
  const given = properties.parameterValueSet;
  if (!isObject(given) || given.name !== set) {
    return false;
  }
  const filled = isObject(given.values) ? Object.entries(given.values) : [];
  return (
    hasExactly(
      filled.map(([name]) => name),
      values,
    ) && filled.every(([, value]) => isObject(value) && "value" in value)
  );
}

const hasExactly = (names: readonly string[], values: readonly string[]): boolean =>
  names.length === values.length && names.every((name) => values.includes(name));

/** Whether a connection signs in with a managed identity, which a workflow must then name. */
export function usesIdentity(connection: ObjectValue): boolean {
  const set = textAt(connection, "properties.parameterValueSet.name");
  return (
    textAt(connection, "properties.parameterValueType") === "Alternative" ||
    Object.values(CONNECTORS).some((connector) => set !== undefined && connector.set === set)
  );
}
