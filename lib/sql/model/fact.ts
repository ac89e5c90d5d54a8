import { type PermissionClass } from "./fact-rules";
import { type MySqlFact } from "./mysql/mysql-fact";
import { type PostgresFact } from "./postgres/postgres-fact";

/**
 * One fact on a server. It is the whole argument of the program that applies it. Every field is text that Terraform may
 * know only at apply.
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

/** A fact about a login or user of a certain principal. */
interface OfPrincipal {
  /** The id in the principal's SID, if it is known. The fact never applies to another principal with the name. */
  readonly sidFrom?: string;
}

/** A principal whose name can be taken. */
interface Named {
  readonly name: string;
  /** Whether to drop another principal with the name. Otherwise it is an error. */
  readonly replaceOther?: boolean;
}

/** A login for an Entra principal exists. */
export interface LoginFact extends OnServer, OfPrincipal, Named {
  readonly kind: "login";
  /** Identifies the principal if several have the same display name. */
  readonly objectId?: string;
}

/** A login is a member of a fixed server role. */
export interface ServerRoleMemberFact extends OnServer, OfPrincipal {
  readonly kind: "server-role-member";
  readonly role: string;
  readonly member: string;
}

/** How the server learns the principal of a database user. */
export type UserOrigin =
  /**
   * From the login. The SID is derived from an id, or read from the server if the id is unknown; null if nobody can
   * read it in between.
   */
  | { readonly type: "login"; readonly login: string; readonly sidFrom?: string | null }
  /** From a known id: E for users and service principals, X for groups. Needs no lookup in the directory. */
  | { readonly type: "sid"; readonly sidFrom: string; readonly sidType: "E" | "X" }
  /** From the directory, which the server queries. */
  | { readonly type: "directory"; readonly objectId: string; readonly sidFrom?: string }
  /** Unknown, which is enough to remove a user. */
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

/** A user or role owns a role or schema. */
export interface OwnerFact extends InDatabase {
  readonly kind: "owner";
  readonly on: "ROLE" | "SCHEMA";
  /** Name of the role or schema. */
  readonly name: string;
  readonly owner: string;
}

/** The schema for names without one in statements of a user. */
export interface DefaultSchemaFact extends InDatabase, OfPrincipal {
  readonly kind: "default-schema";
  readonly user: string;
  readonly schema: string;
  /** The default schema without the fact. Groups have none. */
  readonly otherwise: "dbo" | "none";
}

/** A user or role is a member of a database role. */
export interface DatabaseRoleMemberFact extends InDatabase, OfPrincipal {
  readonly kind: "database-role-member";
  readonly role: string;
  readonly member: string;
  /** Set if the member is a role. */
  readonly principal?: "role";
}

/** A permission in a database is granted or denied to a user or role. */
export interface PermissionFact extends InDatabase, OfPrincipal {
  readonly kind: "permission";
  readonly permission: string;
  readonly on: PermissionClass;
  /** Set for SCHEMA, and for securables in a schema. */
  readonly schema?: string;
  /** Name of the securable in the schema, or in the database if it is not in a schema. */
  readonly object?: string;
  /** Set for one column of an object. */
  readonly column?: string;
  /** Set if it is not a plain grant, as in sys.database_permissions. */
  readonly state?: PermissionState;
  readonly grantee: string;
  /** Set if the grantee is a role. */
  readonly principal?: "role";
}

export type PermissionState = "DENY" | "GRANT_WITH_GRANT_OPTION";

/** The order of dependencies: logins before their users, users before their roles, roles before their permissions. */
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
