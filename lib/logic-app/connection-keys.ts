import { type TerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { stateOf } from "../core/state";
import { type Problem, rules } from "../core/rules";
import { type ManagedApi } from "./managed-api";

/** A connection as the logic apps that use it see it. */
export interface ApiConnection extends IConstruct {
  readonly api: ManagedApi;
  readonly connectionName: string;
  readonly connectionId: string;
  readonly managedApiId: string;
  readonly runtimeUrl: string;
  readonly resource: TerraformResource;
  readonly _place: { readonly resourceGroupName: string; readonly location: string };
}

/** The connections of one logic app, and their keys. A connection can have several keys. */
export class ConnectionKeys {
  public static of(logicApp: IConstruct): ConnectionKeys {
    return stateOf(logicApp, "connection-keys", () => new ConnectionKeys(logicApp.node.path));
  }

  private readonly byKey = new Map<string, IConstruct>();

  private constructor(private readonly logicApp: string) {}

  /**
   * Reserves the key for a connection, or returns an error.
   *
   * @param alike the form of a key that must be unique
   */
  public claim(key: string, connection: IConstruct, alike: string): Problem[] {
    const earlier = this.byKey.get(alike);
    if (!earlier) {
      this.byKey.set(alike, connection);
      return [];
    }
    return earlier === connection ? addedTwice(key, this.logicApp) : keyTaken(key, earlier.node.path, this.logicApp);
  }
}

const addedTwice = rules<[key: string, logicApp: string]>("ManagedIdentityApiConnection", [
  {
    rule: "connection-added-twice",
    message: (key, logicApp) =>
      `the connection already has the key "${key}" in ${logicApp}; reuse what it returned then, or give another key`,
  },
]);

const keyTaken = rules<[key: string, other: string, logicApp: string]>("ManagedIdentityApiConnection", [
  {
    rule: "duplicate-connection-key",
    message: (key, other, logicApp) =>
      `connection key "${key}" in ${logicApp} is already that of ${other}; give one of them another key`,
  },
]);
