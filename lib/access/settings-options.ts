import { type ClientType } from "./client-type";

/** How the settings of clients are named, and whether a binding writes them. */
export interface SettingsOptions {
  /**
   * What the clients are written with.
   *
   * @default ClientType.NONE
   */
  readonly clientType?: ClientType;

  /**
   * What names begin with, in place of the service: with "ORDERS", "AZURE_SERVICEBUS_FULLYQUALIFIEDNAMESPACE" becomes
   * "ORDERS_FULLYQUALIFIEDNAMESPACE", and a function app has a connection "ORDERS". Properties of Spring keep their
   * names.
   *
   * @default - as in Service Connector; in a binding, further targets of a service get their id after it
   */
  readonly prefix?: string;

  /**
   * Other names for single settings, by the names that they would have.
   *
   * @default - none
   */
  readonly names?: Record<string, string>;

  /**
   * Whether a binding writes the settings into sources that take them.
   *
   * @default true
   */
  readonly writeToSources?: boolean;
}
