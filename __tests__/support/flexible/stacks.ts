import { MysqlFlexibleDatabase } from "@cdktf/provider-azurerm/lib/mysql-flexible-database";
import { MysqlFlexibleServer } from "@cdktf/provider-azurerm/lib/mysql-flexible-server";
import { MysqlFlexibleServerActiveDirectoryAdministrator } from "@cdktf/provider-azurerm/lib/mysql-flexible-server-active-directory-administrator";
import { MysqlFlexibleServerFirewallRule } from "@cdktf/provider-azurerm/lib/mysql-flexible-server-firewall-rule";
import { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { PostgresqlFlexibleServerActiveDirectoryAdministrator } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-active-directory-administrator";
import { PostgresqlFlexibleServerDatabase } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-database";
import { PostgresqlFlexibleServerFirewallRule } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-firewall-rule";
import { type TerraformStack } from "cdktf";
import {
  MySqlEndpoint,
  MySqlEntraUser,
  MySqlPrivilege,
  PostgresEndpoint,
  PostgresEntraUser,
  PostgresPrivilege,
} from "../../../lib";
import { DEPLOYER } from "../../../simulator/azure/account";
import { identity, resourceGroup } from "../azure";
import { testStack } from "../synth";

/** What differs from a stack in which all is well. */
export interface FlexibleStackOptions {
  /**
   * Who may read and write the database.
   *
   * @default - "orders" and "audit"
   */
  readonly apps?: readonly string[];
  /** The address that the firewall lets in. */
  readonly address?: string;
  /** Object id of the administrator. */
  readonly administrator?: string;
}

const ALL_WELL: Required<FlexibleStackOptions> = {
  apps: ["orders", "audit"],
  address: "203.0.113.10",
  administrator: DEPLOYER.objectId,
};
const ADMINISTRATOR = "ada@simulated.example";

/** A flexible server "shop" of PostgreSQL with the database "orders", which apps may read and write. */
export function postgresStack(options: FlexibleStackOptions = {}): TerraformStack {
  const { apps, address, administrator } = { ...ALL_WELL, ...options };
  const stack = testStack();
  const { name: resourceGroupName, location } = resourceGroup(stack);
  const server = new PostgresqlFlexibleServer(stack, "server", {
    name: "shop",
    resourceGroupName,
    location,
    version: "16",
    authentication: { activeDirectoryAuthEnabled: true, tenantId: DEPLOYER.tenantId },
  });
  const database = new PostgresqlFlexibleServerDatabase(stack, "database", { name: "orders", serverId: server.id });
  new PostgresqlFlexibleServerActiveDirectoryAdministrator(stack, "administrator", {
    serverName: server.name,
    resourceGroupName,
    tenantId: DEPLOYER.tenantId,
    objectId: administrator,
    principalName: ADMINISTRATOR,
    principalType: "User",
  });
  const rule = new PostgresqlFlexibleServerFirewallRule(stack, "rule", {
    name: "deployer",
    serverId: server.id,
    startIpAddress: address,
    endIpAddress: address,
  });
  apps.forEach((app) => {
    new PostgresEntraUser(stack, `${app}-user`, {
      endpoint: PostgresEndpoint.server(server, { administrator: ADMINISTRATOR, dependsOn: [rule] }),
      principal: identity(stack, app),
      databases: [{ database, privileges: PostgresPrivilege.toWrite("public") }],
    });
  });
  return stack;
}

/** The same of MySQL. */
export function mysqlStack(options: FlexibleStackOptions = {}): TerraformStack {
  const { apps, address, administrator } = { ...ALL_WELL, ...options };
  const stack = testStack();
  const { name: resourceGroupName, location } = resourceGroup(stack);
  const { resourceId: identityId } = identity(stack, "server-identity");
  const server = new MysqlFlexibleServer(stack, "server", {
    name: "shop",
    resourceGroupName,
    location,
    identity: { type: "UserAssigned", identityIds: [identityId] },
  });
  const inServer = { serverName: server.name, resourceGroupName };
  const database = new MysqlFlexibleDatabase(stack, "database", {
    ...inServer,
    name: "orders",
    charset: "utf8mb4",
    collation: "utf8mb4_unicode_ci",
  });
  new MysqlFlexibleServerActiveDirectoryAdministrator(stack, "administrator", {
    serverId: server.id,
    identityId,
    login: ADMINISTRATOR,
    objectId: administrator,
    tenantId: DEPLOYER.tenantId,
  });
  const rule = new MysqlFlexibleServerFirewallRule(stack, "rule", {
    ...inServer,
    name: "deployer",
    startIpAddress: address,
    endIpAddress: address,
  });
  apps.forEach((app) => {
    new MySqlEntraUser(stack, `${app}-user`, {
      endpoint: MySqlEndpoint.server(server, { administrator: ADMINISTRATOR, dependsOn: [rule] }),
      principal: identity(stack, app),
      databases: [{ database, privileges: MySqlPrivilege.toWrite() }],
    });
  });
  return stack;
}
