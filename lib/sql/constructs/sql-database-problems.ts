import { type ITerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct, configured } from "../../core/attributes";
import { isResource } from "../../core/given";
import { areDifferentIds, describe } from "../../core/reference";
import { severalProblems, typeProblems } from "../../core/resources";
import { type IPrincipal } from "../../principal/principal-interfaces";
import { type ISqlAadLogin } from "./sql-aad-login-interface";
import { type SqlInDatabase } from "./sql-in-database";
import { SERVER_ID, type SqlEndpoint } from "./sql-endpoint";
import { areDifferentServers, serverBehind } from "../execution/server-identity";
import { sqlNameProblems } from "./sql-name";

/** A database and, for users, their principal. */
interface Said extends SqlInDatabase {
  readonly principal?: IPrincipal;
  readonly login?: ISqlAadLogin;
}

/** Errors in a database and its place. */
export function databaseProblems(
  { principal, database, databaseName, endpoint, login }: Said,
  scope: IConstruct,
): string[] {
  if ((database === undefined) === (databaseName === undefined)) {
    return ["needs database or databaseName, one of them; give the resource where it is in the app"];
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
      : [
          `${database ? database.terraformResourceType : "databaseName"} alone does not tell the server; give endpoint as well`,
        ]),
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
function otherLoginProblems({ host }: SqlEndpoint, { node, endpoint }: ISqlAadLogin): string[] {
  return serverBehind(host) && serverBehind(endpoint.host) && areDifferentServers(host, endpoint.host)
    ? [`login ${node.path} is on another server than the user; leave endpoint out, or give a login of that server`]
    : [];
}

/** A user from a login has the principal of the login. */
function otherPrincipalProblems(
  principal: IPrincipal,
  { node, _principal }: ISqlAadLogin,
  scope: IConstruct,
): string[] {
  const [meant, own] = [principal.objectId.value, _principal.objectId.value];
  return areDifferentIds(meant, own, scope)
    ? [
        `the principal is ${describe(meant, scope)}, and login ${node.path} is of ${describe(own, scope)}; ` +
          "give the principal of the login, or leave login out",
      ]
    : [];
}

/** A DNS name can be an alias or a failover group, so only resources are compared. */
function otherServerProblems(
  what: string,
  database: ITerraformResource,
  { host }: SqlEndpoint,
  scope: IConstruct,
): string[] {
  const serverId = configured(database, SERVER_ID[database.terraformResourceType] ?? "");
  const server = serverBehind(host);
  if (typeof serverId !== "string" || !server || !areDifferentServers(serverId, host)) {
    return [];
  }
  const own = serverBehind(serverId)?.node.path ?? describe(serverId, scope);
  const path = asConstruct(database).node.path;
  return [
    `database ${path} is on server ${own}, and ${what} would be made on ${server.node.path}; ` +
      `give a database of that server, or the endpoint of ${own}`,
  ];
}
