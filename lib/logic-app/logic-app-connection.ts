import { type ITerraformResource } from "cdktf";
import { isStandardApp } from "./logic-app";
import { type ManagedApi } from "./managed-api";

/** An API connection, with its key in one logic app. */
export class LogicAppConnection {
  /** @internal */
  public static _of(logicApp: ITerraformResource, key: string, api: ManagedApi): LogicAppConnection {
    return isStandardApp(logicApp)
      ? LogicAppConnection._ofStandard(key, api)
      : LogicAppConnection._ofWorkflow(key, api);
  }

  /**
   * Of a Consumption workflow.
   *
   * @internal
   */
  public static _ofWorkflow(key: string, api: ManagedApi): LogicAppConnection {
    return new LogicAppConnection(key, api, { name: `@parameters('$connections')['${key}']['connectionId']` });
  }

  /**
   * Of a Standard logic app.
   *
   * @internal
   */
  public static _ofStandard(key: string, api: ManagedApi): LogicAppConnection {
    return new LogicAppConnection(key, api, { referenceName: key });
  }

  /** Name of the connection in the `$connections` of a workflow, or in the connections.json of a Standard app. */
  public readonly key: string;

  /** The connector. */
  public readonly api: ManagedApi;

  private constructor(
    key: string,
    api: ManagedApi,
    /**
     * `inputs.host.connection` of an action or trigger.
     *
     * @internal
     */
    public readonly _host: Readonly<Record<string, string>>,
  ) {
    this.key = key;
    this.api = api;
  }
}
