import { type BytesVariable } from "./variable";

/** How T-SQL writes names and texts. */

/** https://learn.microsoft.com/sql/relational-databases/databases/database-identifiers#delimited-identifiers */
export function identifier(name: string): string {
  return `[${name.replaceAll("]", "]]")}]`;
}

/** https://learn.microsoft.com/sql/t-sql/data-types/constants-transact-sql#unicode-strings */
export function literal(text: string): string {
  return `N'${text.replaceAll("'", "''")}'`;
}

export function guidLiteral(guid: string): string {
  return `'${guid.replaceAll("'", "''")}'`;
}

export function bytesLiteral(value: Uint8Array | BytesVariable): string {
  return "variable" in value ? value.variable : `0x${Buffer.from(value).toString("hex").toUpperCase()}`;
}
