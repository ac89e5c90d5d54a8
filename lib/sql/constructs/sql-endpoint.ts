import { Fn, type ITerraformDependable, type ITerraformResource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { configured } from "../../core/attributes";
import { isResource, shown, tellsProblems, textOr } from "../../core/given";
import { idOfResource, idOfText } from "../../core/names";
import { describe } from "../../core/reference";
import { attributeOf, severalProblems, typeProblems } from "../../core/resources";
import { type Executor } from "../execution/executor";
import { sqlSuffixFor, suffixProblems } from "./clouds";
import { retryProblems, runProblems } from "../execution/run-options";
import { DEFAULT_RETRY_SECONDS } from "../model/retry-times";
import { analyticsHost } from "../model/analytics-hosts";
import { isHostName, isManagedInstance } from "../model/fact-rules";
import { MANAGED_INSTANCE, SERVER, serverBehind } from "../execution/server-identity";
import { SqlExecutor } from "../execution/sql-executor";
import { type SqlFactBasis } from "../execution/sql-fact-resource";

/** How the machine with Terraform connects to a server. */
export interface SqlEndpointOptions {
  /**
   * Firewall rules, private endpoints and other resources that the machine with Terraform needs to reach the server.
   *
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];

  /**
   * How long transient errors are retried, in whole seconds: servers that are starting, throttling, principals that are
   * not replicated yet. 0 tries once. Changing it changes nothing on the server.
   *
   * @default 300
   */
  readonly retryForSeconds?: number;

  /**
   * Whether to use TDS 8.0, which starts TLS before the first byte of TDS and allows TLS 1.3. By default, TDS 7.4
   * negotiates TLS. Certificates are always verified.
   *
   * https://learn.microsoft.com/sql/relational-databases/security/networking/tds-8
   *
   * @default false
   */
  readonly strictEncryption?: boolean;

  /**
   * Name of the run that applies the logins and users of this endpoint, 1 to 64 letters, digits and hyphens.
   *
   * One run applies all logins and users of a server, so a resource that waits for one of them waits for all. If that
   * creates a circular dependency, give the login that others wait for an endpoint with its own run. It costs a
   * process, a token and a connection for each database, about half a second.
   *
   * @default - the run of the server
   */
  readonly run?: string;

  /**
   * How the T-SQL runs.
   *
   * @default SqlExecutor.local()
   */
  readonly executor?: SqlExecutor;
}

/** The attribute with the DNS name of a server. */
const HOST_ATTRIBUTE: Readonly<Record<string, string>> = {
  [SERVER]: "fully_qualified_domain_name",
  [MANAGED_INSTANCE]: "fqdn",
};

/** The attribute of a database with the id of its server. */
export const SERVER_ID: Readonly<Record<string, string>> = {
  azurerm_mssql_database: "server_id",
  azurerm_mssql_managed_database: "managed_instance_id",
};

/** The address of a SQL server, and how Terraform connects to it. */
export class SqlEndpoint {
  /**
   * A server of the app, or a looked-up one.
   *
   * @param server an `azurerm_mssql_server` or `azurerm_mssql_managed_instance`, resource or data source
   */
  public static server(server: ITerraformResource, options: SqlEndpointOptions = {}): SqlEndpoint {
    const attribute = isResource(server) ? HOST_ATTRIBUTE[server.terraformResourceType] : undefined;
    return attribute === undefined
      ? new SqlEndpoint("", options, undefined, () => typeProblems("server", server, Object.keys(HOST_ATTRIBUTE)))
      : new SqlEndpoint(attributeOf(server, attribute), options, server);
  }

  /**
   * A failover group, by its read-write listener, which always leads to the primary server. Use it for users, roles and
   * permissions, which fail over with their database. Logins belong to a server: use `SqlEndpoint.server` for both
   * servers.
   *
   * https://learn.microsoft.com/azure/azure-sql/database/failover-group-sql-db
   *
   * @param group an `azurerm_mssql_failover_group`, resource or data source
   */
  public static failoverGroup(group: ITerraformResource, options: SqlEndpointOptions = {}): SqlEndpoint {
    const problems = typeProblems("group", group, [FAILOVER_GROUP]);
    if (problems.length > 0) {
      return new SqlEndpoint("", options, undefined, () => problems);
    }
    const suffix = sqlSuffixFor(group);
    const name = configured(group, "name");
    const host = `${typeof name === "string" ? name : attributeOf(group, "name")}.${suffix ?? "unknown"}`;
    return new SqlEndpoint(
      host,
      options,
      undefined,
      () => [
        ...severalProblems(group, "give SqlEndpoint.at the DNS name of the listener of one"),
        ...suffixProblems(group, suffix),
      ],
      group,
    );
  }

  /**
   * A server by DNS name.
   *
   * @param host such as "orders.database.windows.net"; synth rejects anything but a DNS name
   */
  public static at(host: string, options: SqlEndpointOptions = {}): SqlEndpoint {
    return new SqlEndpoint(textOr(host), options);
  }

  /**
   * The endpoint itself, or a placeholder that reports the wrong value.
   *
   * @internal
   */
  public static _given(endpoint: SqlEndpoint): SqlEndpoint {
    return tellsProblems(endpoint)
      ? endpoint
      : new SqlEndpoint("", {}, undefined, () => [
          `endpoint must be an SqlEndpoint; got ${shown(endpoint)}; use SqlEndpoint.server or SqlEndpoint.at`,
        ]);
  }

  /**
   * The server of a database.
   *
   * @internal
   */
  public static _ofDatabase(database: ITerraformResource): SqlEndpoint {
    if (!isResource(database)) {
      return SqlEndpoint.at("unknown"); // the database is reported
    }
    const serverId = configured(database, SERVER_ID[database.terraformResourceType] ?? "server_id");
    const server = typeof serverId === "string" ? serverBehind(serverId) : undefined;
    if (server) {
      return SqlEndpoint.server(server);
    }
    const suffix = sqlSuffixFor(database);
    const host = `${nameInId(serverId) ?? nameInIdOf(database)}.${suffix ?? "unknown"}`;
    return new SqlEndpoint(host, {}, undefined, () => suffixProblems(database, suffix));
  }

  /** DNS name of the server. */
  public readonly host: string;

  /** Dependencies of a connection. */
  public readonly dependsOn: ITerraformDependable[];

  private readonly options: SqlEndpointOptions;

  private constructor(
    host: string,
    options: SqlEndpointOptions,
    private readonly server?: ITerraformResource,
    /** Errors in the values it was created with. */
    private readonly refused: () => readonly string[] = () => [],
    private readonly group?: ITerraformResource,
  ) {
    this.host = host;
    this.options = options;
    this.dependsOn = options.dependsOn ?? [];
  }

  /**
   * The dependencies of facts on the server.
   *
   * @internal
   */
  public _basis(): SqlFactBasis {
    const { group } = this;
    return group
      ? { dependsOn: [...this.dependsOn, group], server: primaryOf(group) }
      : { dependsOn: this.dependsOn, server: this.server ?? serverBehind(this.host) };
  }

  /**
   * Reasons why the server cannot have logins.
   *
   * @internal
   */
  public _loginProblems(scope: IConstruct): string[] {
    const analytics = analyticsHost(this.host);
    if (analytics?.hasUsers === true && !analytics.hasLogins) {
      return [`${this.host} is ${analytics.what}, which has no logins of Entra ID; use SqlDatabaseUser`];
    }
    return this.group
      ? [
          `${describe(this.host, scope)} is a failover group, and logins are on servers; ` +
            "create the login twice, with SqlEndpoint.server for each of its servers, and its users with databases of the primary one",
        ]
      : [];
  }

  /**
   * How facts of the server are applied.
   *
   * @internal
   */
  public _executor(): Executor {
    const { executor = SqlExecutor.local(), retryForSeconds = DEFAULT_RETRY_SECONDS } = this.options;
    return executor._on({
      host: this.host,
      isManagedInstance: this._isManagedInstance,
      id: (scope) => (isResource(this.server) ? idOfResource(this.server, scope) : idOfHost(this.host, scope)),
      runnerArguments: this.runnerArguments(),
      run: this.options.run,
      retryForSeconds,
    });
  }

  /**
   * Whether this is a managed instance, if that is known.
   *
   * @internal
   */
  public get _isManagedInstance(): boolean {
    const server = this.server ?? serverBehind(this.host);
    return server?.terraformResourceType === MANAGED_INSTANCE || isManagedInstance(this.host);
  }

  /** Arguments that differ from the runner's defaults. */
  private runnerArguments(): string[] {
    const { retryForSeconds, strictEncryption } = this.options;
    return [
      ...(retryForSeconds === undefined || retryForSeconds === DEFAULT_RETRY_SECONDS
        ? []
        : ["--retry-for", String(retryForSeconds)]),
      ...(strictEncryption === true ? ["--strict-encryption"] : []),
    ];
  }

  /** @internal */
  public _problems(scope: IConstruct): string[] {
    return [...this.hostProblems(scope), ...retryProblems(this.options), ...runProblems(this.options)];
  }

  private hostProblems(scope: IConstruct): readonly string[] {
    const refused = this.refused();
    if (refused.length > 0) {
      return refused;
    }
    const analytics = analyticsHost(this.host);
    if (analytics?.hasUsers === false) {
      return [
        `${this.host} is ${analytics.what}, where nobody can create users: the first GRANT does, for whoever has the name; ` +
          "give access with roles of the workspace or permissions of the item",
      ];
    }
    if (this.server) {
      return severalProblems(this.server, "give SqlEndpoint.at the DNS name of one");
    }
    if (/\.secondary\.(.+\.)?database\./i.test(this.host)) {
      return [
        `server ${describe(this.host, scope)} is the read-only listener of a failover group; give the same name without "secondary"`,
      ];
    }
    return Token.isUnresolved(this.host) || isHostName(this.host)
      ? []
      : [`server ${describe(this.host, scope)} is not a DNS name; give one such as "orders.database.windows.net"`];
  }
}

const FAILOVER_GROUP = "azurerm_mssql_failover_group";

/** The primary server of a group, if the app contains it. */
function primaryOf(group: ITerraformResource): ITerraformResource | undefined {
  const serverId = configured(group, "server_id");
  return typeof serverId === "string" ? serverBehind(serverId) : undefined;
}

/** DNS names ignore case. */
const idOfHost = (host: string, scope: IConstruct): string =>
  idOfText(Token.isUnresolved(host) ? host : host.toLowerCase(), scope);

/** The index of the name in /subscriptions/<id>/resourceGroups/<name>/providers/Microsoft.Sql/servers/<server>. */
const NAME_IN_ID = 8;

function nameInId(serverId: unknown): string | undefined {
  return typeof serverId === "string" && !Token.isUnresolved(serverId) ? serverId.split("/")[NAME_IN_ID] : undefined;
}

function nameInIdOf(database: ITerraformResource): string {
  return Token.asString(Fn.element(Fn.split("/", attributeOf(database, "server_id")), NAME_IN_ID));
}
