import { describeOnServer } from "../../../lib/sql/model/describe-fact";
import { type MySqlFact } from "../../../lib/sql/model/mysql/mysql-fact";
import { type SqlFact } from "../../../lib/sql/model/fact";
import { type Row } from "../connection";
import { textIn } from "../engines/engine";
import { withoutMeant } from "../engines/without-meant";
import { type Session } from "../session";
import { grantsQuery } from "./queries";
import { literalIn } from "./statements";

/**
 * Privileges of a user beyond the facts, in words.
 *
 * @param holding facts that hold
 */
export async function unexpectedOf(fact: MySqlFact, holding: readonly SqlFact[], session: Session): Promise<string[]> {
  if (fact.kind !== "mysql-user") {
    return [];
  }
  const found = await session.query(grantsQuery(fact.name));
  const words = found.map((row) => inWords(row, fact.server, fact.name));
  return withoutMeant(words, holding.map(describeOnServer));
}

function inWords(row: Row, server: string, grantee: string): string {
  const privilege = textIn(row, "privilege");
  const { pattern, db, tbl } = row;
  const end = row.is_grantable === "YES" ? ", with the right to grant it" : "";
  if (typeof pattern !== "string" && typeof db !== "string") {
    return `privilege ${privilege} of ${JSON.stringify(grantee)} in all databases${end}`;
  }
  const database = typeof pattern === "string" ? literalIn(pattern) : textIn(row, "db");
  const words = describeOnServer({
    kind: "mysql-privilege",
    server,
    grantee,
    privilege,
    database: database ?? String(pattern),
    ...(typeof tbl === "string" && { table: tbl }),
  });
  return `${database === undefined ? words.replace("in database", "in databases like") : words}${end}`;
}
