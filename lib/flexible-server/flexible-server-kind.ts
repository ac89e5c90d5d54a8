import { MYSQL_SERVER, POSTGRES_SERVER } from "../sql/execution/server-identity";

/** The azurerm types and attributes of a flexible server. */
export interface FlexibleServerKind {
  /** The product name for people. */
  readonly product: string;
  /** The class with the factories of endpoints. */
  readonly endpoint: string;
  readonly server: string;
  readonly database: string;
  readonly administrator: string;
  /** Attributes with which databases and administrators refer to their server, by id or by name. */
  readonly serverOfDatabase: string;
  readonly serverOfAdministrator: string;
  /** A DNS name for error messages. */
  readonly exampleHost: string;
}

export const POSTGRES: FlexibleServerKind = {
  product: "PostgreSQL",
  endpoint: "PostgresEndpoint",
  server: POSTGRES_SERVER,
  database: "azurerm_postgresql_flexible_server_database",
  administrator: "azurerm_postgresql_flexible_server_active_directory_administrator",
  serverOfDatabase: "server_id",
  serverOfAdministrator: "server_name",
  exampleHost: "shop.postgres.database.azure.com",
};

export const MYSQL: FlexibleServerKind = {
  product: "MySQL",
  endpoint: "MySqlEndpoint",
  server: MYSQL_SERVER,
  database: "azurerm_mysql_flexible_database",
  administrator: "azurerm_mysql_flexible_server_active_directory_administrator",
  serverOfDatabase: "server_name",
  serverOfAdministrator: "server_id",
  exampleHost: "shop.mysql.database.azure.com",
};
