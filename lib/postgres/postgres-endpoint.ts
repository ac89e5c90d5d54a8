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

/** How the machine with Terraform signs in to a PostgreSQL flexible server, and how it removes roles. */
export interface PostgresEndpointOptions extends FlexibleServerEndpointOptions {
  /**
   * Name of the role that takes over the objects of a removed role: REASSIGN OWNED, then DROP OWNED, which revokes the
   * remaining privileges. Changing it changes nothing on the server.
   *
   * @default - none: a role that owns objects stays, and the error lists them
   */
  readonly reassignOwnedTo?: string;
}

/** The address of a PostgreSQL flexible server, and how Terraform signs in to it. */
export class PostgresEndpoint {
  /**
   * A server of the app, or a looked-up one.
   *
   * @param server an `azurerm_postgresql_flexible_server`, resource or data source
   */
  public static server(server: ITerraformResource, options: PostgresEndpointOptions): PostgresEndpoint {
    return new PostgresEndpoint(FlexibleServer.of(POSTGRES, server, options, runnerArguments(options)), options);
  }

  /**
   * A server by DNS name.
   *
   * @param host such as "shop.postgres.database.azure.com"; synth rejects anything but a DNS name
   */
  public static at(host: string, options: PostgresEndpointOptions): PostgresEndpoint {
    return new PostgresEndpoint(new FlexibleServer(POSTGRES, textOr(host), options, runnerArguments(options)), options);
  }

  /**
   * The endpoint itself, or a placeholder that reports the wrong value.
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

  /** Dependencies of a connection. */
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

/** The name must be known, because Terraform removes roles without a lookup. */
function heirProblems(heir: string, scope: IConstruct): string[] {
  return typeof heir === "string" && knownText(heir) === undefined
    ? [`reassignOwnedTo is known at apply only (${describe(heir, scope)}); give the name of the role as text`]
    : nameProblems("reassignOwnedTo", heir, postgresRoleProblem, scope);
}

function runnerArguments(options: PostgresEndpointOptions): string[] {
  const { reassignOwnedTo } = given(options);
  return typeof reassignOwnedTo === "string" ? [`--reassign-owned-to=${knownText(reassignOwnedTo) ?? ""}`] : [];
}
