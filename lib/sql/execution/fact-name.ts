import { type IConstruct } from "constructs";
import { idOfResource, nameOfText } from "../../core/names";
import { mysqlFactName } from "../model/mysql/mysql-fact";
import { postgresFactName } from "../model/postgres/postgres-fact";
import { type SqlFact } from "../model/fact";
import { isNamedClass } from "../model/securable-classes";
import { serverBehind } from "./server-identity";

/** Parts of the Terraform name of a fact: its place and its content. */
export function factName(fact: SqlFact, scope: IConstruct): string[] {
  const text = (part: string): string => nameOfText(part, scope);
  const server = serverParts(fact, scope);
  switch (fact.kind) {
    case "login":
      return [...server, "login", text(fact.name)];
    case "server-role-member":
      return [...server, "login", text(fact.member), "role", fact.role.replaceAll("#", "")];
    case "database-user":
      return [...server, text(fact.database), "user", text(fact.name)];
    case "database-role":
      return [...server, text(fact.database), "role", roleName(fact.name, scope)];
    case "schema":
      return [...server, text(fact.database), "schema", text(fact.name)];
    case "owner":
      return [...server, text(fact.database), fact.on.toLowerCase(), text(fact.name), "owner"];
    case "default-schema":
      return [...server, text(fact.database), "user", text(fact.user), "default-schema"];
    case "database-role-member":
      return [...server, text(fact.database), of(fact), text(fact.member), "role", roleName(fact.role, scope)];
    case "permission": {
      const kind = isNamedClass(fact.on) ? [dashed(fact.on).toLowerCase()] : [];
      const on = [fact.schema, fact.object, fact.column].filter((part) => part !== undefined).map(text);
      const place = [...server, text(fact.database), of(fact), text(fact.grantee)];
      return [...place, "permission", dashed(fact.permission), ...kind, ...on];
    }
    case "postgres-role":
    case "postgres-role-member":
    case "postgres-privilege":
      return [...server, ...postgresFactName(fact, text)];
    case "mysql-user":
    case "mysql-privilege":
      return [...server, ...mysqlFactName(fact, text)];
  }
}

/** Parts of the names of everything that belongs to a server. */
export function serverParts({ kind, server }: SqlFact, scope: IConstruct): string[] {
  const [, product = "sql"] = /^(postgres|mysql)-/.exec(kind) ?? [];
  return [product, serverName(server, scope)];
}

const of = ({ principal }: { readonly principal?: "role" }): string => principal ?? "user";

const dashed = (words: string): string => words.replaceAll(" ", "-");

/** Roles come last, because most of them contain underscores, which separate the other parts. */
function roleName(role: string, scope: IConstruct): string {
  return /^\w+$/.test(role) ? role : nameOfText(role, scope);
}

/** The name of the server in the app. DNS names ignore case. */
function serverName(host: string, scope: IConstruct): string {
  const server = serverBehind(host);
  return server ? idOfResource(server, scope) : nameOfText(host.toLowerCase(), scope);
}
