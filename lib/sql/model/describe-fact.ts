import { mysqlFactInWords } from "./mysql/mysql-fact";
import { postgresFactInWords } from "./postgres/postgres-fact";
import { type PermissionState, type SqlFact } from "./fact";
import { isNamedClass } from "./securable-classes";

const quoted = (name: string): string => JSON.stringify(name);

/** A fact with its place: 'login "app" on orders.database.windows.net'. */
export function describeFact(fact: SqlFact): string {
  return `${describeOnServer(fact)} on ${fact.server}`;
}

/** A fact without its server: 'user "app" in database "orders"'. */
export function describeOnServer(fact: SqlFact): string {
  return `${factInWords(fact)}${"database" in fact ? ` in database ${quoted(fact.database)}` : ""}`;
}

/** A fact without its place. */
export function factInWords(fact: SqlFact): string {
  switch (fact.kind) {
    case "login":
      return `login ${quoted(fact.name)}`;
    case "database-user":
      return `user ${quoted(fact.name)}`;
    case "server-role-member":
      return `member ${quoted(fact.member)} of server role ${quoted(fact.role)}`;
    case "database-role-member":
      return `member ${quoted(fact.member)} of role ${quoted(fact.role)}`;
    case "database-role":
      return `role ${quoted(fact.name)}`;
    case "schema":
      return `schema ${quoted(fact.name)}`;
    case "owner":
      return `owner ${quoted(fact.owner)} of ${fact.on.toLowerCase()} ${quoted(fact.name)}`;
    case "default-schema":
      return `default schema ${quoted(fact.schema)} of ${quoted(fact.user)}`;
    case "permission": {
      const names = [fact.schema, fact.object].filter((name) => name !== undefined).map(quoted);
      const securable = `${isNamedClass(fact.on) ? `${fact.on.toLowerCase()} ` : ""}${names.join(".")}`;
      const column = fact.column === undefined ? "" : ` column ${quoted(fact.column)}`;
      const on = names.length > 0 ? ` on ${securable}${column}` : "";
      return `permission ${fact.permission}${on} of ${quoted(fact.grantee)}${fact.state ? STATES[fact.state] : ""}`;
    }
    case "postgres-role":
    case "postgres-role-member":
    case "postgres-privilege":
      return postgresFactInWords(fact);
    case "mysql-user":
    case "mysql-privilege":
      return mysqlFactInWords(fact);
  }
}

const STATES: Readonly<Record<PermissionState, string>> = {
  DENY: ", denied",
  GRANT_WITH_GRANT_OPTION: ", with the right to grant it",
};
