import { DIRECTORY_READERS } from "./directory-readers";
import { type Azure } from "../azure/azure";
import { directoryRole } from "../azure/directory-roles";
import { type Resource } from "../azure/inventory";
import { type SimulatedPrincipal } from "../azure/principals";
import { modelOf } from "../azure/models";
import { blocksOf, elementsOf, textOf } from "../protocol/values";
import { type SqlWorld, type WorldPrincipal, type WorldServer } from "./world";

/** The servers, databases and principals of a simulated Azure. */
export function azureWorld(azure: Azure): SqlWorld {
  return {
    server: (host) => {
      const found = azure.inventory
        .ofType("azurerm_mssql_server")
        .find(({ state }) => textOf(state.fully_qualified_domain_name)?.toLowerCase() === host.toLowerCase());
      return found && serverOf(found, azure);
    },
    principals: () => azure.principals().map(principalOf),
    groupsOf: (objectId) => groupsOf(objectId, azure),
  };
}

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
    readsDirectory: identities.some((objectId) => mayRead(objectId, azure)),
    ...(administrator && { administrator }),
    ...(sqlAdministrator !== undefined && sqlAdministrator !== "" && { sqlAdministrator }),
  };
}

function principalOf({ objectId, type, displayName, clientId, resource }: SimulatedPrincipal): WorldPrincipal {
  const name = type === "User" ? (textOf(resource.state.user_principal_name) ?? displayName) : displayName;
  return { objectId, kind: type, name, longKnown: resource.declared, ...(clientId !== undefined && { clientId }) };
}

function groupsOf(objectId: string, azure: Azure): string[] {
  const groups = azure.inventory.ofType("azuread_group").map((group) => ({
    objectId: textOf(group.state.object_id) ?? "",
    members: elementsOf(modelOf(group.type).read(group.state, azure).members),
  }));
  const found = new Set<string>();
  const visit = (member: string): void => {
    for (const group of groups) {
      if (!found.has(group.objectId) && group.members.includes(member)) {
        found.add(group.objectId);
        visit(group.objectId);
      }
    }
  };
  visit(objectId);
  return [...found];
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

/** https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-directory-readers-role */
function mayRead(objectId: string, azure: Azure): boolean {
  const ids = [objectId, ...groupsOf(objectId, azure)];
  const isReader = azure.inventory
    .ofType("azuread_directory_role_assignment")
    .some(
      ({ state }) =>
        ids.includes(textOf(state.principal_object_id) ?? "") &&
        directoryRole(azure, textOf(state.role_id) ?? "")?.templateId === DIRECTORY_READERS.role,
    );
  const appRoles = azure.inventory
    .ofType("azuread_app_role_assignment")
    .filter(({ state }) => state.principal_object_id === objectId)
    .map(({ state }) => textOf(state.app_role_id) ?? "");
  return isReader || DIRECTORY_READERS.appRoles.every((role) => appRoles.includes(role));
}
