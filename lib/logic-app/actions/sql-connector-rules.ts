import { Fn, Token } from "cdktf";
import { portOf, PUBLIC_ENDPOINT_PORT } from "../../sql/model/fact-rules";
import { emptyProblems } from "./refuse";
import { type SqlQueryParameter } from "./sql-connector-props";

/** A server in the connector's format: with a comma and the port, unless it is the default port. */
export function serverName(host: string, port: number | undefined = defaultPort(host)): string {
  return port === undefined ? host : `${host},${String(port)}`;
}

function defaultPort(host: string): number | undefined {
  return portOf(host) === PUBLIC_ENDPOINT_PORT ? PUBLIC_ENDPOINT_PORT : undefined;
}

/** Reports an invalid port. Azure checks tokens. */
export function portProblems(port: number | undefined): string[] {
  return port === undefined || Token.isUnresolved(port) || (Number.isInteger(port) && port >= 1 && port <= 65_535)
    ? []
    : [`port ${String(port)} is none; give a whole number from 1 to 65535`];
}

/** Columns in the connector's format. Terraform joins a list that is known at apply. */
export function columnList(columns: string[] | undefined): string | undefined {
  return columns && (Token.isUnresolved(columns) ? Fn.join(",", columns) : columns.join(","));
}

/** Reports an empty list, and columns without a name. */
export function columnProblems(columns: readonly string[] | undefined): string[] {
  return columns?.length === 0
    ? ["select has no columns; give some, or leave it out"]
    : (columns ?? []).flatMap((column, index) => emptyProblems({ [`select[${String(index)}]`]: column }));
}

/** Reports invalid parameters of a query. T-SQL ignores the case of variable names. */
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
 * Reports an invalid variable name.
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
