import { type Access } from "../../access/access";
import { type IUserAssignedIdentity } from "../../principal/user-assigned-managed-identity";

/** How a Standard logic app uses a built-in connection. */
export interface BuiltInConnectionUse {
  /**
   * Name of the connection inside the logic app, 1 to 80 letters, digits, hyphens and underscores.
   *
   * @default - the name of the connector, such as "serviceBus"
   */
  readonly key?: string;

  /**
   * A user-assigned identity that the app signs in with. It is attached to the app. Only SQL Server takes one.
   *
   * @default - the system-assigned identity of the app
   */
  readonly identity?: IUserAssignedIdentity;

  /**
   * The access that the identity gets.
   *
   * @default - what the triggers and actions of the connector need to read and write data; see the method of
   * `BuiltInConnection`
   */
  readonly access?: Access[];

  /**
   * Name in the designer.
   *
   * @default - the key
   */
  readonly displayName?: string;
}
