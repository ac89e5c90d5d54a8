import { type PostgresObjectType, type PostgresPrivilegeTarget } from "./postgres-rules";

/** A fact on a PostgreSQL flexible server. */
export type PostgresFact = PostgresRoleFact | PostgresRoleMemberFact | PostgresPrivilegeFact;

interface OnServer {
  /** DNS name of the server. */
  readonly server: string;
  /**
   * Object id of the principal. A role of another principal with the name stays. Omitted only for removals whose id is
   * no longer known.
   */
  readonly objectId?: string;
}

/** A role for an Entra principal exists. */
export interface PostgresRoleFact extends OnServer {
  readonly kind: "postgres-role";
  readonly name: string;
  readonly objectType: PostgresObjectType;
}

/** The role of a principal is a member of another role. */
export interface PostgresRoleMemberFact extends OnServer {
  readonly kind: "postgres-role-member";
  readonly role: string;
  readonly member: string;
}

/** The role of a principal has a privilege in a database. */
export interface PostgresPrivilegeFact extends OnServer {
  readonly kind: "postgres-privilege";
  readonly database: string;
  readonly privilege: string;
  readonly on: PostgresPrivilegeTarget;
  /** Set for everything except DATABASE. */
  readonly schema?: string;
  /** Set for TABLE. */
  readonly table?: string;
  /** Role that creates the tables or sequences; set for future ones. */
  readonly owner?: string;
  readonly grantee: string;
}

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
