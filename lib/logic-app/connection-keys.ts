import { type ITerraformResource, type TerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct } from "../core/attributes";
import { stateOf } from "../core/state";
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
  public static of(logicApp: ITerraformResource): ConnectionKeys {
    return stateOf(asConstruct(logicApp), "connection-keys", () => new ConnectionKeys(asConstruct(logicApp).node.path));
  }

  private readonly byKey = new Map<string, IConstruct>();

  private constructor(private readonly logicApp: string) {}

  /**
   * Reserves the key for a connection, or returns an error.
   *
   * @param alike the form of a key that must be unique
   */
  public claim(key: string, connection: IConstruct, alike: string): string[] {
    const earlier = this.byKey.get(alike);
    if (!earlier) {
      this.byKey.set(alike, connection);
      return [];
    }
    return [
      earlier === connection
        ? `has the key "${key}" in ${this.logicApp} already; use what the first addTo returned again, or give another key`
        : `connection key "${key}" is that of ${earlier.node.path} in ${this.logicApp} already; give one of them another key`,
    ];
  }
}
