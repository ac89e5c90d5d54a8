import { Fn, Token } from "cdktf";
import { portOf, PUBLIC_ENDPOINT_PORT } from "../../sql/model/fact-rules";
import { emptyProblems } from "./argument-rules";
import { type SqlQueryParameter } from "./sql-connector-props";
import { firstRule, type Problem, rules } from "../../core/rules";

/** A server in the connector's format: with a comma and the port, unless it is the default port. */
export function serverName(host: string, port: number | undefined = defaultPort(host)): string {
  return port === undefined ? host : `${host},${String(port)}`;
}

function defaultPort(host: string): number | undefined {
  return portOf(host) === PUBLIC_ENDPOINT_PORT ? PUBLIC_ENDPOINT_PORT : undefined;
}

/** Complains about an impossible port; tokens are checked by Azure. */
export const portProblems = rules<[port: number | undefined]>("SqlConnector", [
  {
    rule: "impossible-port",
    when: (port) =>
      port !== undefined && !Token.isUnresolved(port) && !(Number.isInteger(port) && port >= 1 && port <= 65_535),
    message: (port) => `port must be a whole number from 1 to 65535; got ${String(port)}`,
  },
]);

/** Columns in the connector's format. Terraform joins a list that is known at apply. */
export function columnList(columns: string[] | undefined): string | undefined {
  return columns && (Token.isUnresolved(columns) ? Fn.join(",", columns) : columns.join(","));
}

/** Reports an empty list, and columns without a name. */
export function columnProblems(columns: readonly string[] | undefined): Problem[] {
  return columns?.length === 0
    ? noColumns()
    : (columns ?? []).flatMap((column, index) => emptyProblems({ [`select[${String(index)}]`]: column }));
}

/** Reports invalid parameters of a query. T-SQL ignores the case of variable names. */
export function queryParameterProblems(parameters: readonly SqlQueryParameter[]): Problem[] {
  const names = parameters.map(({ name }) => name.toLowerCase());
  return [
    ...parameters.flatMap(({ name, type }) => [
      ...variableProblems(name),
      ...emptyProblems({ [`type of parameter ${JSON.stringify(name)}`]: type.trim() }),
    ]),
    ...parameters
      .filter((_, index) => names.indexOf(names[index] ?? "") < index)
      .flatMap(({ name }) => duplicateParameter(name)),
  ];
}

/**
 * Reports an invalid variable name.
 *
 * https://learn.microsoft.com/sql/relational-databases/databases/database-identifiers
 */
export const variableProblems = firstRule<[name: string]>("SqlConnector", [
  {
    rule: "parameter-name-with-at-sign",
    when: (name) => name.startsWith("@"),
    message: (name) => `the name of parameter ${JSON.stringify(name)} starts with "@"; leave out the "@"`,
  },
  {
    rule: "impossible-parameter-name",
    when: (name) => !Token.isUnresolved(name) && !/^[\p{L}\p{Nd}_#$][\p{L}\p{Nd}_#$@]{0,126}$/u.test(name),
    message: (name) =>
      `the name of a parameter must be 1 to 127 letters, digits, _, # and $; got ${JSON.stringify(name)}`,
  },
]);

const noColumns = rules("SqlConnector", [
  { rule: "no-columns", message: "select has no columns; give some, or leave it out" },
]);

const duplicateParameter = rules<[name: string]>("SqlConnector", [
  {
    rule: "duplicate-query-parameter",
    message: (name) => `parameter ${JSON.stringify(name)} is given twice; give each parameter a name of its own`,
  },
]);
