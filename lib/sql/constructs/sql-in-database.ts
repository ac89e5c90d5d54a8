import { type ITerraformResource } from "cdktf";
import { type SqlEndpoint } from "./sql-endpoint";

/** Identifies a database. */
export interface SqlInDatabase {
  /**
   * The `azurerm_mssql_database`, resource or data source. Set this or `databaseName`.
   *
   * @default - `databaseName`
   */
  readonly database?: ITerraformResource;

  /**
   * Name of a database that the app does not contain. Set this or `database`.
   *
   * @default - `database`
   */
  readonly databaseName?: string;

  /**
   * The server.
   *
   * @default - the server of `database`; if only its id is known, under the DNS suffix of public Azure
   */
  readonly endpoint?: SqlEndpoint;
}
