import { type PermissionClass } from "./fact-rules";

/**
 * What shall be true on a server, one statement at a time. A fact is the whole argument of the program that makes it
 * true, so every field is text that Terraform may only know at apply.
 */
export type SqlFact = LoginFact | ServerRoleMemberFact | DatabaseUserFact | DatabaseRoleMemberFact | PermissionFact;

interface OnServer {
  /** DNS name of the server. */
  readonly server: string;
}

interface InDatabase extends OnServer {
  readonly database: string;
}

/** A login for a principal of Entra ID exists. */
export interface LoginFact extends OnServer {
  readonly kind: "login";
  readonly name: string;
  /**
   * Id that the SID is made of, where it is known; a login of this name with another SID is of a principal that is gone.
   */
  readonly sidFrom?: string;
  /** Names the principal where several have the same display name. */
  readonly objectId?: string;
}

/** A login is in a fixed server role. */
export interface ServerRoleMemberFact extends OnServer {
  readonly kind: "server-role-member";
  readonly role: string;
  readonly member: string;
}

/** How the server gets to know whom a database user stands for. */
export type UserOrigin =
  /**
   * The login; its SID is read from the server, or made of an id where nobody can read in between: null where that is
   * not known either.
   */
  | { readonly type: "login"; readonly login: string; readonly sidFrom?: string | null }
  /** An id that is known here: E for users and service principals, X for groups. Needs no look-up in the directory. */
  | { readonly type: "sid"; readonly sidFrom: string; readonly sidType: "E" | "X" }
  /** The directory, asked by the server. */
  | { readonly type: "directory"; readonly objectId: string }
  /** Nobody said, which is enough for a user to be taken away. */
  | { readonly type: "unknown" };

/** A user exists in a database. */
export interface DatabaseUserFact extends InDatabase {
  readonly kind: "database-user";
  readonly name: string;
  readonly origin: UserOrigin;
}

/** A user is in a role of a database. */
export interface DatabaseRoleMemberFact extends InDatabase {
  readonly kind: "database-role-member";
  readonly role: string;
  readonly member: string;
}

/** A user has a permission in a database. */
export interface PermissionFact extends InDatabase {
  readonly kind: "permission";
  readonly permission: string;
  readonly on: PermissionClass;
  /** Given for SCHEMA and OBJECT. */
  readonly schema?: string;
  /** Given for OBJECT. */
  readonly object?: string;
  readonly grantee: string;
}
