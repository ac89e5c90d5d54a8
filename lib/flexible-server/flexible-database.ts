import { type ITerraformResource } from "cdktf";
import { asConstruct, configured } from "../core/attributes";
import { isResource } from "../core/given";
import { elementAt, referenceIn } from "../core/reference";
import { attributeOf, severalProblems, typeProblems } from "../core/resources";
import { type FlexibleServer } from "./flexible-server";

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
  nameProblems: (name: string | undefined) => string[],
): string[] {
  if ((database === undefined) === (databaseName === undefined)) {
    return ["each of databases needs database or databaseName, one of them; give the resource where it is in the app"];
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

function otherServerProblems(database: ITerraformResource, server: ITerraformResource, attribute: string): string[] {
  const nameOrId = configured(database, attribute);
  const reference = typeof nameOrId === "string" ? referenceIn(nameOrId) : undefined;
  const own = reference?.type === server.terraformResourceType ? elementAt(reference) : undefined;
  return own === undefined || own === asConstruct(server)
    ? []
    : [
        `database ${asConstruct(database).node.path} is on server ${own.node.path}, and endpoint is that of ` +
          `${asConstruct(server).node.path}; give a database of that server, or the endpoint of ${own.node.path}`,
      ];
}
