import { type Azure } from "../azure/azure";
import { type Resource } from "../azure/inventory";
import { isGuest } from "../azure/models/guests";
import { type SimulatedPrincipal } from "../azure/principals";
import { blocksOf, type ObjectValue, textOf } from "../protocol/values";
import { groupsOf, mayReadDirectory } from "./directory-access";
import { hostsOfInstance, instanceOf } from "./managed-instances";
import { type SqlWorld, type WorldPrincipal, type WorldServer } from "./world";

/** The servers, managed instances, databases and principals of a simulated Azure. */
export function azureWorld(azure: Azure): SqlWorld {
  return {
    server: (host) => {
      const primary = primaryBehind(host, azure);
      const named = ({ id, state }: Resource): boolean =>
        id.toLowerCase() === primary || hostOf(state, "fully_qualified_domain_name") === host.toLowerCase();
      const server = azure.inventory.ofType("azurerm_mssql_server").find(named);
      const instance = azure.inventory
        .ofType("azurerm_mssql_managed_instance")
        .find(({ state }) => hostsOfInstance(state).includes(host.toLowerCase()));
      return (server && serverOf(server, azure)) ?? (instance && instanceOf(instance, azure));
    },
    principals: () => azure.principals().map(principalOf),
    groupsOf: (objectId) => groupsOf(objectId, azure),
  };
}

/**
 * The id of the server that the listener of a failover group leads to, in lower case.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/failover-group-sql-db
 */
function primaryBehind(host: string, azure: Azure): string | undefined {
  const [name = "", zone = ""] = host.toLowerCase().split(/\.(.*)/s);
  const group = azure.inventory
    .ofType("azurerm_mssql_failover_group")
    .find(({ state }) => zone.startsWith("database.") && textOf(state.name)?.toLowerCase() === name);
  return group && textOf(group.state.server_id)?.toLowerCase();
}

/** The names of all servers. */
export const sqlHosts = (azure: Azure): string[] =>
  [
    ["azurerm_mssql_server", "fully_qualified_domain_name"],
    ["azurerm_mssql_managed_instance", "fqdn"],
  ].flatMap(([type = "", attribute = ""]) =>
    azure.inventory.ofType(type).map(({ state }) => hostOf(state, attribute) ?? ""),
  );

const hostOf = (state: ObjectValue, attribute: string): string | undefined => textOf(state[attribute])?.toLowerCase();

function serverOf(server: Resource, azure: Azure): WorldServer {
  const { id, state, incarnation } = server;
  const [block] = blocksOf(state.azuread_administrator);
  const administrator = block && {
    objectId: textOf(block.object_id) ?? "",
    name: textOf(block.login_username) ?? "",
  };
  const sqlAdministrator = textOf(state.administrator_login);
  const below = (type: string): Resource[] =>
    azure.inventory.ofType(type).filter((one) => textOf(one.state.server_id)?.toLowerCase() === id.toLowerCase());
  const identities = identitiesOf(server, azure);
  return {
    id,
    host: textOf(state.fully_qualified_domain_name) ?? "",
    incarnation,
    entraOnly: block?.azuread_authentication_only === true,
    publicAccess: state.public_network_access_enabled !== false,
    firewall: below("azurerm_mssql_firewall_rule").map((rule) => ({
      from: textOf(rule.state.start_ip_address) ?? "",
      to: textOf(rule.state.end_ip_address) ?? "",
    })),
    databases: below("azurerm_mssql_database").map((database) => ({
      id: database.id,
      name: textOf(database.state.name) ?? "",
      incarnation: database.incarnation,
    })),
    hasIdentity: identities.length > 0,
    readsDirectory: identities.some((objectId) => mayReadDirectory(objectId, azure)),
    ...(administrator && { administrator }),
    ...(sqlAdministrator !== undefined && sqlAdministrator !== "" && { sqlAdministrator }),
  };
}

function principalOf({ objectId, type, displayName, clientId, resource }: SimulatedPrincipal): WorldPrincipal {
  const { user_principal_name: upn, mail } = resource.state;
  // https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-guest-users
  const name = type === "User" ? (textOf(isGuest(resource.state) ? mail : upn) ?? displayName) : displayName;
  return { objectId, kind: type, name, longKnown: resource.declared, ...(clientId !== undefined && { clientId }) };
}

/** The identity with which the server asks the directory: its primary one, or else its own. */
function identitiesOf({ state }: Resource, azure: Azure): string[] {
  const primary = textOf(state.primary_user_assigned_identity_id);
  if (primary !== undefined && primary !== "") {
    const identity = azure.inventory.find(primary);
    return [textOf(identity?.state.principal_id) ?? ""];
  }
  return blocksOf(state.identity).map((block) => textOf(block.principal_id) ?? "");
}
