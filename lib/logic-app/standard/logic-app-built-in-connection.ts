import { Mark } from "../../core/mark";
import { type BuiltInConnector } from "./built-in-connector";

const CONNECTION = new Mark<LogicAppBuiltInConnection>("LogicAppBuiltInConnection");

/** A built-in connection, with its key in one Standard logic app. */
export class LogicAppBuiltInConnection {
  /** @internal */
  public static _of(key: string, connector: BuiltInConnector): LogicAppBuiltInConnection {
    return new LogicAppBuiltInConnection(key, connector);
  }

  /** @internal */
  public static _isOne(value: unknown): value is LogicAppBuiltInConnection {
    return CONNECTION.isOn(value);
  }

  /** Name of the connection in the connections.json of the app. */
  public readonly key: string;

  /** The connector. */
  public readonly connector: BuiltInConnector;

  private constructor(key: string, connector: BuiltInConnector) {
    CONNECTION.put(this);
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
