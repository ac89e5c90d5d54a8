import { Fn, Token } from "cdktf";
import { portOf, PUBLIC_ENDPOINT_PORT } from "../../sql/model/fact-rules";
import { emptyProblems } from "./refuse";
import { type SqlQueryParameter } from "./sql-connector-props";

/** A server as the connector knows it: with a port behind a comma, unless that is the usual one. */
export function serverName(host: string, port: number | undefined = defaultPort(host)): string {
  return port === undefined ? host : `${host},${String(port)}`;
}

function defaultPort(host: string): number | undefined {
  return portOf(host) === PUBLIC_ENDPOINT_PORT ? PUBLIC_ENDPOINT_PORT : undefined;
}

/** Complains about a port that is none; tokens are checked by Azure. */
export function portProblems(port: number | undefined): string[] {
  return port === undefined || Token.isUnresolved(port) || (Number.isInteger(port) && port >= 1 && port <= 65_535)
    ? []
    : [`port ${String(port)} is none; give a whole number from 1 to 65535`];
}

/** Columns as the connector takes them; a list that Terraform knows is put together when it applies. */
export function columnList(columns: string[] | undefined): string | undefined {
  return columns && (Token.isUnresolved(columns) ? Fn.join(",", columns) : columns.join(","));
}

/** Complains about no column, and about columns without a name. */
export function columnProblems(columns: readonly string[] | undefined): string[] {
  return columns?.length === 0
    ? ["select has no columns; give some, or leave it out"]
    : (columns ?? []).flatMap((column, index) => emptyProblems({ [`select[${String(index)}]`]: column }));
}

/** Complains about parameters that no query can have; T-SQL tells names of variables apart without regard to case. */
export function queryParameterProblems(parameters: readonly SqlQueryParameter[]): string[] {
  const names = parameters.map(({ name }) => name.toLowerCase());
  return [
    ...parameters.flatMap(({ name, type }) => [
      ...variableProblems(name),
      ...emptyProblems({ [`type of parameter ${JSON.stringify(name)}`]: type.trim() }),
    ]),
    ...parameters
      .filter((_, index) => names.indexOf(names[index] ?? "") < index)
      .map(({ name }) => `parameter ${JSON.stringify(name)} is there twice; give each a name of its own`),
  ];
}

/**
 * Complains about what cannot follow the `@` of a variable.
 *
 * https://learn.microsoft.com/sql/relational-databases/databases/database-identifiers
 */
export function variableProblems(name: string): string[] {
  if (Token.isUnresolved(name) || /^[\p{L}\p{Nd}_#$][\p{L}\p{Nd}_#$@]{0,126}$/u.test(name)) {
    return [];
  }
  const remedy = name.startsWith("@") ? 'leave out the "@"' : "give letters, digits, _, # and $, at most 127";
  return [`parameter ${JSON.stringify(name)} is not a name of a variable; ${remedy}`];
}
