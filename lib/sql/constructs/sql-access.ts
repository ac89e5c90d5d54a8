import { type ITerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { freeChildId } from "../../core/children";
import { isResource } from "../../core/given";
import { idOfResource } from "../../core/names";
import { type IPrincipal } from "../../principal/principal-interfaces";
import { SqlAadLogin } from "./sql-aad-login";
import { SqlDatabaseUser, type SqlDatabaseUserOptions } from "./sql-database-user";
import { SqlEndpoint } from "./sql-endpoint";
import { type SqlServerRole } from "./sql-server-role";
import { Access, Grant } from "../../access/access";

/** What a principal may do in a database, and where the server is reached. */
export interface SqlDatabaseAccessOptions extends SqlDatabaseUserOptions {
  /**
   * Where the server is reached.
   *
   * @default - the server of the database; where only its id is known, under the DNS suffix of its provider's cloud
   */
  readonly server?: SqlEndpoint;
}

/** What a principal may do on a server. */
export interface SqlServerAccessOptions {
  /**
   * Fixed server roles.
   *
   * @default - none; the login exists
   */
  readonly roles?: SqlServerRole[];

  /**
   * Where the server is reached.
   *
   * @default - under the DNS name that the server has
   */
  readonly endpoint?: SqlEndpoint;
}

/**
 * Access to the data of Azure SQL, which Azure roles do not give: a user in a database, or a login on a server.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-overview
 */
export class SqlAccess {
  /**
   * A user in a database, contained there, with roles and permissions.
   *
   * @param database an `azurerm_mssql_database` resource or data source
   */
  public static database(database: ITerraformResource, options: SqlDatabaseAccessOptions = {}): Access {
    return new DatabaseAccess(database, options);
  }

  /**
   * A login on a server, with server roles.
   *
   * @param server an `azurerm_mssql_server` or `azurerm_mssql_managed_instance`, resource or data source
   */
  public static server(server: ITerraformResource, options: SqlServerAccessOptions = {}): Access {
    return new ServerAccess(server, options);
  }

  private constructor() {
    // only factories
  }
}

class DatabaseAccess extends Access {
  public constructor(
    private readonly database: ITerraformResource,
    private readonly options: SqlDatabaseAccessOptions,
  ) {
    super();
  }

  public grantId(scope: Construct): string {
    return `${nameOf(this.database, scope)}_user`;
  }

  public grantTo(scope: Construct, id: string, principal: IPrincipal): Grant {
    const user = new SqlDatabaseUser(scope, freeChildId(scope, id), {
      ...this.options,
      database: this.database,
      principal,
    });
    return new Grant(principal, user.resources);
  }
}

class ServerAccess extends Access {
  public constructor(
    private readonly server: ITerraformResource,
    private readonly options: SqlServerAccessOptions,
  ) {
    super();
  }

  public grantId(scope: Construct): string {
    return `${nameOf(this.server, scope)}_login`;
  }

  public grantTo(scope: Construct, id: string, principal: IPrincipal): Grant {
    const login = new SqlAadLogin(scope, freeChildId(scope, id), {
      server: this.options.endpoint ?? SqlEndpoint.server(this.server),
      principal,
      serverRoles: this.options.roles,
    });
    return new Grant(principal, login.resources);
  }
}

/** Part of a construct id; what is not a resource is reported where it is used. */
const nameOf = (target: ITerraformResource, scope: Construct): string =>
  isResource(target) ? idOfResource(target, scope) : "unknown";
