import { type Duplex } from "node:stream";

// What mysql2 serves with. Its package gives no other way to what happens between greeting and first query, and its types
// do not tell of it.

export interface Packet {
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

/** A connection as the server sees it. */
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

/** What is done with the next packet; answers what is done with the one after it. */
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

/** A packet with these bytes. */
export function packetOf(body: Buffer): object {
  const buffer = Buffer.concat([Buffer.alloc(4), body]);
  return new RawPacket(0, buffer, 0, buffer.length);
}
