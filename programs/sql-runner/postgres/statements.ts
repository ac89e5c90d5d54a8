import { type SqlQuery } from "../../../lib/sql/model/catalog-queries";
import { type SqlStep } from "../../../lib/sql/model/sql-step";
import { type PostgresFact, type PostgresPrivilegeFact } from "../../../lib/sql/model/postgres/postgres-fact";
import { grantedQuery, memberQuery, POSTGRES, roleExistsQuery, rolesOfQuery } from "./queries";

/** The statements for PostgreSQL. This is the only file that builds them and quotes identifiers and literals. */

export function stepsToApply(fact: PostgresFact): SqlStep[] {
  switch (fact.kind) {
    case "postgres-role":
      return [
        {
          database: POSTGRES,
          unless: roleExistsQuery(fact.name),
          // https://learn.microsoft.com/azure/postgresql/security/security-manage-entra-users
          statement:
            "SELECT pg_catalog.pgaadauth_create_principal_with_oid(" +
            `${[fact.name, fact.objectId ?? "", fact.objectType].map(literal).join(", ")}, false, false)`,
        },
      ];
    case "postgres-role-member":
      return [
        {
          database: POSTGRES,
          unless: memberQuery(fact),
          isAbout: rolesOfQuery(fact.member, fact.objectId),
          statement: `GRANT ${identifier(fact.role)} TO ${identifier(fact.member)}`,
        },
      ];
    case "postgres-privilege":
      return [
        {
          database: fact.database,
          unless: grantedQuery(fact),
          isAbout: rolesOfQuery(fact.grantee, fact.objectId),
          statement: privilege("GRANT", fact, `TO ${identifier(fact.grantee)}`),
        },
      ];
  }
}

export function stepsToRemove(fact: PostgresFact): SqlStep[] {
  switch (fact.kind) {
    case "postgres-role":
      return [
        {
          database: POSTGRES,
          onlyIf: removableQuery(fact),
          statement: `DROP ROLE ${identifier(fact.name)}`,
        },
      ];
    case "postgres-role-member":
      return [
        {
          database: POSTGRES,
          onlyIf: removableQuery(fact),
          statement: `REVOKE ${identifier(fact.role)} FROM ${identifier(fact.member)}`,
        },
      ];
    case "postgres-privilege":
      return [
        {
          database: fact.database,
          onlyIf: removableQuery(fact),
          statement: privilege("REVOKE", fact, `FROM ${identifier(fact.grantee)}`),
        },
      ];
  }
}

/** Returns a row if the fact holds. A role must belong to the right principal. */
export function factQuery(fact: PostgresFact): SqlQuery {
  switch (fact.kind) {
    case "postgres-role":
      return rolesOfQuery(fact.name, fact.objectId);
    case "postgres-role-member":
      return memberQuery(fact);
    case "postgres-privilege":
      return grantedQuery(fact);
  }
}

/** Returns a row if there is something to remove. For "all tables", one remaining table is enough. */
export function removableQuery(fact: PostgresFact): SqlQuery {
  return fact.kind === "postgres-privilege" ? grantedQuery(fact, "any") : factQuery(fact);
}

/** The statement that enables a disabled role. */
export const enabling = (role: string): string => `ALTER ROLE ${identifier(role)} LOGIN`;

/** Reassigns all objects of a role in a database, and revokes its remaining privileges. */
export function reassign(database: string, role: string, heir: string): SqlStep[] {
  return [`REASSIGN OWNED BY ${identifier(role)} TO ${identifier(heir)}`, `DROP OWNED BY ${identifier(role)}`].map(
    (statement) => ({ database, statement }),
  );
}

/**
 * Lets the creator of a role act as that role. Since PostgreSQL 16, creating a role does not allow that.
 *
 * https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-CREATEROLE-SELF-GRANT
 */
export function actAs(role: string): SqlStep {
  return { database: POSTGRES, statement: `GRANT ${identifier(role)} TO CURRENT_USER` };
}

/** A query with its parameters as literals, for people. */
export function queryText({ text, parameters }: SqlQuery): string {
  return text.replace(/@(\w+)/g, (whole, name: string) => {
    const value = parameters[name];
    return typeof value === "string" ? literal(value) : whole;
  });
}

function privilege(verb: "GRANT" | "REVOKE", fact: PostgresPrivilegeFact, whom: string): string {
  const { on, database, schema = "", table = "", owner = "" } = fact;
  const what = `${verb} ${fact.privilege} ON`;
  const inSchema = `IN SCHEMA ${identifier(schema)}`;
  switch (on) {
    case "DATABASE":
      return `${what} DATABASE ${identifier(database)} ${whom}`;
    case "SCHEMA":
      return `${what} SCHEMA ${identifier(schema)} ${whom}`;
    case "TABLE":
      return `${what} TABLE ${identifier(schema)}.${identifier(table)} ${whom}`;
    case "ALL TABLES":
    case "ALL SEQUENCES":
      return `${what} ${on} ${inSchema} ${whom}`;
    case "FUTURE TABLES":
      return `ALTER DEFAULT PRIVILEGES FOR ROLE ${identifier(owner)} ${inSchema} ${what} TABLES ${whom}`;
    case "FUTURE SEQUENCES":
      return `ALTER DEFAULT PRIVILEGES FOR ROLE ${identifier(owner)} ${inSchema} ${what} SEQUENCES ${whom}`;
  }
}

/** https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Connections use standard_conforming_strings, so a backslash is an ordinary character. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
