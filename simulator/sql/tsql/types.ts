import { modelled, type TypeName, TYPES } from "../language";
import { sqlError } from "../sql-error";

/** The types of T-SQL that are modelled, weakest first: in a comparison the weaker side is converted. */
const KINDS = ["varbinary", "char", "varchar", "nvarchar", "uniqueidentifier", "bit", "int", "datetime"] as const;
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
export const BIT = type("bit");
export const GUID = type("uniqueidentifier");
export const DATETIME = type("datetime");
export const SYSNAME = type("nvarchar", 128);
export const nvarchar = (length: number): SqlType => type("nvarchar", length);
export const varchar = (length: number): SqlType => type("varchar", length);
export const varbinary = (length: number): SqlType => type("varbinary", length);
export const char = (length: number): SqlType => type("char", length);

const NAMED: Readonly<Record<TypeName, (length: number) => SqlType>> = {
  BIT: () => BIT,
  INT: () => INT,
  NVARCHAR: nvarchar,
  SYSNAME: () => SYSNAME,
  UNIQUEIDENTIFIER: () => GUID,
  VARBINARY: varbinary,
  VARCHAR: varchar,
};

/** The type of this name; without a length it has the one that T-SQL assumes there. */
export function typeNamed(name: string, length: number | undefined, assumed: number): SqlType {
  const known = modelled(TYPES, "type", name);
  const longest = known === "NVARCHAR" ? 4000 : 8000;
  if (length === 0) {
    throw sqlError(1001, "0");
  }
  if (length !== undefined && length > longest) {
    throw sqlError(131, String(length), known.toLowerCase(), String(longest));
  }
  return NAMED[known](length ?? assumed);
}

export const isUnicode = ({ kind }: SqlType): boolean => kind === "nvarchar";
export const isText = ({ kind }: SqlType): boolean => kind.endsWith("char");

/** The type that two become in a comparison, a CASE or a UNION. */
export function commonType(left: SqlType, right: SqlType): SqlType {
  const [weak, strong] = KINDS.indexOf(left.kind) < KINDS.indexOf(right.kind) ? [left, right] : [right, left];
  if (!isText(strong) && strong.kind !== "varbinary") {
    return strong;
  }
  const length = weak.length === MAX || strong.length === MAX ? MAX : Math.max(weak.length, strong.length);
  return { kind: strong.kind, length };
}
