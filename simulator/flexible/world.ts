import { type AddressRange } from "../firewall";

/** What flexible servers of one product know about the rest of Azure. It is queried each time, so it can change. */
export interface FlexibleWorld {
  /** The server with this DNS name, regardless of letter case. */
  server(host: string): FlexibleServer | undefined;
  /** Object ids of the direct and indirect groups of a principal. */
  groupsOf(objectId: string): readonly string[];
}

export interface FlexibleServer {
  /** DNS name. */
  readonly host: string;
  /** Differs after the server was recreated, which deletes its contents. */
  readonly incarnation: string;
  readonly publicAccess: boolean;
  readonly firewall: readonly AddressRange[];
  /** Entra administrators. */
  readonly administrators: readonly Administrator[];
  readonly databases: readonly FlexibleDatabase[];
}

export interface Administrator {
  readonly name: string;
  readonly objectId: string;
  readonly type: "user" | "group" | "service";
}

export interface FlexibleDatabase {
  readonly name: string;
  readonly incarnation: string;
}
