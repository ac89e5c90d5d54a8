import { notModelled } from "../language";
import { guidBytes, guidText } from "../state/sid";
import { toCodePage } from "../tsql/code-page";
import { BIT, GUID, INT, isUnicode, MAX, nvarchar, type SqlType, type SqlValue, varbinary } from "../tsql/types";
import { type ByteReader, u16, u32, u64, u8 } from "./bytes";

/** SQL_Latin1_General_CP1_CI_AS */
export const COLLATION = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);

const LONG: Readonly<Record<string, number>> = { varbinary: 0xa5, varchar: 0xa7, char: 0xaf, nvarchar: 0xe7 };
const MAX_BYTES = 8000;

const bytesOf = (type: SqlType): number => (isUnicode(type) ? 2 : 1) * type.length;
const isLong = (type: SqlType): boolean => type.length === MAX || bytesOf(type) > MAX_BYTES;

/** TYPE_INFO, MS-TDS 2.2.5.6 */
export function typeInfo(type: SqlType): Buffer {
  const { kind } = type;
  switch (kind) {
    case "int":
      return Buffer.from([0x26, 4]);
    case "bit":
      return Buffer.from([0x68, 1]);
    case "datetime":
      return Buffer.from([0x6f, 8]);
    case "uniqueidentifier":
      return Buffer.from([0x24, 16]);
    default: {
      const length = isLong(type) ? 0xffff : Math.max(isUnicode(type) ? 2 : 1, bytesOf(type));
      const collation = kind === "varbinary" ? Buffer.alloc(0) : COLLATION;
      return Buffer.concat([u8(LONG[kind] ?? 0), u16(length), collation]);
    }
  }
}

/** A value of a column of this type. */
export function encodeValue(value: SqlValue, type: SqlType): Buffer {
  const { kind } = type;
  const code = LONG[kind];
  if (code === undefined) {
    const bytes = value === null ? Buffer.alloc(0) : fixedBytes(value, kind);
    return Buffer.concat([u8(bytes.length), bytes]);
  }
  const bytes = value === null ? undefined : Buffer.isBuffer(value) ? value : textBytes(String(value), type);
  if (!isLong(type)) {
    return bytes ? Buffer.concat([u16(bytes.length), bytes]) : u16(0xffff);
  }
  if (!bytes) {
    return Buffer.alloc(8, 0xff);
  }
  const chunk = bytes.length > 0 ? [u32(bytes.length), bytes] : [];
  return Buffer.concat([u64(bytes.length), ...chunk, u32(0)]);
}

const textBytes = (text: string, type: SqlType): Buffer =>
  isUnicode(type) ? Buffer.from(text, "utf16le") : toCodePage(text);

function fixedBytes(value: SqlValue, kind: SqlType["kind"]): Buffer {
  if (value instanceof Date) {
    const since1900 = value.getTime() - Date.UTC(1900, 0, 1);
    const days = Math.floor(since1900 / DAY);
    return Buffer.concat([u32(days), u32(Math.floor(((since1900 - days * DAY) * 3) / 10))]);
  }
  if (kind === "uniqueidentifier") {
    return guidBytes(String(value));
  }
  return kind === "bit" ? u8(Number(value)) : u32(Number(value));
}

const DAY = 24 * 60 * 60 * 1000;

export interface TypedValue {
  readonly type: SqlType;
  readonly value: SqlValue;
}

/** TYPE_INFO and value of a parameter. */
export function readTypedValue(reader: ByteReader): TypedValue {
  const code = reader.u8();
  switch (code) {
    case 0x24:
    case 0x26:
    case 0x68: {
      const size = reader.u8();
      const bytes = reader.bytes(reader.u8());
      const type = code === 0x24 ? GUID : code === 0x68 ? BIT : INT;
      if (type === INT && size !== 4) {
        throw notModelled(`parameter of an integer type of ${String(size)} bytes`);
      }
      if (bytes.length === 0) {
        return { type, value: null };
      }
      return { type, value: type === GUID ? guidText(bytes) : bytes.readIntLE(0, bytes.length) };
    }
    case 0xa5: {
      const { length, bytes } = readLong(reader, 0);
      return { type: varbinary(length), value: bytes && Buffer.from(bytes) };
    }
    case 0xe7: {
      const { length, bytes } = readLong(reader, COLLATION.length);
      return { type: nvarchar(length === MAX ? MAX : length / 2), value: bytes?.toString("utf16le") ?? null };
    }
    default:
      throw notModelled(`parameter of the type 0x${code.toString(16).toUpperCase()}`);
  }
}

function readLong(reader: ByteReader, collation: number): { readonly length: number; readonly bytes: Buffer | null } {
  const length = reader.u16();
  reader.bytes(collation);
  if (length === 0xffff) {
    return { length: MAX, bytes: chunks(reader) };
  }
  const used = reader.u16();
  return { length, bytes: used === 0xffff ? null : reader.bytes(used) };
}

/** A value of unlimited length, in chunks, MS-TDS 2.2.5.2.3. */
function chunks(reader: ByteReader): Buffer | null {
  if (reader.bytes(8).readBigUInt64LE() === 0xffffffffffffffffn) {
    return null;
  }
  const parts: Buffer[] = [];
  for (let length = reader.u32(); length > 0; length = reader.u32()) {
    parts.push(reader.bytes(length));
  }
  return Buffer.concat(parts);
}
