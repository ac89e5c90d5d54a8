import { type SqlFact } from "./fact";

const quoted = (name: string): string => JSON.stringify(name);

/** A fact in words, with where it is to hold: 'login "app" on orders.database.windows.net'. */
export function describeFact(fact: SqlFact): string {
  return `${describeOnServer(fact)} on ${fact.server}`;
}

/** A fact in words, for those who know the server: 'user "app" in database "orders"'. */
export function describeOnServer(fact: SqlFact): string {
  return `${factInWords(fact)}${"database" in fact ? ` in database ${quoted(fact.database)}` : ""}`;
}

/** A fact in words, without where it is to hold. */
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
    case "permission": {
      const securable = [fact.schema, fact.object].filter((name) => name !== undefined).map(quoted);
      const on = securable.length > 0 ? ` on ${securable.join(".")}` : "";
      return `permission ${fact.permission}${on} of ${quoted(fact.grantee)}`;
    }
  }
}
