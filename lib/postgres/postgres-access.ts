import { type ITerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { freeChildId } from "../core/children";
import { given } from "../core/given";
import { idOfText } from "../core/names";
import { attributeOf, knownText } from "../core/resources";
import { type PostgresEndpoint } from "./postgres-endpoint";
import { type PostgresDatabasePrivileges, PostgresEntraUser } from "./postgres-entra-user";
import { type PostgresRole } from "./postgres-role";
import { type IPrincipal } from "../principal/principal-interfaces";
import { Access, Grant } from "../access/access";
import { type GrantKind, namedProblems, oneOf, tenantOfGrant } from "../access/grant-kind";
import { type OwnGrantOptions } from "../access/own-grant-options";
import { OwnGrantService, roleOn } from "../access/own-grant-service";
import { postgresProblems } from "../access/target-settings";
import { type AccessSettings, settingsIn } from "../access/service-settings";
import { flexibleServerSubject, nameOfSubject } from "../flexible-server/flexible-server-subject";
import { POSTGRES_SETTINGS } from "./postgres-settings";

const TYPE = "azurerm_postgresql_flexible_server_active_directory_administrator";
const SERVER = "azurerm_postgresql_flexible_server";

const KIND: GrantKind = {
  type: TYPE,
  prefix: "postgres",
  roleNames: { administrator: "Microsoft Entra administrator" },
  unique: oneOf(TYPE, ["server_name", "resource_group_name", "object_id"], "keep one of them"),
  write: (content) => ({
    server_name: attributeOf(content.target, "name"),
    resource_group_name: attributeOf(content.target, "resource_group_name"),
    tenant_id: tenantOfGrant(content),
    object_id: content.principal.objectId.value,
    principal_name: content.principal.displayName ?? "",
    principal_type: content.principal.principalType,
  }),
  principalProblems: namedProblems,
};

const SERVICE = new OwnGrantService("PostgresAccess", {
  service: "Azure Database for PostgreSQL",
  targets: { [SERVER]: KIND },
  verbs: { administer: roleOn([SERVER], "administrator") },
  needs: postgresProblems,
});

/** What a principal may do in the databases of a server. */
export interface PostgresUserOptions {
  /**
   * Name of the role, 1 to 63 bytes: the user name with which the principal signs in.
   *
   * @default - the display name of the principal
   */
  readonly roleName?: string;

  /**
   * Roles that the role becomes a member of.
   *
   * @default - none
   */
  readonly roles?: PostgresRole[];

  /**
   * Privileges in databases.
   *
   * @default - none; the role can sign in
   */
  readonly databases?: PostgresDatabasePrivileges[];
}

/**
 * Access to an `azurerm_postgresql_flexible_server`: as an administrator, or as a user with privileges in databases.
 *
 * https://learn.microsoft.com/azure/postgresql/security/security-entra-concepts
 */
export class PostgresAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Administer a server: Microsoft Entra administrator. A server may have several. */
  public static administer(server: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("administer", server, options);
  }

  /** Sign in to a server as a `PostgresEntraUser`, with privileges in databases. */
  public static user(endpoint: PostgresEndpoint, options?: PostgresUserOptions): Access {
    return new UserAccess(endpoint, given(options));
  }

  private constructor() {
    // only factories
  }
}

class UserAccess extends Access {
  public constructor(
    private readonly endpoint: PostgresEndpoint,
    private readonly options: PostgresUserOptions,
  ) {
    super();
  }

  public grantId(scope: Construct): string {
    return `${idOfText(knownText((this.endpoint as Partial<PostgresEndpoint> | undefined)?.host) ?? "server", scope)}_user`;
  }

  public grantTo(scope: Construct, id: string, principal: IPrincipal): Grant {
    const { endpoint } = this;
    const user = new PostgresEntraUser(scope, freeChildId(scope, id), { ...this.options, endpoint, principal });
    return new Grant(principal, user.resources);
  }

  public override _settingsOf(principal?: IPrincipal): AccessSettings | undefined {
    const { host } = (this.endpoint as Partial<typeof this.endpoint> | undefined) ?? {};
    const { roleName, databases } = this.options;
    const subject =
      host === undefined ? undefined : flexibleServerSubject(host, roleName, databases, "postgres", principal);
    return subject && settingsIn(POSTGRES_SETTINGS, subject, nameOfSubject(subject));
  }
}
