import { type ITerraformDependable, type ITerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { given, shown, tellsProblems, textOr } from "../core/given";
import { describe } from "../core/reference";
import { knownText } from "../core/resources";
import { FlexibleServer } from "../flexible-server/flexible-server";
import { type FlexibleServerEndpointOptions } from "../flexible-server/flexible-server-endpoint-options";
import { POSTGRES } from "../flexible-server/flexible-server-kind";
import { nameProblems } from "../flexible-server/name-problems";
import { postgresRoleProblem } from "../sql/model/postgres/postgres-rules";

/** How the machine that runs Terraform signs in to a flexible server of PostgreSQL, and what it may do when it removes roles. */
export interface PostgresEndpointOptions extends FlexibleServerEndpointOptions {
  /**
   * Name of the role that takes over what a role owns when the role is removed: REASSIGN OWNED, then DROP OWNED, which
   * revokes the privileges that are left. Changing it changes nothing on the server.
   *
   * @default - nobody: a role that owns something stays, and the error names what it owns
   */
  readonly reassignOwnedTo?: string;
}

/** Where a flexible server of PostgreSQL is reached when Terraform applies. */
export class PostgresEndpoint {
  /**
   * A server in the app, or looked up.
   *
   * @param server an `azurerm_postgresql_flexible_server`, resource or data source
   */
  public static server(server: ITerraformResource, options: PostgresEndpointOptions): PostgresEndpoint {
    return new PostgresEndpoint(FlexibleServer.of(POSTGRES, server, options, runnerArguments(options)), options);
  }

  /**
   * A server by its DNS name.
   *
   * @param host such as "shop.postgres.database.azure.com"; anything but a DNS name is reported at synth
   */
  public static at(host: string, options: PostgresEndpointOptions): PostgresEndpoint {
    return new PostgresEndpoint(new FlexibleServer(POSTGRES, textOr(host), options, runnerArguments(options)), options);
  }

  /**
   * The endpoint itself, or one that stands for it and tells what was given instead.
   *
   * @internal
   */
  public static _given(endpoint: PostgresEndpoint): PostgresEndpoint {
    if (endpoint instanceof PostgresEndpoint || tellsProblems(endpoint)) {
      return endpoint;
    }
    const problem = `endpoint must be a PostgresEndpoint; got ${shown(endpoint)}; use PostgresEndpoint.server or PostgresEndpoint.at`;
    return new PostgresEndpoint(FlexibleServer.refused(POSTGRES, [problem]), { administrator: "" });
  }

  /** DNS name of the server. */
  public readonly host: string;

  /** What must be there before a connection succeeds. */
  public readonly dependsOn: ITerraformDependable[];

  private readonly reassignOwnedTo?: string;

  private constructor(
    /** @internal */
    public readonly _server: FlexibleServer,
    options: PostgresEndpointOptions,
  ) {
    this.host = _server.host;
    this.dependsOn = _server.dependsOn;
    this.reassignOwnedTo = given(options).reassignOwnedTo;
  }

  /** @internal */
  public _problems(scope: IConstruct): string[] {
    const { reassignOwnedTo: heir } = this;
    return [...this._server.problems(scope), ...(heir === undefined ? [] : heirProblems(heir, scope))];
  }
}

/** Terraform removes roles without looking anything up. */
function heirProblems(heir: string, scope: IConstruct): string[] {
  return typeof heir === "string" && knownText(heir) === undefined
    ? [`reassignOwnedTo is known at apply only (${describe(heir, scope)}); give the name of the role as text`]
    : nameProblems("reassignOwnedTo", heir, postgresRoleProblem, scope);
}

function runnerArguments(options: PostgresEndpointOptions): string[] {
  const { reassignOwnedTo } = given(options);
  return typeof reassignOwnedTo === "string" ? [`--reassign-owned-to=${knownText(reassignOwnedTo) ?? ""}`] : [];
}
