import { sqlError } from "../sql-error";
import { guidBytes, guidText } from "../state/sid";
import { fromCodePage, toCodePage } from "./code-page";
import {
  INTEGER_RANGES,
  isBinary,
  isInteger,
  isText,
  isUnicode,
  MAX,
  type SqlType,
  type SqlValue,
  typeName,
} from "./types";

/** https://learn.microsoft.com/sql/t-sql/functions/cast-and-convert-transact-sql */
export function convert(value: SqlValue, from: SqlType, to: SqlType, style = 0): SqlValue {
  if (value === null) {
    return null;
  }
  if (isText(to)) {
    return toText(value, from, to, style);
  }
  if (isBinary(to)) {
    return sized(toBytes(value, from, style), to);
  }
  if (to.kind === "uniqueidentifier") {
    return toGuid(value, from);
  }
  if (to.kind === "datetime") {
    return value instanceof Date ? value : toDate(value, from);
  }
  return toNumber(value, from, to);
}

function toText(value: SqlValue, from: SqlType, to: SqlType, style: number): string {
  const full = Buffer.isBuffer(value)
    ? textOfBytes(value, to, style)
    : value instanceof Date
      ? isoText(value)
      : String(value);
  if (to.length !== MAX && full.length > to.length && !isText(from) && !isBinary(from)) {
    throw sqlError(8115, typeName(to));
  }
  const text = to.length === MAX ? full : full.slice(0, to.length);
  const known = isUnicode(to) ? text : fromCodePage(toCodePage(text));
  return to.kind === "char" || to.kind === "nchar" ? known.padEnd(to.length) : known;
}

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
  if (typeof value === "string") {
    if (from.kind === "uniqueidentifier") {
      return guidBytes(value);
    }
    if (style === 1 || style === 2) {
      const [, hex] = (style === 1 ? /^0x((?:[0-9a-f]{2})*)$/i : /^((?:[0-9a-f]{2})*)$/i).exec(value) ?? [];
      if (hex === undefined) {
        throw sqlError(245, typeName(from), value, "varbinary");
      }
      return Buffer.from(hex, "hex");
    }
    return isUnicode(from) ? Buffer.from(value, "utf16le") : toCodePage(value);
  }
  if (typeof value === "number") {
    const bytes = Buffer.alloc(8);
    if (from.kind === "float") {
      bytes.writeDoubleBE(value);
      return bytes;
    }
    bytes.writeBigInt64BE(BigInt(Math.trunc(value)));
    return bytes.subarray(8 - (SIZES[from.kind] ?? 8));
  }
  throw sqlError(206, typeName(from), "varbinary");
}

const SIZES: Readonly<Record<string, number>> = { bit: 1, tinyint: 1, smallint: 2, int: 4 };

/** Bytes beyond the length are lost; numbers lose them at the front, but those are never shorter than what is asked here. */
function sized(bytes: Buffer, { kind, length }: SqlType): Buffer {
  const cut = length === MAX ? bytes : bytes.subarray(0, length);
  return kind === "binary" ? Buffer.concat([cut, Buffer.alloc(length - cut.length)]) : cut;
}

function toGuid(value: SqlValue, from: SqlType): string {
  if (Buffer.isBuffer(value)) {
    return guidText(value);
  }
  if (typeof value !== "string") {
    throw sqlError(206, typeName(from), "uniqueidentifier");
  }
  const [, braced, plain] = /^(?:\{([0-9a-f-]{36})\}|([0-9a-f-]{36}))/i.exec(value) ?? [];
  const guid = braced ?? plain;
  if (guid === undefined || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(guid)) {
    throw sqlError(8169);
  }
  return guid.toUpperCase();
}

function toNumber(value: SqlValue, from: SqlType, to: SqlType): number {
  const number = numberOf(value, from, to);
  if (to.kind === "bit") {
    return number === 0 ? 0 : 1;
  }
  const whole = isInteger(to) ? Math.trunc(number) : number;
  const [least, most] = INTEGER_RANGES[to.kind] ?? [-Infinity, Infinity];
  if (whole < least || whole > most || !Number.isFinite(whole)) {
    throw sqlError(8115, typeName(to));
  }
  return whole;
}

function numberOf(value: SqlValue, from: SqlType, to: SqlType): number {
  if (typeof value === "number") {
    return value;
  }
  if (Buffer.isBuffer(value)) {
    const bytes = Buffer.concat([Buffer.alloc(8), value]).subarray(-8);
    return to.kind === "int" ? bytes.readInt32BE(4) : Number(bytes.readBigInt64BE());
  }
  if (typeof value === "string" && isText(from)) {
    const text = value.trim();
    const word = to.kind === "bit" ? { TRUE: 1, FALSE: 0 }[text.toUpperCase()] : undefined;
    const pattern = isInteger(to) ? /^[+-]?\d*$/ : /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
    if (word === undefined && !pattern.test(text)) {
      throw sqlError(245, typeName(from), value, typeName(to));
    }
    return word ?? Number(text);
  }
  throw sqlError(206, typeName(from), typeName(to));
}

function toDate(value: SqlValue, from: SqlType): Date {
  const date = typeof value === "number" ? new Date(Date.UTC(1900, 0, 1 + value)) : new Date(`${String(value)}Z`);
  if (Number.isNaN(date.getTime())) {
    throw sqlError(245, typeName(from), String(value), "datetime");
  }
  return date;
}

const isoText = (date: Date): string => date.toISOString().slice(0, 23).replace("T", " ");
