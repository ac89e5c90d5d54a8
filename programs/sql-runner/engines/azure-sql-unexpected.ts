import { MASTER, permissionsQuery, rolesQuery } from "../../../lib/sql/model/catalog-queries";
import {
  type AzureSqlFact,
  type PermissionFact,
  type PermissionState,
  type SqlFact,
} from "../../../lib/sql/model/fact";
import { type PermissionClass } from "../../../lib/sql/model/fact-rules";
import { isNamedClass } from "../../../lib/sql/model/securable-classes";
import { factInWords } from "../../../lib/sql/model/describe-fact";
import { type Row } from "../connection";
import { type Session } from "../session";
import { textIn } from "./engine";
import { withoutMeant } from "./without-meant";

/**
 * Roles and permissions of a login or user on its server beyond the facts, in words.
 *
 * @param facts the facts that hold
 */
export async function unexpectedOf(
  principal: AzureSqlFact,
  facts: readonly SqlFact[],
  session: Session,
): Promise<string[]> {
  return withoutMeant(await heldBy(principal, session), facts.map(factInWords));
}

async function heldBy(principal: AzureSqlFact, session: Session): Promise<string[]> {
  switch (principal.kind) {
    case "login": {
      const { server, name: member } = principal;
      const roles = await session.query(rolesQuery("server", MASTER, member));
      return roles.map((row) => factInWords({ kind: "server-role-member", server, role: textIn(row, "name"), member }));
    }
    case "database-user":
    case "database-role": {
      const { server, database, name } = principal;
      const kind = principal.kind === "database-role" ? "role" : "principal";
      const roles = await session.query(rolesQuery("database", database, name, kind));
      const permissions = await session.query(permissionsQuery(database, name, kind));
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

const STATES: Readonly<Record<string, PermissionState>> = { D: "DENY", W: "GRANT_WITH_GRANT_OPTION" };

function permissionInWords(row: Row, fact: Pick<PermissionFact, "kind" | "server" | "database" | "grantee">): string {
  const on = textIn(row, "class_desc");
  const named = textIn(row, "named_class");
  const known = CLASSES[on] ?? (isNamedClass(named) ? named : undefined);
  const words = factInWords({
    ...fact,
    permission: textIn(row, "permission_name"),
    on: known ?? "DATABASE",
    ...given("schema", row.schema_name ?? row.named_schema),
    ...given("object", row.object_name ?? row.named),
    ...given("column", row.column_name),
    ...given("state", STATES[textIn(row, "state").trim()]),
  });
  return known === undefined ? `${words}, on ${on.toLowerCase().replaceAll("_", " ")}` : words;
}

function given(field: string, value: unknown): Readonly<Record<string, string>> {
  return typeof value === "string" ? { [field]: value } : {};
}
