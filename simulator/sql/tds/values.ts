import { sqlError } from "../sql-error";
import { guidBytes, guidText } from "../state/sid";
import { fromCodePage, toCodePage } from "../tsql/code-page";
import {
  BIGINT,
  BIT,
  FLOAT,
  GUID,
  INT,
  isUnicode,
  MAX,
  nvarchar,
  type SqlType,
  type SqlValue,
  varbinary,
  varchar,
} from "../tsql/types";
import { type ByteReader, u16, u32, u64, u8 } from "./bytes";

/** SQL_Latin1_General_CP1_CI_AS */
export const COLLATION = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);

const INTEGER_SIZES: Readonly<Record<string, number>> = { tinyint: 1, smallint: 2, int: 4, bigint: 8 };
const LONG: Readonly<Record<string, number>> = {
  varbinary: 0xa5,
  varchar: 0xa7,
  binary: 0xad,
  char: 0xaf,
  nvarchar: 0xe7,
  nchar: 0xef,
};
const MAX_BYTES = 8000;

const bytesOf = (type: SqlType): number => (isUnicode(type) ? 2 : 1) * type.length;
const isLong = (type: SqlType): boolean => type.length === MAX || bytesOf(type) > MAX_BYTES;

/** TYPE_INFO, MS-TDS 2.2.5.6 */
export function typeInfo(type: SqlType): Buffer {
  const { kind } = type;
  const size = INTEGER_SIZES[kind];
  if (size !== undefined) {
    return Buffer.from([0x26, size]);
  }
  switch (kind) {
    case "bit":
      return Buffer.from([0x68, 1]);
    case "float":
      return Buffer.from([0x6d, 8]);
    case "datetime":
      return Buffer.from([0x6f, 8]);
    case "uniqueidentifier":
      return Buffer.from([0x24, 16]);
    default: {
      const length = isLong(type) ? 0xffff : Math.max(isUnicode(type) ? 2 : 1, bytesOf(type));
      const collation = kind.endsWith("binary") ? Buffer.alloc(0) : COLLATION;
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
  const bytes = Buffer.alloc(8);
  if (kind === "float") {
    bytes.writeDoubleLE(Number(value));
    return bytes;
  }
  bytes.writeBigInt64LE(BigInt(Number(value)));
  return bytes.subarray(0, kind === "bit" ? 1 : INTEGER_SIZES[kind]);
}

const DAY = 24 * 60 * 60 * 1000;

export interface TypedValue {
  readonly type: SqlType;
  readonly value: SqlValue;
}

/** TYPE_INFO and value of the parameter of this name. */
export function readTypedValue(reader: ByteReader, name: string): TypedValue {
  const code = reader.u8();
  const fixed = FIXED[code];
  if (fixed) {
    const [type, size] = fixed;
    return { type, value: numberOf(reader.bytes(size), type) };
  }
  switch (code) {
    case 0x1f:
      return { type: INT, value: null };
    case 0x26:
    case 0x68:
    case 0x6d: {
      const type = code === 0x68 ? BIT : code === 0x6d ? FLOAT : reader.data[reader.at] === 8 ? BIGINT : INT;
      reader.u8();
      const bytes = reader.bytes(reader.u8());
      return { type, value: bytes.length === 0 ? null : numberOf(bytes, type) };
    }
    case 0x24: {
      reader.u8();
      const bytes = reader.bytes(reader.u8());
      return { type: GUID, value: bytes.length === 0 ? null : guidText(bytes) };
    }
    case 0xa5:
    case 0xad:
      return sized(
        reader,
        (length) => varbinary(length),
        (bytes) => Buffer.from(bytes),
        false,
      );
    case 0xa7:
    case 0xaf:
      return sized(reader, (length) => varchar(length), fromCodePage, true);
    case 0xe7:
    case 0xef:
      return sized(
        reader,
        (length) => nvarchar(length === MAX ? MAX : length / 2),
        (bytes) => bytes.toString("utf16le"),
        true,
      );
    default:
      throw sqlError(8009, name, code.toString(16).toUpperCase());
  }
}

const FIXED: Readonly<Record<number, readonly [SqlType, number]>> = {
  0x30: [INT, 1],
  0x32: [BIT, 1],
  0x34: [INT, 2],
  0x38: [INT, 4],
  0x3e: [FLOAT, 8],
  0x7f: [BIGINT, 8],
};

function numberOf(bytes: Buffer, { kind }: SqlType): number {
  if (kind === "float") {
    return bytes.length === 4 ? bytes.readFloatLE() : bytes.readDoubleLE();
  }
  if (bytes.length === 8) {
    return Number(bytes.readBigInt64LE());
  }
  return bytes.length === 1 ? bytes.readUInt8() : bytes.readIntLE(0, bytes.length);
}

function sized(
  reader: ByteReader,
  typeOf: (length: number) => SqlType,
  valueOf: (bytes: Buffer) => SqlValue,
  hasCollation: boolean,
): TypedValue {
  const length = reader.u16();
  reader.bytes(hasCollation ? 5 : 0);
  const bytes = length === 0xffff ? chunks(reader) : shortBytes(reader);
  return { type: typeOf(length === 0xffff ? MAX : length), value: bytes === null ? null : valueOf(bytes) };
}

function shortBytes(reader: ByteReader): Buffer | null {
  const length = reader.u16();
  return length === 0xffff ? null : reader.bytes(length);
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
