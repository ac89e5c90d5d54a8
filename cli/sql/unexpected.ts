import { MASTER, permissionsQuery, rolesQuery } from "../../lib/sql/catalog-queries";
import { type PermissionFact, type SqlFact } from "../../lib/sql/fact";
import { type PermissionClass } from "../../lib/sql/fact-rules";
import { type Row } from "../../sql-runner/connection";
import { factInWords } from "../../lib/sql/describe-fact";
import { type Session } from "../../sql-runner/session";

/**
 * What a login or user has on its server beyond what facts say, in words.
 *
 * @param facts those that hold
 */
export async function unexpectedOf(principal: SqlFact, facts: readonly SqlFact[], session: Session): Promise<string[]> {
  const found = await heldBy(principal, session);
  const expected = facts.map(factInWords);
  expected.forEach((words) => {
    const index = indexOfMeant(words, found);
    found.splice(index, index < 0 ? 0 : 1);
  });
  return found;
}

/** Most databases compare names without regard to case, so a fact may be spelled otherwise; one spelled alike goes first. */
function indexOfMeant(words: string, found: readonly string[]): number {
  const exactly = found.indexOf(words);
  return exactly < 0 ? found.findIndex((one) => one.toUpperCase() === words.toUpperCase()) : exactly;
}

async function heldBy(principal: SqlFact, session: Session): Promise<string[]> {
  switch (principal.kind) {
    case "login": {
      const { server, name: member } = principal;
      const roles = await session.query(rolesQuery("server", MASTER, member));
      return roles.map((row) => factInWords({ kind: "server-role-member", server, role: textIn(row, "name"), member }));
    }
    case "database-user": {
      const { server, database, name } = principal;
      const roles = await session.query(rolesQuery("database", database, name));
      const permissions = await session.query(permissionsQuery(database, name));
      return [
        ...roles.map((row) =>
          factInWords({ kind: "database-role-member", server, database, role: textIn(row, "name"), member: name }),
        ),
        ...permissions.map((row) => permissionInWords(row, { kind: "permission", server, database, grantee: name })),
      ];
    }
    default:
      return [];
  }
}

/** https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-database-permissions-transact-sql */
const CLASSES: Readonly<Record<string, PermissionClass>> = {
  DATABASE: "DATABASE",
  SCHEMA: "SCHEMA",
  OBJECT_OR_COLUMN: "OBJECT",
};

const STATES: Readonly<Record<string, string>> = { D: ", denied", W: ", with the right to grant it" };

function permissionInWords(row: Row, fact: Pick<PermissionFact, "kind" | "server" | "database" | "grantee">): string {
  const { schema_name: schema, object_name: object, minor_id: column } = row;
  const on = textIn(row, "class_desc");
  const words = factInWords({
    ...fact,
    permission: textIn(row, "permission_name"),
    on: CLASSES[on] ?? "DATABASE",
    ...(typeof schema === "string" && { schema }),
    ...(typeof object === "string" && { object }),
  });
  return [
    words,
    on === "DATABASE" || typeof schema === "string" ? "" : `, on ${on.toLowerCase().replaceAll("_", " ")}`,
    on === "OBJECT_OR_COLUMN" && column !== 0 ? ", on a column" : "",
    STATES[textIn(row, "state").trim()] ?? "",
  ].join("");
}

function textIn(row: Row, column: string): string {
  const value = row[column];
  return typeof value === "string" ? value : "";
}
