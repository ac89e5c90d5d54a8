import { type PostgresFact, type PostgresPrivilegeFact } from "./postgres-fact";

/**
 * Parts of the Terraform name of a fact, without the server.
 *
 * @param text formats a name as such a part
 */
export function postgresFactName(fact: PostgresFact, text: (part: string) => string): string[] {
  switch (fact.kind) {
    case "postgres-role":
      return ["role", text(fact.name)];
    case "postgres-role-member":
      return ["role", text(fact.member), "member", text(fact.role)];
    case "postgres-privilege": {
      const on = [fact.owner, fact.schema, fact.table].filter((part) => part !== undefined).map(text);
      const kind = fact.on.toLowerCase().replace(" ", "-");
      return [text(fact.database), "role", text(fact.grantee), fact.privilege, kind, ...on];
    }
  }
}

/** A fact without its place. */
export function postgresFactInWords(fact: PostgresFact): string {
  switch (fact.kind) {
    case "postgres-role":
      return `role ${JSON.stringify(fact.name)}`;
    case "postgres-role-member":
      return `member ${JSON.stringify(fact.member)} of role ${JSON.stringify(fact.role)}`;
    case "postgres-privilege":
      return `privilege ${fact.privilege}${onWhat(fact)} of ${JSON.stringify(fact.grantee)}`;
  }
}

function onWhat({ on, schema = "", table = "", owner = "" }: PostgresPrivilegeFact): string {
  const inSchema = JSON.stringify(schema);
  switch (on) {
    case "DATABASE":
      return "";
    case "SCHEMA":
      return ` on schema ${inSchema}`;
    case "TABLE":
      return ` on table ${inSchema}.${JSON.stringify(table)}`;
    case "ALL TABLES":
    case "ALL SEQUENCES":
      return ` on ${on.toLowerCase()} in schema ${inSchema}`;
    case "FUTURE TABLES":
    case "FUTURE SEQUENCES":
      return ` on ${on.toLowerCase()} of ${JSON.stringify(owner)} in schema ${inSchema}`;
  }
}
