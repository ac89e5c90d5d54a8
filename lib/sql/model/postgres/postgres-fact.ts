import { type PostgresObjectType, type PostgresPrivilegeTarget } from "./postgres-rules";

/** What shall be true on a flexible server of PostgreSQL. */
export type PostgresFact = PostgresRoleFact | PostgresRoleMemberFact | PostgresPrivilegeFact;

interface OnServer {
  /** DNS name of the server. */
  readonly server: string;
  /**
   * Object id of the principal: a role of the same name that stands for somebody else is left alone. Left out only where
   * a fact is removed and the id is not known any more.
   */
  readonly objectId?: string;
}

/** A role stands for a principal of Entra ID. */
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
  /** Given for everything but DATABASE. */
  readonly schema?: string;
  /** Given for TABLE. */
  readonly table?: string;
  /** Role that creates the tables or sequences; given for those in the future. */
  readonly owner?: string;
  readonly grantee: string;
}

/**
 * Parts of the Terraform name of a fact, without the server.
 *
 * @param text a name as such a part
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

/** A fact in words, without where it is to hold. */
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
