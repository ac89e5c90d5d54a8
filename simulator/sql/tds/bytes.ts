import { ProtocolError } from "./packets";

/** Reads numbers and text from a message; what is cut short is no message. */
export class ByteReader {
  public at = 0;

  public constructor(readonly data: Buffer) {}

  public get atEnd(): boolean {
    return this.at >= this.data.length;
  }

  public bytes(length: number): Buffer {
    if (length < 0 || this.at + length > this.data.length) {
      throw new ProtocolError("a message that is too short");
    }
    this.at += length;
    return this.data.subarray(this.at - length, this.at);
  }

  public u8(): number {
    return this.bytes(1).readUInt8();
  }

  public u16(): number {
    return this.bytes(2).readUInt16LE();
  }

  public u32(): number {
    return this.bytes(4).readUInt32LE();
  }

  /** Text of this many UTF-16 code units. */
  public text(units: number): string {
    return this.bytes(units * 2).toString("utf16le");
  }
}

export const u8 = (value: number): Buffer => Buffer.from([value]);

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value & 0xffff);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

export function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

const utf16 = (text: string): Buffer => Buffer.from(text, "utf16le");

/** Text with its length before it, in one byte. */
export const shortText = (text: string): Buffer =>
  Buffer.concat([u8(Math.min(text.length, 255)), utf16(text.slice(0, 255))]);

/** Text with its length before it, in two bytes. */
export const longText = (text: string): Buffer => Buffer.concat([u16(text.length), utf16(text)]);
