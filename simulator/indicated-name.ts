import { type TLSSocket } from "node:tls";

/** Name of the server that a client indicated in its handshake; empty where it gave none. */
export function indicatedName(socket: TLSSocket): string {
  // The types know it of clients only.
  const { servername } = socket as TLSSocket & { readonly servername?: string | false };
  return typeof servername === "string" ? servername : "";
}
