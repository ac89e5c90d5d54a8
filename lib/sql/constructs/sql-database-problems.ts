import { type ITerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct, configured } from "../../core/attributes";
import { isResource } from "../../core/given";
import { areDifferentIds, describe } from "../../core/reference";
import { severalProblems, typeProblems } from "../../core/resources";
import { type Problem, rules } from "../../core/rules";
import { type IPrincipal } from "../../principal/principal-interfaces";
import { type ISqlAadLogin } from "./sql-aad-login-interface";
import { type SqlInDatabase } from "./sql-in-database";
import { SERVER_ID, type SqlEndpoint } from "./sql-endpoint";
import { areDifferentServers, serverBehind } from "../execution/server-identity";
import { sqlNameProblems } from "./sql-name";

const USER = "SqlDatabaseUser";
const IN_DATABASE = "Users, roles and schemas in a database";

/** A database and, for users, their principal. */
interface Said extends SqlInDatabase {
  readonly principal?: IPrincipal;
  readonly login?: ISqlAadLogin;
}

/** Errors in a database and its place. */
export function databaseProblems(
  { principal, database, databaseName, endpoint, login }: Said,
  scope: IConstruct,
): Problem[] {
  const notOne = databaseOrName(database, databaseName);
  if (notOne.length > 0) {
    return notOne;
  }
  const reached = endpoint ?? login?.endpoint;
  return [
    ...(database
      ? [
          ...typeProblems("database", database, Object.keys(SERVER_ID)),
          ...(isResource(database) ? severalProblems(database, "give databaseName and endpoint") : []),
        ]
      : sqlNameProblems("database", databaseName, scope)),
    ...(reached || (database && (!isResource(database) || tellsServer(database)))
      ? []
      : noServer(database ? database.terraformResourceType : "databaseName")),
    ...(endpoint?._problems(scope) ?? []),
    ...(endpoint && login ? otherLoginProblems(endpoint, login) : []),
    ...(login && principal ? otherPrincipalProblems(principal, login, scope) : []),
    ...(isResource(database) && reached
      ? otherServerProblems(principal ? "the user" : "this", database, reached, scope)
      : []),
  ];
}

/** The name of a managed instance contains a DNS zone, which only the instance itself provides. */
function tellsServer(database: ITerraformResource): boolean {
  const { terraformResourceType: type } = database;
  const serverId = configured(database, SERVER_ID[type] ?? "");
  return (
    type !== "azurerm_mssql_managed_database" || (typeof serverId === "string" && serverBehind(serverId) !== undefined)
  );
}

/** A user can only be created from a login of the same server. Different DNS names can be aliases. */
const otherLoginProblems = rules<[endpoint: SqlEndpoint, login: ISqlAadLogin]>(USER, [
  {
    rule: "login-on-other-server",
    when: ({ host }, { endpoint }) =>
      serverBehind(host) !== undefined &&
      serverBehind(endpoint.host) !== undefined &&
      areDifferentServers(host, endpoint.host),
    message: (_, { node: login }) =>
      `login ${login.path} is on another server than the user; leave endpoint out, or give a login of that server`,
  },
]);

/** A user from a login has the principal of the login. */
function otherPrincipalProblems(principal: IPrincipal, login: ISqlAadLogin, scope: IConstruct): Problem[] {
  const [meant, own] = [principal.objectId.value, login._principal.objectId.value];
  return areDifferentIds(meant, own, scope)
    ? otherPrincipal(describe(meant, scope), login.node.path, describe(own, scope))
    : [];
}

const otherPrincipal = rules<[principal: string, login: string, own: string]>(USER, [
  {
    rule: "login-of-other-principal",
    message: (principal, login, own) =>
      `principal is ${principal}, but login ${login} is for ${own}; give the principal of the login, or leave login out`,
  },
]);

/** A DNS name can be an alias or a failover group, so only resources are compared. */
function otherServerProblems(
  what: string,
  database: ITerraformResource,
  { host }: SqlEndpoint,
  scope: IConstruct,
): Problem[] {
  const serverId = configured(database, SERVER_ID[database.terraformResourceType] ?? "");
  const server = serverBehind(host);
  if (typeof serverId !== "string" || !server || !areDifferentServers(serverId, host)) {
    return [];
  }
  const own = serverBehind(serverId)?.node.path ?? describe(serverId, scope);
  const path = asConstruct(database).node.path;
  return otherServer(path, own, what, server.node.path);
}

const databaseOrName = rules<[database: unknown, databaseName: unknown]>(IN_DATABASE, [
  {
    rule: "database-or-name",
    when: (database, databaseName) => (database === undefined) === (databaseName === undefined),
    message: "either database or databaseName must be given; give the resource where it is in the app",
  },
]);

const noServer = rules<[given: string]>(IN_DATABASE, [
  {
    rule: "database-without-server",
    message: (given) => `${given} alone does not identify the server; give endpoint as well`,
  },
]);

const otherServer = rules<[database: string, own: string, what: string, server: string]>(IN_DATABASE, [
  {
    rule: "database-on-other-server",
    message: (database, own, what, server) =>
      `database ${database} is on server ${own}, but ${what} would be created on ${server}; ` +
      `give a database of that server, or the endpoint of ${own}`,
  },
]);
