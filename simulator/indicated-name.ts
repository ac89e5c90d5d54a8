import { type TLSSocket } from "node:tls";

/** The server name from the TLS handshake; empty if the client sent none. */
export function indicatedName(socket: TLSSocket): string {
  // The types declare it for clients only.
  const { servername } = socket as TLSSocket & { readonly servername?: string | false };
  return typeof servername === "string" ? servername : "";
}
