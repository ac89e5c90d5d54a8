import { type SqlFact } from "../../lib/sql/model/fact";
import { isOnServer, type Mention, mentionsIn, saidBy } from "../../lib/sql/model/mentions";

/** What a fact creates, if other facts depend on it: a login, or a user of a database. */
export function madeBy(fact: SqlFact): string | undefined {
  const said = saidBy(fact);
  return said && written(said, fact);
}

/** The prerequisites of a fact that other facts create. It cannot hold without them. */
export function basesOf(fact: SqlFact): string[] {
  return mentionsIn(fact).map((mention) => written(mention, fact));
}

/** Database names ignore case. */
function written(mention: Mention, fact: SqlFact): string {
  const { kind, name, on } = mention;
  const database = !isOnServer(mention) && "database" in fact ? fact.database.toLowerCase() : undefined;
  return JSON.stringify([database, kind, on, name]);
}
