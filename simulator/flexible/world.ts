import { type AddressRange } from "../firewall";

/** What flexible servers of one product know of the rest of Azure. It is asked anew each time, so it may change. */
export interface FlexibleWorld {
  /** The server with this DNS name, in any case. */
  server(host: string): FlexibleServer | undefined;
  /** Object ids of the groups that a principal is in, directly or not. */
  groupsOf(objectId: string): readonly string[];
}

export interface FlexibleServer {
  /** DNS name. */
  readonly host: string;
  /** Another one for a server that was deleted and made again: what was in it is gone. */
  readonly incarnation: string;
  readonly publicAccess: boolean;
  readonly firewall: readonly AddressRange[];
  /** Those of Entra ID. */
  readonly administrators: readonly Administrator[];
  readonly databases: readonly FlexibleDatabase[];
}

export interface Administrator {
  /** User name to sign in with. */
  readonly name: string;
  readonly objectId: string;
  readonly type: "user" | "group" | "service";
}

export interface FlexibleDatabase {
  readonly name: string;
  readonly incarnation: string;
}
