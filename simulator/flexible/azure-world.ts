import { type Azure } from "../azure/azure";
import { type Resource } from "../azure/inventory";
import { FROM_EVERYWHERE } from "../firewall";
import { blocksOf, type ObjectValue, textOf } from "../protocol/values";
import { groupsOf } from "../sql/directory-access";
import { type Administrator, type FlexibleServer, type FlexibleWorld } from "./world";

/** The azurerm types of flexible servers. */
interface FlexibleTypes {
  readonly server: string;
  readonly database: string;
  /** The attribute with an administrator's user name. */
  readonly nameOfAdministrator: string;
  /** Whether the server is reachable from outside Azure. */
  readonly isPublic: (server: ObjectValue) => boolean;
  /** Whether the server accepts tokens. */
  readonly takesTokens: (server: ObjectValue) => boolean;
}

const POSTGRES: FlexibleTypes = {
  server: "azurerm_postgresql_flexible_server",
  database: "azurerm_postgresql_flexible_server_database",
  nameOfAdministrator: "principal_name",
  isPublic: (server) => server.public_network_access_enabled !== false,
  takesTokens: (server) =>
    blocksOf(server.authentication).some((block) => block.active_directory_auth_enabled === true),
};

const MYSQL: FlexibleTypes = {
  server: "azurerm_mysql_flexible_server",
  database: "azurerm_mysql_flexible_database",
  nameOfAdministrator: "login",
  isPublic: (server) => server.public_network_access !== "Disabled",
  takesTokens: () => true,
};

export const postgresWorld = (azure: Azure): FlexibleWorld => worldOf(azure, POSTGRES);

export const mysqlWorld = (azure: Azure): FlexibleWorld => worldOf(azure, MYSQL);

/** The flexible servers of one product. */
function worldOf(azure: Azure, types: FlexibleTypes): FlexibleWorld {
  return {
    server: (host) => {
      const found = azure.inventory
        .ofType(types.server)
        .find(({ state }) => textOf(state.fqdn)?.toLowerCase() === host.toLowerCase());
      return found && serverOf(found, azure, types);
    },
    groupsOf: (objectId) => groupsOf(objectId, azure),
  };
}

function serverOf({ id, state, incarnation }: Resource, azure: Azure, types: FlexibleTypes): FlexibleServer {
  const below = (type: string): Resource[] =>
    azure.inventory.ofType(type).filter((one) => one.id.toLowerCase().startsWith(`${id.toLowerCase()}/`));
  const isInNetwork = (textOf(state.delegated_subnet_id) ?? "") !== "";
  return {
    host: textOf(state.fqdn) ?? "",
    incarnation,
    publicAccess: isInNetwork || types.isPublic(state),
    // The deployer counts as part of the server's network, if it has one.
    firewall: isInNetwork
      ? FROM_EVERYWHERE
      : below(`${types.server}_firewall_rule`).map((rule) => ({
          from: textOf(rule.state.start_ip_address) ?? "",
          to: textOf(rule.state.end_ip_address) ?? "",
        })),
    administrators: types.takesTokens(state)
      ? below(`${types.server}_active_directory_administrator`).map((one) => administratorOf(one.state, types))
      : [],
    databases: below(types.database).map((database) => ({
      name: textOf(database.state.name) ?? "",
      incarnation: database.incarnation,
    })),
  };
}

function administratorOf(state: ObjectValue, { nameOfAdministrator }: FlexibleTypes): Administrator {
  return {
    name: textOf(state[nameOfAdministrator]) ?? "",
    objectId: textOf(state.object_id) ?? "",
    type: TYPES[textOf(state.principal_type) ?? ""] ?? "user",
  };
}

const TYPES: Readonly<Record<string, Administrator["type"]>> = { Group: "group", ServicePrincipal: "service" };
