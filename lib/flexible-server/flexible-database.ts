import { type ITerraformResource } from "cdktf";
import { asConstruct, configured } from "../core/attributes";
import { isResource } from "../core/given";
import { elementAt, referenceIn } from "../core/reference";
import { attributeOf, severalProblems, typeProblems } from "../core/resources";
import { type Problem, rules } from "../core/rules";
import { type FlexibleServer } from "./flexible-server";

const DATABASES = "PostgresEntraUser and MySqlEntraUser";

/** A database, given as a resource or by name. */
export interface GivenDatabase {
  readonly database?: ITerraformResource;
  readonly databaseName?: string;
}

/** Its name; empty if there is none. */
export function nameOfDatabase({ database, databaseName }: GivenDatabase): string {
  if (!isResource(database)) {
    return typeof databaseName === "string" ? databaseName : "";
  }
  const name = configured(database, "name");
  return typeof name === "string" ? name : attributeOf(database, "name");
}

/**
 * Errors in a database.
 *
 * @param nameProblems the errors in its name
 */
export function flexibleDatabaseProblems(
  { database, databaseName }: GivenDatabase,
  { kind, resource: server }: FlexibleServer,
  nameProblems: (name: string | undefined) => Problem[],
): Problem[] {
  const notOne = databaseOrName(database, databaseName);
  if (notOne.length > 0) {
    return notOne;
  }
  if (database === undefined) {
    return nameProblems(databaseName);
  }
  if (!isResource(database) || database.terraformResourceType !== kind.database) {
    return typeProblems("database", database, [kind.database]);
  }
  const name = configured(database, "name");
  return [
    ...severalProblems(database, "give databaseName"),
    ...(typeof name === "string" ? nameProblems(name) : []),
    ...(server ? otherServerProblems(database, server, kind.serverOfDatabase) : []),
  ];
}

const databaseOrName = rules<[database: unknown, databaseName: unknown]>(DATABASES, [
  {
    rule: "flexible-database-or-name",
    when: (database, databaseName) => (database === undefined) === (databaseName === undefined),
    message: "each of databases must have either database or databaseName; give the resource where it is in the app",
  },
]);

function otherServerProblems(database: ITerraformResource, server: ITerraformResource, attribute: string): Problem[] {
  const nameOrId = configured(database, attribute);
  const reference = typeof nameOrId === "string" ? referenceIn(nameOrId) : undefined;
  const own = reference?.type === server.terraformResourceType ? elementAt(reference) : undefined;
  return own === undefined || own === asConstruct(server)
    ? []
    : otherServer(asConstruct(database).node.path, own.node.path, asConstruct(server).node.path);
}

const otherServer = rules<[database: string, own: string, server: string]>(DATABASES, [
  {
    rule: "flexible-database-on-other-server",
    message: (database, own, server) =>
      `database ${database} is on server ${own}, but endpoint is that of ${server}; give a database of that server, or the endpoint of ${own}`,
  },
]);
