import { type SqlFact } from "../../lib/sql/model/fact";
import { isOnServer, type Mention, mentionsIn, saidBy } from "../../lib/sql/model/mentions";

/** What a fact makes, where others are based on it: a login, say, or a user of a database. */
export function madeBy(fact: SqlFact): string | undefined {
  const said = saidBy(fact);
  return said && written(said, fact);
}

/** What a fact is based on, as far as other facts say that: it cannot hold while one of them does not. */
export function basesOf(fact: SqlFact): string[] {
  return mentionsIn(fact).map((mention) => written(mention, fact));
}

/** Names of databases are the same in any case. */
function written(mention: Mention, fact: SqlFact): string {
  const { kind, name, on } = mention;
  const database = !isOnServer(mention) && "database" in fact ? fact.database.toLowerCase() : undefined;
  return JSON.stringify([database, kind, on, name]);
}
