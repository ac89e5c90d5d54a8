import { type BuiltInConnector } from "./built-in-connector";

/** A built-in connection, with its key in one Standard logic app. */
export class LogicAppBuiltInConnection {
  /** @internal */
  public static _of(key: string, connector: BuiltInConnector): LogicAppBuiltInConnection {
    return new LogicAppBuiltInConnection(key, connector);
  }

  /** Name of the connection in the connections.json of the app. */
  public readonly key: string;

  /** The connector. */
  public readonly connector: BuiltInConnector;

  private constructor(key: string, connector: BuiltInConnector) {
    this.key = key;
    this.connector = connector;
  }

  /**
   * `inputs.serviceProviderConfiguration` of an action or trigger.
   *
   * @internal
   */
  public _configuration(operationId: string): Readonly<Record<string, string>> {
    return { connectionName: this.key, operationId, serviceProviderId: this.connector.serviceProviderId };
  }
}
