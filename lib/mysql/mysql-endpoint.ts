import { type ITerraformDependable, type ITerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { shown, tellsProblems, textOr } from "../core/given";
import { FlexibleServer } from "../flexible-server/flexible-server";
import { type FlexibleServerEndpointOptions } from "../flexible-server/flexible-server-endpoint-options";
import { MYSQL } from "../flexible-server/flexible-server-kind";

/** Where a flexible server of MySQL is reached when Terraform applies. */
export class MySqlEndpoint {
  /**
   * A server in the app, or looked up.
   *
   * @param server an `azurerm_mysql_flexible_server`, resource or data source
   */
  public static server(server: ITerraformResource, options: FlexibleServerEndpointOptions): MySqlEndpoint {
    return new MySqlEndpoint(FlexibleServer.of(MYSQL, server, options));
  }

  /**
   * A server by its DNS name.
   *
   * @param host such as "shop.mysql.database.azure.com"; anything but a DNS name is reported at synth
   */
  public static at(host: string, options: FlexibleServerEndpointOptions): MySqlEndpoint {
    return new MySqlEndpoint(new FlexibleServer(MYSQL, textOr(host), options));
  }

  /**
   * The endpoint itself, or one that stands for it and tells what was given instead.
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

  /** What must be there before a connection succeeds. */
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
