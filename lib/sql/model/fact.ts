import { type PermissionClass } from "./fact-rules";
import { type MySqlFact } from "./mysql/mysql-fact";
import { type PostgresFact } from "./postgres/postgres-fact";

/**
 * What shall be true on a server, one statement at a time. A fact is the whole argument of the program that makes it
 * true, so every field is text that Terraform may only know at apply.
 */
export type SqlFact = AzureSqlFact | PostgresFact | MySqlFact;

export type AzureSqlFact =
  | LoginFact
  | ServerRoleMemberFact
  | DatabaseUserFact
  | DatabaseRoleFact
  | SchemaFact
  | OwnerFact
  | DefaultSchemaFact
  | DatabaseRoleMemberFact
  | PermissionFact;

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
  | { readonly type: "directory"; readonly objectId: string; readonly sidFrom?: string }
  /** Nobody said, which is enough for a user to be taken away. */
  | { readonly type: "unknown" };

/** A user exists in a database. */
export interface DatabaseUserFact extends InDatabase, Named {
  readonly kind: "database-user";
  readonly origin: UserOrigin;
}

/** A role exists in a database. */
export interface DatabaseRoleFact extends InDatabase {
  readonly kind: "database-role";
  readonly name: string;
}

/** A schema exists in a database. */
export interface SchemaFact extends InDatabase {
  readonly kind: "schema";
  readonly name: string;
}

/** A role or schema belongs to a user or role. */
export interface OwnerFact extends InDatabase {
  readonly kind: "owner";
  readonly on: "ROLE" | "SCHEMA";
  /** Name of the role or schema. */
  readonly name: string;
  readonly owner: string;
}

/** Names without a schema are looked for in this one, when a user says them. */
export interface DefaultSchemaFact extends InDatabase, OfPrincipal {
  readonly kind: "default-schema";
  readonly user: string;
  readonly schema: string;
  /** What the user has without the fact: groups have none. */
  readonly otherwise: "dbo" | "none";
}

/** A user or role is in a role of a database. */
export interface DatabaseRoleMemberFact extends InDatabase, OfPrincipal {
  readonly kind: "database-role-member";
  readonly role: string;
  readonly member: string;
  /** Given where the member is a role. */
  readonly principal?: "role";
}

/** A user or role has a permission in a database, or is denied it. */
export interface PermissionFact extends InDatabase, OfPrincipal {
  readonly kind: "permission";
  readonly permission: string;
  readonly on: PermissionClass;
  /** Given for SCHEMA, and for what is in a schema. */
  readonly schema?: string;
  /** Name of what is in the schema, or of what is in the database and not in a schema. */
  readonly object?: string;
  /** Given for one column of an object. */
  readonly column?: string;
  /** Given where it is not simply granted, as sys.database_permissions calls it. */
  readonly state?: PermissionState;
  readonly grantee: string;
  /** Given where the grantee is a role. */
  readonly principal?: "role";
}

export type PermissionState = "DENY" | "GRANT_WITH_GRANT_OPTION";

/** What is based on what: a login is there before its users, a user before its roles, a role before its permissions. */
export const FACT_ORDER: readonly SqlFact["kind"][] = [
  "login",
  "server-role-member",
  "database-user",
  "database-role",
  "schema",
  "owner",
  "default-schema",
  "database-role-member",
  "permission",
  "postgres-role",
  "postgres-role-member",
  "postgres-privilege",
  "mysql-user",
  "mysql-privilege",
];
