import { isObject, type ObjectValue, textOf } from "../../protocol/values";
import { textAt } from "../../provider/values-at";
import { type AccessEntry } from "../access";
import { type Azure } from "../azure";
import { ACCESS_POLICY, CONNECTION, connectionIdOf, kindOf } from "../deployments/connections";
import { isWithin } from "../roles";
import { type LogicAppSite } from "./logic-app-site";
import { SERVICE_PROVIDERS, type ServiceProvider } from "./service-providers";

/** What the workflows of an app know. */
export interface Surroundings {
  readonly azure: Azure;
  readonly site: LogicAppSite;
  readonly access: readonly AccessEntry[];
}

const IDENTITY = "ManagedServiceIdentity";

const nameOf = (identity: string | undefined): string =>
  identity === undefined ? "a system-assigned identity" : `the identity '${identity}'`;

/** What is wrong with a managed connection, with the values of its settings. */
export function managedProblems(connection: ObjectValue, { azure, site }: Surroundings): string[] {
  const id = textAt(connection, "connection.id") ?? "";
  const found = azure.inventory.find(id);
  if (found?.type !== CONNECTION || kindOf(found.state) !== "V2") {
    return [`there is no API connection of kind V2 with the id '${id}'`];
  }
  if (textAt(connection, "authentication.type") !== IDENTITY) {
    return [];
  }
  const url = textAt(connection, "connectionRuntimeUrl");
  const wrongUrl =
    url === textAt(found.state, "properties.connectionRuntimeUrl")
      ? []
      : ["its connectionRuntimeUrl is that of another connection"];
  const ways = ["authentication", "connectionProperties.authentication"].map((way) =>
    textAt(connection, `${way}.identity`),
  );
  const missing = [...new Set(ways)].filter((identity) => site.objectIdOf(identity) === undefined);
  const policies = azure.inventory
    .ofType(ACCESS_POLICY)
    .filter((policy) => connectionIdOf(policy.id).toLowerCase() === found.id.toLowerCase())
    .map(({ state }) => textAt(state, "properties.principal.identity.objectId"));
  const objectId = site.objectIdOf(ways[0]);
  return [
    ...wrongUrl,
    ...missing.map((identity) => `the app does not have ${nameOf(identity)}`),
    ...(objectId !== undefined && !policies.includes(objectId)
      ? [`it has no access policy for ${nameOf(ways[0])} of the app`]
      : []),
  ];
}

/** What is wrong with a built-in connection, with the values of its settings. */
export function builtInProblems(connection: ObjectValue, surroundings: Surroundings): string[] {
  const id = textAt(connection, "serviceProvider.id") ?? "";
  const provider = SERVICE_PROVIDERS[id.toLowerCase()];
  const type = textAt(connection, "parameterValues.authProvider.Type");
  if (!provider || (type !== IDENTITY && connection.parameterSetName !== IDENTITY)) {
    return [];
  }
  if (type !== IDENTITY || connection.parameterSetName !== IDENTITY) {
    return [`with a managed identity, it needs "parameterSetName": "${IDENTITY}" and the authProvider of this type`];
  }
  const identity = textAt(connection, "parameterValues.authProvider.Identity");
  const objectId = surroundings.site.objectIdOf(identity);
  return [
    ...(identity !== undefined && provider.takesUserAssigned !== true
      ? [`'${id}' takes the system-assigned identity of the app only`]
      : []),
    ...(objectId === undefined
      ? [`the app does not have ${nameOf(identity)}`]
      : accessProblems(connection, provider, objectId, surroundings)),
  ];
}

/** What a service outside of the simulator allows is unknown. */
function accessProblems(
  connection: ObjectValue,
  { address, types, roles }: ServiceProvider,
  objectId: string,
  { azure, access }: Surroundings,
): string[] {
  const values = isObject(connection.parameterValues) ? connection.parameterValues : {};
  const host = textOf(values[address]) ?? "";
  const [, name = ""] = /^(?:https:\/\/|sb:\/\/)?([^./:]+)/i.exec(host) ?? [];
  if (name === "") {
    return [`it has no ${address}`];
  }
  const target = azure.inventory
    .all()
    .find(({ type, state }) => types.includes(type) && textOf(state.name)?.toLowerCase() === name.toLowerCase());
  if (!target) {
    return [];
  }
  const database = textOf(values.databaseName);
  const scope = database === undefined ? target.id : `${target.id}/databases/${database}`;
  const groups = access
    .filter(({ principalId, role }) => principalId === objectId && role === "Member")
    .map((entry) => entry.scope);
  const isGranted = access.some(
    (entry) =>
      (entry.principalId === objectId || groups.includes(entry.principal)) &&
      roles.test(entry.role) &&
      (isWithin(entry.scope, scope) || isWithin(scope, entry.scope)),
  );
  return isGranted
    ? []
    : [
        `the identity has no access to the data of ${target.type} '${name}'${database === undefined ? "" : `, database '${database}'`}`,
      ];
}
