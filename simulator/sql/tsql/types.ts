import { sqlError } from "../sql-error";

/** The types of T-SQL that are modelled, weakest first: in an operation the weaker side is converted. */
const KINDS = [
  "binary",
  "varbinary",
  "char",
  "varchar",
  "nchar",
  "nvarchar",
  "uniqueidentifier",
  "bit",
  "tinyint",
  "smallint",
  "int",
  "bigint",
  "float",
  "datetime",
] as const;
export type Kind = (typeof KINDS)[number];

export interface SqlType {
  readonly kind: Kind;
  /** Bytes of a binary type, characters of a text type; MAX where there is no limit, 0 elsewhere. */
  readonly length: number;
}

/** Text, GUIDs in upper case, numbers and bits, bytes, points in time. */
export type SqlValue = null | string | number | Buffer | Date;

export const MAX = -1;

const type = (kind: Kind, length = 0): SqlType => ({ kind, length });
export const INT = type("int");
export const BIGINT = type("bigint");
export const BIT = type("bit");
export const FLOAT = type("float");
export const GUID = type("uniqueidentifier");
export const DATETIME = type("datetime");
export const SYSNAME = type("nvarchar", 128);
export const nvarchar = (length: number): SqlType => type("nvarchar", length);
export const varchar = (length: number): SqlType => type("varchar", length);
export const varbinary = (length: number): SqlType => type("varbinary", length);
export const char = (length: number): SqlType => type("char", length);

const ALIASES: Readonly<Record<string, string>> = {
  INTEGER: "INT",
  SYSNAME: "NVARCHAR",
  REAL: "FLOAT",
  DATETIME2: "DATETIME",
};

const isKind = (name: string): name is Kind => (KINDS as readonly string[]).includes(name);

/** The type of this name; without a length it has the one that T-SQL assumes there. */
export function typeNamed(name: string, length: number | undefined, assumed: number): SqlType {
  const kind = (ALIASES[name.toUpperCase()] ?? name).toLowerCase();
  if (!isKind(kind)) {
    throw sqlError(243, name);
  }
  const longest = kind.startsWith("n") ? 4000 : 8000;
  if (length === 0) {
    throw sqlError(1001, "0");
  }
  if (length !== undefined && length > longest) {
    throw sqlError(131, String(length), kind, String(longest));
  }
  return type(kind, isSized(kind) ? (length ?? (name.toUpperCase() === "SYSNAME" ? 128 : assumed)) : 0);
}

export const isUnicode = ({ kind }: SqlType): boolean => kind === "nvarchar" || kind === "nchar";
export const isText = (sqlType: SqlType): boolean =>
  isUnicode(sqlType) || sqlType.kind === "varchar" || sqlType.kind === "char";
export const isBinary = ({ kind }: SqlType): boolean => kind === "varbinary" || kind === "binary";
export const isInteger = ({ kind }: SqlType): boolean => kind === "bit" || kind in INTEGER_RANGES;
const isSized = (kind: Kind): boolean => /char|binary/.test(kind);

/** The largest bigint that is a number here, too. */
export const MAX_BIGINT = 2 ** 63 - 1024;

export const INTEGER_RANGES: Readonly<Record<string, readonly [number, number]>> = {
  tinyint: [0, 255],
  smallint: [-32768, 32767],
  int: [-2147483648, 2147483647],
  bigint: [-(2 ** 63), MAX_BIGINT],
};

/** The type that two become in a comparison, a CASE or a UNION. */
export function commonType(left: SqlType, right: SqlType): SqlType {
  const [weak, strong] = KINDS.indexOf(left.kind) < KINDS.indexOf(right.kind) ? [left, right] : [right, left];
  if (!isSized(strong.kind)) {
    return strong;
  }
  const length = weak.length === MAX || strong.length === MAX ? MAX : Math.max(weak.length, strong.length);
  return { kind: strong.kind, length };
}

/** As error messages and system views name it. */
export const typeName = ({ kind }: SqlType): string => kind;
