import { type ITerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { freeChildId } from "../core/children";
import { given } from "../core/given";
import { idOfText } from "../core/names";
import { attributeOf, knownText } from "../core/resources";
import { rules } from "../core/rules";
import { type MySqlEndpoint } from "./mysql-endpoint";
import { type MySqlDatabasePrivileges, MySqlEntraUser } from "./mysql-entra-user";
import { type IPrincipal } from "../principal/principal-interfaces";
import { readIdentity } from "../source/identity-block";
import { idForSidOf } from "../sql/constructs/sid-of-principal";
import { Access, Grant } from "../access/access";
import { type GrantKind, namedProblems, oneOf, tenantOfGrant } from "../access/grant-kind";
import { type OwnGrantOptions } from "../access/own-grant-options";
import { OwnGrantService, roleOn } from "../access/own-grant-service";
import { mysqlProblems } from "../access/target-settings";
import { type AccessSettings, settingsIn } from "../access/service-settings";
import { flexibleServerSubject, nameOfSubject } from "../flexible-server/flexible-server-subject";
import { MYSQL_SETTINGS } from "./my-sql-settings";

const TYPE = "azurerm_mysql_flexible_server_active_directory_administrator";
const SERVER = "azurerm_mysql_flexible_server";

const clientIdUnknown = rules<[principal: IPrincipal]>("Grants of services", [
  {
    rule: "principal-client-id-unknown",
    when: (principal) => idForSidOf(principal) === undefined,
    message: "MySQL tells applications apart by their client id, and that of the principal is not known; give clientId",
  },
]);

const KIND: GrantKind = {
  type: TYPE,
  prefix: "mysql",
  roleNames: { administrator: "Microsoft Entra administrator" },
  unique: oneOf(TYPE, ["server_id"], "a server has one administrator, so give it a group"),
  write: (content) => ({
    server_id: attributeOf(content.target, "id"),
    identity_id: identityOf(content.target),
    tenant_id: tenantOfGrant(content),
    // The server tells principals apart by the same ids as Azure SQL.
    object_id: idForSidOf(content.principal) ?? "",
    login: content.principal.displayName ?? "",
  }),
  principalProblems: (principal) => [...namedProblems(principal), ...clientIdUnknown(principal)],
};

const SERVICE = new OwnGrantService("MySqlAccess", {
  service: "Azure Database for MySQL",
  targets: { [SERVER]: KIND },
  verbs: { administer: roleOn([SERVER], "administrator") },
  needs: mysqlProblems,
});

/** What a principal may do in the databases of a server. */
export interface MySqlUserOptions {
  /**
   * Name of the user, 1 to 32 characters: the user name with which the principal signs in.
   *
   * @default - the display name of the principal
   */
  readonly userName?: string;

  /**
   * Privileges in databases.
   *
   * @default - none; the user can sign in
   */
  readonly databases?: MySqlDatabasePrivileges[];
}

/**
 * Access to an `azurerm_mysql_flexible_server`: as its administrator, or as a user with privileges in databases.
 *
 * https://learn.microsoft.com/azure/mysql/flexible-server/concepts-azure-ad-authentication
 */
export class MySqlAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /**
   * Administer a server: Microsoft Entra administrator, of which a server has one. The server looks principals up with the
   * first user-assigned identity in its identity block, which needs `MicrosoftGraphAccess` to read the directory.
   */
  public static administer(server: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("administer", server, options);
  }

  /** Sign in to a server as a `MySqlEntraUser`, with privileges in databases. */
  public static user(endpoint: MySqlEndpoint, options?: MySqlUserOptions): Access {
    return new UserAccess(endpoint, given(options));
  }

  private constructor() {
    // only factories
  }
}

class UserAccess extends Access {
  public constructor(
    private readonly endpoint: MySqlEndpoint,
    private readonly options: MySqlUserOptions,
  ) {
    super();
  }

  public grantId(scope: Construct): string {
    return `${idOfText(knownText((this.endpoint as Partial<MySqlEndpoint> | undefined)?.host) ?? "server", scope)}_user`;
  }

  public grantTo(scope: Construct, id: string, principal: IPrincipal): Grant {
    const { endpoint } = this;
    const user = new MySqlEntraUser(scope, freeChildId(scope, id), { ...this.options, endpoint, principal });
    return new Grant(principal, user.resources);
  }

  public override _settingsOf(principal?: IPrincipal): AccessSettings | undefined {
    const { host } = (this.endpoint as Partial<typeof this.endpoint> | undefined) ?? {};
    const { userName, databases } = this.options;
    const subject = host === undefined ? undefined : flexibleServerSubject(host, userName, databases, "", principal);
    return subject && settingsIn(MYSQL_SETTINGS, subject, nameOfSubject(subject));
  }
}

/** With this identity the server looks principals up. */
function identityOf(server: ITerraformResource): string {
  const identity = readIdentity(server);
  return (
    (identity === "unreadable" ? undefined : identity.users[0]) ?? attributeOf(server, "identity[0].identity_ids[0]")
  );
}
