import { factInWords } from "../../../lib/sql/model/describe-fact";
import { type PostgresFact, type PostgresPrivilegeFact } from "../../../lib/sql/model/postgres/postgres-fact";
import { type PostgresPrivilegeTarget } from "../../../lib/sql/model/postgres/postgres-rules";
import { type SqlFact } from "../../../lib/sql/model/fact";
import { type Row } from "../connection";
import { textIn } from "../engines/engine";
import { withoutMeant } from "../engines/without-meant";
import { type Session } from "../session";
import { grantsQuery, rolesOfMemberQuery } from "./queries";

/**
 * Memberships and privileges of a role beyond the facts, in words. Memberships are reported with the fact of the role,
 * privileges with the first privilege fact in the database.
 *
 * @param holding facts that hold
 */
export async function unexpectedOf(
  fact: PostgresFact,
  holding: readonly SqlFact[],
  session: Session,
): Promise<string[]> {
  switch (fact.kind) {
    case "postgres-role": {
      const { server, name: member } = fact;
      const found = await session.query(rolesOfMemberQuery(member));
      const words = found.map((row) =>
        factInWords({ kind: "postgres-role-member", server, role: textIn(row, "role"), member }),
      );
      return withoutMeant(words, holding.map(factInWords));
    }
    case "postgres-role-member":
      return [];
    case "postgres-privilege": {
      const own = holding.filter((one): one is PostgresPrivilegeFact => isOfSameRole(one, fact));
      if (own.find((one) => one.grantee === fact.grantee) !== fact) {
        return [];
      }
      const found = await session.query(grantsQuery(fact.database, fact.grantee));
      return found.filter((row) => !own.some((one) => covers(one, row))).map((row) => inWords(row, fact));
    }
  }
}

function isOfSameRole(one: SqlFact, { database, grantee }: PostgresPrivilegeFact): boolean {
  return one.kind === "postgres-privilege" && one.database === database && one.grantee === grantee;
}

/** A later table has the privileges that default privileges gave it. */
const COVERED: Readonly<Record<PostgresPrivilegeTarget, string>> = {
  DATABASE: "DATABASE",
  SCHEMA: "SCHEMA",
  TABLE: "TABLE",
  "ALL TABLES": "TABLE",
  "ALL SEQUENCES": "SEQUENCE",
  "FUTURE TABLES": "TABLE",
  "FUTURE SEQUENCES": "SEQUENCE",
};

function covers({ on, privilege, schema, table, owner }: PostgresPrivilegeFact, row: Row): boolean {
  const isThere = COVERED[on] === row.on_what || (on === row.on_what && owner === row.owner);
  return (
    isThere &&
    privilege === row.privilege &&
    row.is_grantable !== true &&
    (schema === undefined || schema === row.schema_name) &&
    (table === undefined || table === row.object_name)
  );
}

function inWords(row: Row, { server, database, grantee }: PostgresPrivilegeFact): string {
  const on = textIn(row, "on_what");
  const object = textIn(row, "object_name");
  const words = factInWords({
    kind: "postgres-privilege",
    server,
    database,
    grantee,
    privilege: textIn(row, "privilege"),
    on: on === "SEQUENCE" ? "TABLE" : (on as PostgresPrivilegeTarget),
    schema: textIn(row, "schema_name"),
    table: object,
    owner: textIn(row, "owner"),
  });
  const named = on === "SEQUENCE" ? words.replace(" on table ", " on sequence ") : words;
  return `${named}${row.is_grantable === true ? ", with the right to grant it" : ""}`;
}
