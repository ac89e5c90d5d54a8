import { type Duplex } from "node:stream";

// The server side of mysql2. The package offers no other access to the exchange between greeting and first query, and
// its types do not cover it.

export interface Packet {
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

/** A connection from the server's point of view. */
export interface ServedConnection {
  sequenceId: number;
  serverConfig: object;
  readonly stream: Duplex;
  clientHelloReply?: { readonly user: string };
  addCommand(command: object): void;
  writePacket(packet: object): void;
  writeOk(args?: object): void;
  writeEof(): void;
  writeError(error: { readonly code: number; readonly message: string }): void;
  writeColumns(columns: readonly object[]): void;
  writeTextRow(row: readonly unknown[]): void;
  on(event: string, listener: (query: string) => void): void;
}

/** Handles the next packet. Returns the handler of the one after it. */
export type Next = (packet: Packet, connection: ServedConnection) => unknown;

interface Handshake {
  start: Next;
  readClientReply: Next;
  dispatchCommands: Next;
}

interface HandshakeClass {
  new (args: object): Handshake;
  readonly prototype: Handshake;
}

/* eslint-disable @typescript-eslint/no-require-imports */
export const ServerHandshake =
  require("../../../node_modules/mysql2/lib/commands/server_handshake.js") as HandshakeClass;
const RawPacket = require("../../../node_modules/mysql2/lib/packets/packet.js") as new (...args: unknown[]) => object;
/* eslint-enable @typescript-eslint/no-require-imports */

/** A packet with this body. */
export function packetOf(body: Buffer): object {
  const buffer = Buffer.concat([Buffer.alloc(4), body]);
  return new RawPacket(0, buffer, 0, buffer.length);
}
