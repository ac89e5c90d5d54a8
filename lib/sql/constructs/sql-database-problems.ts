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

/** A database, and for users whom they stand for. */
interface Said extends SqlInDatabase {
  readonly principal?: IPrincipal;
  readonly login?: ISqlAadLogin;
}

/** What is wrong with what somebody says about a database, and about where it is. */
export function databaseProblems(
  { principal, database, databaseName, server, login }: Said,
  scope: IConstruct,
): string[] {
  if ((database === undefined) === (databaseName === undefined)) {
    return ["needs database or databaseName, one of them; give the resource where it is in the app"];
  }
  const endpoint = server ?? login?.server;
  return [
    ...(database
      ? [
          ...typeProblems("database", database, Object.keys(SERVER_ID)),
          ...(isResource(database) ? severalProblems(database, "give databaseName and server") : []),
        ]
      : sqlNameProblems("database", databaseName, scope)),
    ...(endpoint || (database && (!isResource(database) || tellsServer(database)))
      ? []
      : [
          `${database ? database.terraformResourceType : "databaseName"} alone does not tell the server; give server as well`,
        ]),
    ...(server?._problems(scope) ?? []),
    ...(server && login ? otherLoginProblems(server, login) : []),
    ...(login && principal ? otherPrincipalProblems(principal, login, scope) : []),
    ...(isResource(database) && endpoint
      ? otherServerProblems(principal ? "the user" : "this", database, endpoint, scope)
      : []),
  ];
}

/** Names of managed instances have a zone in them, which only the instance itself tells. */
function tellsServer(database: ITerraformResource): boolean {
  const { terraformResourceType: type } = database;
  const serverId = configured(database, SERVER_ID[type] ?? "");
  return (
    type !== "azurerm_mssql_managed_database" || (typeof serverId === "string" && serverBehind(serverId) !== undefined)
  );
}

/** SQL makes users from the logins of the same server. Of two names in the DNS, one may be an alias of the other. */
function otherLoginProblems({ host }: SqlEndpoint, { node, server }: ISqlAadLogin): string[] {
  return serverBehind(host) && serverBehind(server.host) && areDifferentServers(host, server.host)
    ? [`login ${node.path} is on another server than the user; leave server out, or give a login of that server`]
    : [];
}

/** A user from a login stands for the principal of the login, whoever else is meant. */
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

/** A name in the DNS may be an alias or a failover group, so only resources are compared. */
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
