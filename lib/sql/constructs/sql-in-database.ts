import { type ITerraformResource } from "cdktf";
import { type SqlEndpoint } from "./sql-endpoint";

/** In which database something is. */
export interface SqlInDatabase {
  /**
   * The `azurerm_mssql_database` resource or data source. Give this or `databaseName`.
   *
   * @default - `databaseName`
   */
  readonly database?: ITerraformResource;

  /**
   * Name of a database that is not in the app. Give this or `database`.
   *
   * @default - `database`
   */
  readonly databaseName?: string;

  /**
   * Where the server is reached.
   *
   * @default - the server of `database`; under the DNS suffix of public Azure where only its id is known
   */
  readonly endpoint?: SqlEndpoint;
}
