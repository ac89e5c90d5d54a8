import { type ITerraformDependable, type ITerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { shown, tellsProblems, textOr } from "../core/given";
import { FlexibleServer } from "../flexible-server/flexible-server";
import { type FlexibleServerEndpointOptions } from "../flexible-server/flexible-server-endpoint-options";
import { MYSQL } from "../flexible-server/flexible-server-kind";

/** The address of a MySQL flexible server, and how Terraform signs in to it. */
export class MySqlEndpoint {
  /**
   * A server of the app, or a looked-up one.
   *
   * @param server an `azurerm_mysql_flexible_server`, resource or data source
   */
  public static server(server: ITerraformResource, options: FlexibleServerEndpointOptions): MySqlEndpoint {
    return new MySqlEndpoint(FlexibleServer.of(MYSQL, server, options));
  }

  /**
   * A server by DNS name.
   *
   * @param host such as "shop.mysql.database.azure.com"; synth rejects anything but a DNS name
   */
  public static at(host: string, options: FlexibleServerEndpointOptions): MySqlEndpoint {
    return new MySqlEndpoint(new FlexibleServer(MYSQL, textOr(host), options));
  }

  /**
   * The endpoint itself, or a placeholder that reports the wrong value.
   *
   * @internal
   */
  public static _given(endpoint: MySqlEndpoint): MySqlEndpoint {
    if (endpoint instanceof MySqlEndpoint || tellsProblems(endpoint)) {
      return endpoint;
    }
    const problem = `endpoint must be a MySqlEndpoint; got ${shown(endpoint)}; use MySqlEndpoint.server or MySqlEndpoint.at`;
    return new MySqlEndpoint(FlexibleServer.refused(MYSQL, [problem]));
  }

  /** DNS name of the server. */
  public readonly host: string;

  /** Dependencies of a connection. */
  public readonly dependsOn: ITerraformDependable[];

  private constructor(
    /** @internal */
    public readonly _server: FlexibleServer,
  ) {
    this.host = _server.host;
    this.dependsOn = _server.dependsOn;
  }

  /** @internal */
  public _problems(scope: IConstruct): string[] {
    return this._server.problems(scope);
  }
}
