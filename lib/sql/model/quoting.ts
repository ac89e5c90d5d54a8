/** Quotes names and literals for T-SQL. */

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

/**
 * Variables in T-SQL that is written before all ids are known, in sqlcmd's notation: `$(name)`. Only ids can be
 * variables, because their values are not quoted.
 *
 * https://learn.microsoft.com/sql/tools/sqlcmd/sqlcmd-use-scripting-variables
 */
const VARIABLE = /^\$\((\w+)\)$/;

export function variable(name: string): string {
  return `$(${name})`;
}

export function isVariable(text: string): boolean {
  return VARIABLE.test(text);
}

/** Name of the variable with the SID for a variable with an id. */
export function sidName(name: string): string {
  return `${name}_sid`;
}

/** The same for variables in their notation. */
export function sidVariable(ofId: string): string {
  return ofId.replace(VARIABLE, (_, name: string) => variable(sidName(name)));
}

/** Only in T-SQL that is written to files. */
export interface BytesVariable {
  readonly variable: string;
}

export function bytesLiteral(value: Uint8Array | BytesVariable): string {
  return "variable" in value ? value.variable : `0x${Buffer.from(value).toString("hex").toUpperCase()}`;
}
