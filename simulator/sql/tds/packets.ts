/** Types of messages, MS-TDS 2.2.3.1.1. */
export const MESSAGE = {
  batch: 0x01,
  rpc: 0x03,
  answer: 0x04,
  attention: 0x06,
  bulkLoad: 0x07,
  transaction: 0x0e,
  login: 0x10,
  prelogin: 0x12,
} as const;

const HEADER = 8;
const LENGTH_ENDS = 4;
const END = 0x01;
const IGNORE = 0x02;
const RESET = 0x08 | 0x10;

export const DEFAULT_PACKET_SIZE = 4096;
export const MAX_PACKET_SIZE = 32767;

export interface Message {
  readonly type: number;
  readonly data: Buffer;
  /** The client gave it up while sending it. */
  readonly ignored: boolean;
  /** The connection shall be as it was after signing in. */
  readonly resets: boolean;
}

/** What the client sent is not TDS. */
export class ProtocolError extends Error {}

/** Longest message that is taken; nothing that an administrator sends comes near it. */
const MAX_MESSAGE = 64 * 1024 * 1024;

/** Puts messages together from the packets of a connection. */
export class PacketReader {
  private received: Buffer = Buffer.alloc(0);
  private parts: Buffer[] = [];
  private length = 0;
  private resets = false;

  public get isEmpty(): boolean {
    return this.received.length === 0 && this.length === 0;
  }

  public push(chunk: Buffer): Message[] {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const messages: Message[] = [];
    while (this.received.length >= LENGTH_ENDS) {
      const length = this.received.readUInt16BE(2);
      if (length < HEADER || this.length + length > MAX_MESSAGE) {
        throw new ProtocolError(`a packet of ${String(length)} bytes`);
      }
      if (this.received.length < length) {
        break;
      }
      const [type, status] = [this.received.readUInt8(0), this.received.readUInt8(1)];
      this.parts.push(this.received.subarray(HEADER, length));
      this.length += length;
      this.received = this.received.subarray(length);
      this.resets ||= (status & RESET) !== 0;
      if (status & END) {
        messages.push({ type, data: Buffer.concat(this.parts), ignored: (status & IGNORE) !== 0, resets: this.resets });
        this.resets = false;
        this.parts = [];
        this.length = 0;
      }
    }
    return messages;
  }

  /** Bytes that belong to no packet yet. */
  public takeRest(): Buffer {
    const rest = this.received;
    this.received = Buffer.alloc(0);
    return rest;
  }
}

/** A message as packets of at most this size. */
export function packetsOf(type: number, data: Buffer, size: number, connection = 0): Buffer {
  const most = size - HEADER;
  const count = Math.max(1, Math.ceil(data.length / most));
  const packets = Array.from({ length: count }, (_, index) => {
    const part = data.subarray(index * most, (index + 1) * most);
    const header = Buffer.alloc(HEADER);
    header.writeUInt8(type, 0);
    header.writeUInt8(index === count - 1 ? END : 0, 1);
    header.writeUInt16BE(part.length + HEADER, 2);
    header.writeUInt16BE(connection & 0xffff, 4);
    header.writeUInt8((index + 1) & 0xff, 6);
    return Buffer.concat([header, part]);
  });
  return Buffer.concat(packets);
}
