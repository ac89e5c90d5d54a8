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

/** About a login or user that has to stand for a certain principal. */
interface OfPrincipal {
  /** Id that the SID of the principal is made of, where it is known: the fact is about nobody else of that name. */
  readonly sidFrom?: string;
}

/** A principal that may have the name of another one. */
interface Named {
  readonly name: string;
  /** Whether what has the name and stands for somebody else is dropped, instead of being an error. */
  readonly replaceOther?: boolean;
}

/** A login for a principal of Entra ID exists. */
export interface LoginFact extends OnServer, OfPrincipal, Named {
  readonly kind: "login";
  /** Names the principal where several have the same display name. */
  readonly objectId?: string;
}

/** A login is in a fixed server role. */
export interface ServerRoleMemberFact extends OnServer, OfPrincipal {
  readonly kind: "server-role-member";
  readonly role: string;
  readonly member: string;
}

/** How the server gets to know whom a database user stands for. */
export type UserOrigin =
  /**
   * The login; its SID is made of an id, or read from the server where that is not known: null where nobody can read in
   * between either.
   */
  | { readonly type: "login"; readonly login: string; readonly sidFrom?: string | null }
  /** An id that is known here: E for users and service principals, X for groups. Needs no look-up in the directory. */
  | { readonly type: "sid"; readonly sidFrom: string; readonly sidType: "E" | "X" }
  /** The directory, asked by the server. */
  | { readonly type: "directory"; readonly objectId: string }
  /** Nobody said, which is enough for a user to be taken away. */
  | { readonly type: "unknown" };

/** A user exists in a database. */
export interface DatabaseUserFact extends InDatabase, Named {
  readonly kind: "database-user";
  readonly origin: UserOrigin;
}

/** A user is in a role of a database. */
export interface DatabaseRoleMemberFact extends InDatabase, OfPrincipal {
  readonly kind: "database-role-member";
  readonly role: string;
  readonly member: string;
}

/** A user has a permission in a database. */
export interface PermissionFact extends InDatabase, OfPrincipal {
  readonly kind: "permission";
  readonly permission: string;
  readonly on: PermissionClass;
  /** Given for SCHEMA and OBJECT. */
  readonly schema?: string;
  /** Given for OBJECT. */
  readonly object?: string;
  readonly grantee: string;
}
