import { MYSQL_SERVER, POSTGRES_SERVER } from "../sql/execution/server-identity";

/** What azurerm calls a flexible server and what belongs to it. */
export interface FlexibleServerKind {
  /** As people call it. */
  readonly product: string;
  /** The class whose factories make endpoints. */
  readonly endpoint: string;
  readonly server: string;
  readonly database: string;
  readonly administrator: string;
  /** Attributes by which databases and administrators name their server: by its id, or by its name. */
  readonly serverOfDatabase: string;
  readonly serverOfAdministrator: string;
  /** A DNS name, for messages. */
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
