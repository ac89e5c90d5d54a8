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
