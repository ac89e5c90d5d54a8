import { type MySqlFact } from "./mysql-fact";

/**
 * Parts of the Terraform name of a fact, without the server.
 *
 * @param text formats a name as such a part
 */
export function mysqlFactName(fact: MySqlFact, text: (part: string) => string): string[] {
  if (fact.kind === "mysql-user") {
    return ["user", text(fact.name)];
  }
  const table = fact.table === undefined ? [] : ["table", text(fact.table)];
  return [text(fact.database), "user", text(fact.grantee), fact.privilege.replaceAll(" ", "-"), ...table];
}

/** A fact without its place. */
export function mysqlFactInWords(fact: MySqlFact): string {
  if (fact.kind === "mysql-user") {
    return `user ${JSON.stringify(fact.name)}`;
  }
  const on = fact.table === undefined ? "" : ` on table ${JSON.stringify(fact.table)}`;
  return `privilege ${fact.privilege}${on} of ${JSON.stringify(fact.grantee)}`;
}
