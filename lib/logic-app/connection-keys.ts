import { type ITerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct } from "../core/attributes";
import { remember } from "../core/collections";

/** Which connections one logic app has, and what it calls them: one connection may have several keys. */
export class ConnectionKeys {
  private static readonly known = new WeakMap<ITerraformResource, ConnectionKeys>();

  public static of(logicApp: ITerraformResource): ConnectionKeys {
    return remember(ConnectionKeys.known, logicApp, () => new ConnectionKeys(asConstruct(logicApp).node.path));
  }

  private readonly byKey = new Map<string, IConstruct>();

  private constructor(private readonly logicApp: string) {}

  /**
   * Takes the key for a connection, or tells why it cannot have it.
   *
   * @param alike what two keys have in common that cannot stand beside each other
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
