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
import { type AccessSettings, clientIdToName, settingsIn } from "../../access/service-settings";
import { attributeOf } from "../../core/resources";
import { SQL_SETTINGS } from "./sql-settings";

/** Roles and permissions of a principal in a database, and the endpoint of its server. */
export interface SqlDatabaseAccessOptions extends SqlDatabaseUserOptions {
  /**
   * The server.
   *
   * @default - the server of the database; if only its id is known, under the DNS suffix of its provider's cloud
   */
  readonly endpoint?: SqlEndpoint;
}

/** Server roles of a principal, and the endpoint of the server. */
export interface SqlServerAccessOptions {
  /**
   * Fixed server roles.
   *
   * @default - none; the login exists
   */
  readonly roles?: SqlServerRole[];

  /**
   * How to connect to the server.
   *
   * @default - the DNS name of the server
   */
  readonly endpoint?: SqlEndpoint;
}

/**
 * Access to the data of Azure SQL, which Azure roles do not grant: a user in a database, or a login on a server.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-overview
 */
export class SqlAccess {
  /**
   * A contained user in a database, with roles and permissions.
   *
   * @param database an `azurerm_mssql_database`, resource or data source
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

  public override _settingsOf(principal?: IPrincipal): AccessSettings | undefined {
    if (!isResource(this.database)) {
      return undefined;
    }
    const clientId = clientIdToName(principal);
    const subject = {
      host: (this.options.endpoint ?? SqlEndpoint._ofDatabase(this.database)).host,
      database: attributeOf(this.database, "name"),
      clientId,
      objectId: clientId === undefined ? undefined : principal?.objectId.value,
    };
    return settingsIn(SQL_SETTINGS, subject, this.database.friendlyUniqueId);
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
      endpoint: this.options.endpoint ?? SqlEndpoint.server(this.server),
      principal,
      serverRoles: this.options.roles,
    });
    return new Grant(principal, login.resources);
  }
}

/** Part of a construct id. Values other than resources are reported where they are used. */
const nameOf = (target: ITerraformResource, scope: Construct): string =>
  isResource(target) ? idOfResource(target, scope) : "unknown";
