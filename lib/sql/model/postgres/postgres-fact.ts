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
