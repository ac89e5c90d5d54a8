import { sqlError } from "../sql-error";
import { guidBytes, guidText } from "../state/sid";
import { fromCodePage, toCodePage } from "./code-page";
import { isText, isUnicode, MAX, type SqlType, type SqlValue } from "./types";

/** https://learn.microsoft.com/sql/t-sql/functions/cast-and-convert-transact-sql */
export function convert(value: SqlValue, from: SqlType, to: SqlType, style = 0): SqlValue {
  if (value === null) {
    return null;
  }
  switch (to.kind) {
    case "varbinary": {
      const bytes = toBytes(value, from, style);
      return to.length === MAX ? bytes : bytes.subarray(0, to.length);
    }
    case "uniqueidentifier":
      return toGuid(value, from);
    case "datetime":
      return value instanceof Date ? value : clash(from, to);
    case "bit":
    case "int":
      return toNumber(value, from, to);
    default:
      return toText(value, from, to, style);
  }
}

function clash(from: SqlType, to: SqlType): never {
  throw sqlError(206, from.kind, to.kind);
}

function toText(value: SqlValue, from: SqlType, to: SqlType, style: number): string {
  const full = Buffer.isBuffer(value)
    ? textOfBytes(value, to, style)
    : value instanceof Date
      ? clash(from, to)
      : String(value);
  const text = to.length === MAX ? full : full.slice(0, to.length);
  const known = isUnicode(to) ? text : fromCodePage(toCodePage(text));
  return to.kind === "char" ? known.padEnd(to.length) : known;
}

/** Style 1 writes bytes in hexadecimal digits after 0x, style 2 without it. */
function textOfBytes(bytes: Buffer, to: SqlType, style: number): string {
  if (style === 1 || style === 2) {
    return (style === 1 ? "0x" : "") + bytes.toString("hex").toUpperCase();
  }
  return isUnicode(to) ? bytes.subarray(0, bytes.length & ~1).toString("utf16le") : fromCodePage(bytes);
}

function toBytes(value: SqlValue, from: SqlType, style: number): Buffer {
  if (Buffer.isBuffer(value)) {
    return value;
  }
  if (typeof value !== "string") {
    return clash(from, { kind: "varbinary", length: MAX });
  }
  if (from.kind === "uniqueidentifier") {
    return guidBytes(value);
  }
  if (style === 1 || style === 2) {
    const [, hex] = (style === 1 ? /^0x((?:[0-9a-f]{2})*)$/i : /^((?:[0-9a-f]{2})*)$/i).exec(value) ?? [];
    if (hex === undefined) {
      throw sqlError(245, from.kind, value, "varbinary");
    }
    return Buffer.from(hex, "hex");
  }
  return isUnicode(from) ? Buffer.from(value, "utf16le") : toCodePage(value);
}

function toGuid(value: SqlValue, from: SqlType): string {
  if (Buffer.isBuffer(value)) {
    return guidText(value);
  }
  if (typeof value !== "string") {
    return clash(from, { kind: "uniqueidentifier", length: 0 });
  }
  const [, guid] = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i.exec(value) ?? [];
  if (guid === undefined) {
    throw sqlError(8169);
  }
  return guid.toUpperCase();
}

function toNumber(value: SqlValue, from: SqlType, to: SqlType): number {
  if (typeof value === "string" && isText(from)) {
    if (!/^ *[+-]?\d+ *$/.test(value)) {
      throw sqlError(245, from.kind, value, to.kind);
    }
    return toNumber(Number(value), to, to);
  }
  if (typeof value !== "number") {
    return clash(from, to);
  }
  if (to.kind === "bit") {
    return value === 0 ? 0 : 1;
  }
  if (Math.abs(value) > 2147483647) {
    throw sqlError(8115, to.kind);
  }
  return value;
}
