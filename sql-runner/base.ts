import { type SqlFact } from "../lib/sql/fact";

/** What a fact makes, where others are based on it: a login, or a user of a database. */
export function madeBy(fact: SqlFact): string | undefined {
  switch (fact.kind) {
    case "login":
      return login(fact.name);
    case "database-user":
      return user(fact.database, fact.name);
    default:
      return undefined;
  }
}

/** What a fact is based on: it cannot hold while that does not. */
export function baseOf(fact: SqlFact): string | undefined {
  switch (fact.kind) {
    case "login":
      return undefined;
    case "server-role-member":
      return login(fact.member);
    case "database-user":
      return fact.origin.type === "login" ? login(fact.origin.login) : undefined;
    case "database-role-member":
      return user(fact.database, fact.member);
    case "permission":
      return user(fact.database, fact.grantee);
  }
}

const login = (name: string): string => `login ${name}`;
const user = (database: string, name: string): string => `user ${name} of ${database.toLowerCase()}`;
