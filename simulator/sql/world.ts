import { type AddressRange } from "../firewall";

/** What the SQL servers know of the rest of Azure. It is asked anew each time, so it may change. */
export interface SqlWorld {
  /** The server with this DNS name, in any case. */
  server(host: string): WorldServer | undefined;
  /** Everything in the directory that can sign in or be named in CREATE LOGIN and CREATE USER. */
  principals(): readonly WorldPrincipal[];
  /** Object ids of the groups that a principal is in, directly or not. */
  groupsOf(objectId: string): readonly string[];
}

export interface WorldPrincipal {
  readonly objectId: string;
  readonly kind: "User" | "Group" | "ServicePrincipal";
  /** What CREATE LOGIN finds it by: the user principal name of a user, the mail address of a guest, else the display name. */
  readonly name: string;
  /** Application id of a service principal. */
  readonly clientId?: string;
  /** Whether it was there before anything was deployed, so that no part of Azure has yet to learn of it. */
  readonly longKnown: boolean;
}

export interface WorldServer {
  /** ARM id. */
  readonly id: string;
  readonly host: string;
  /** Whether it is a managed instance, which is more like a SQL Server. */
  readonly managed?: boolean;
  /** Another one for a server that was deleted and made again: its logins are gone. */
  readonly incarnation: string;
  /** The administrator that is a user, a group or a service principal of the directory. */
  readonly administrator?: { readonly objectId: string; readonly name: string };
  /** Name of the SQL login that the server was made with. */
  readonly sqlAdministrator?: string;
  readonly entraOnly: boolean;
  readonly publicAccess: boolean;
  readonly firewall: readonly AddressRange[];
  readonly databases: readonly WorldDatabase[];
  /** Whether the server has an identity of its own. */
  readonly hasIdentity: boolean;
  /** Whether the identity of the server may look names up for a caller that is no user. */
  readonly readsDirectory: boolean;
}

export interface WorldDatabase {
  readonly id: string;
  readonly name: string;
  readonly incarnation: string;
}

/** The 16 bytes of a SID come from it. */
export const sidSource = ({ kind, objectId, clientId }: WorldPrincipal): string =>
  kind === "ServicePrincipal" ? (clientId ?? objectId) : objectId;
