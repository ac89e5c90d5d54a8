import { type Azure } from "../azure/azure";
import { type Resource } from "../azure/inventory";
import { blocksOf, elementsOf, type ObjectValue, textOf } from "../protocol/values";
import { FROM_EVERYWHERE } from "../firewall";
import { mayReadDirectory } from "./directory-access";
import { type WorldServer } from "./world";

/**
 * The names under which an instance answers: that within its network, and the public one where it has that endpoint.
 *
 * https://learn.microsoft.com/azure/azure-sql/managed-instance/public-endpoint-configure
 */
export function hostsOfInstance({ fqdn, public_data_endpoint_enabled: isPublic }: ObjectValue): string[] {
  const host = (textOf(fqdn) ?? "").toLowerCase();
  return isPublic === true ? [host, host.replace(".", ".public.")] : [host];
}

export function instanceOf({ id, state, incarnation }: Resource, azure: Azure): WorldServer {
  const administrator = administratorOf(id, state, azure);
  const sqlAdministrator = textOf(state.administrator_login) ?? "";
  const identities = identitiesOf(state, azure);
  return {
    id,
    host: textOf(state.fqdn) ?? "",
    managed: true,
    incarnation,
    entraOnly: administrator?.isOnly ?? false,
    publicAccess: true,
    // Who deploys is taken to be in the network of the instance, or let in by its security group.
    firewall: FROM_EVERYWHERE,
    databases: below("azurerm_mssql_managed_database", id, azure).map((database) => ({
      id: database.id,
      name: textOf(database.state.name) ?? "",
      incarnation: database.incarnation,
    })),
    hasIdentity: identities.length > 0,
    readsDirectory: identities.some((objectId) => mayReadDirectory(objectId, azure)),
    ...(administrator && { administrator }),
    ...(sqlAdministrator !== "" && { sqlAdministrator }),
  };
}

/** The administrator is a block of the instance, or a resource of its own. */
function administratorOf(
  id: string,
  state: ObjectValue,
  azure: Azure,
): { readonly objectId: string; readonly name: string; readonly isOnly: boolean } | undefined {
  const [separate] = below("azurerm_mssql_managed_instance_active_directory_administrator", id, azure);
  const found = separate?.state ?? blocksOf(state.azure_active_directory_administrator)[0];
  return (
    found && {
      objectId: textOf(found.object_id) ?? "",
      name: textOf(found.login_username) ?? "",
      isOnly: found.azuread_authentication_only === true || found.azuread_authentication_only_enabled === true,
    }
  );
}

const below = (type: string, id: string, azure: Azure): Resource[] =>
  azure.inventory
    .ofType(type)
    .filter(({ state }) => textOf(state.managed_instance_id)?.toLowerCase() === id.toLowerCase());

/** Its own identity, or those that it was given. */
function identitiesOf({ identity }: ObjectValue, azure: Azure): string[] {
  const [block = {}] = blocksOf(identity);
  const own = textOf(block.principal_id) ?? "";
  const given = elementsOf(block.identity_ids).map((id) => azure.inventory.find(textOf(id) ?? "")?.state.principal_id);
  return [own, ...given.map((principalId) => textOf(principalId) ?? "")].filter((objectId) => objectId !== "");
}
