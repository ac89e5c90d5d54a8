import { type SqlFact } from "./fact";

/** Something that a fact names and another fact can declare. The fact cannot hold without it. */
export interface Mention {
  readonly kind: "login" | "database-role" | "database-user" | "schema" | "owner" | "postgres-role" | "mysql-user";
  readonly name: string;
  /** The kind of securable that has the owner. */
  readonly on?: "ROLE" | "SCHEMA";
}

/** Whether it is on the server of the fact, not in its database. */
export const isOnServer = ({ kind }: Mention): boolean => ["login", "postgres-role", "mysql-user"].includes(kind);

export function mentionsIn(fact: SqlFact): Mention[] {
  switch (fact.kind) {
    case "server-role-member":
      return [{ kind: "login", name: fact.member }];
    case "database-user":
      return fact.origin.type === "login" ? [{ kind: "login", name: fact.origin.login }] : [];
    case "owner":
      return [owned(fact.on, fact.name), ...roleOrUser(fact.owner)];
    case "default-schema":
      return [user(fact.user), owned("SCHEMA", fact.schema)];
    case "database-role-member":
      return [role(fact.role), ...(fact.principal === "role" ? [role(fact.member)] : roleOrUser(fact.member))];
    case "permission":
      return [
        ...(fact.principal === "role" ? [role(fact.grantee)] : roleOrUser(fact.grantee)),
        ...(fact.schema === undefined ? [] : withOwner("SCHEMA", fact.schema)),
        ...(fact.on === "ROLE" ? withOwner("ROLE", fact.object ?? "") : []),
        ...(fact.on === "USER" ? [user(fact.object ?? "")] : []),
      ];
    case "postgres-role-member":
      return [postgresRole(fact.member), postgresRole(fact.role)];
    case "postgres-privilege":
      return [postgresRole(fact.grantee), ...(fact.owner === undefined ? [] : [postgresRole(fact.owner)])];
    case "mysql-privilege":
      return [{ kind: "mysql-user", name: fact.grantee }];
    default:
      return [];
  }
}

/** What a fact declares, if others can name it. */
export function saidBy(fact: SqlFact): Mention | undefined {
  switch (fact.kind) {
    case "login":
    case "database-user":
    case "database-role":
    case "schema":
    case "postgres-role":
    case "mysql-user":
      return { kind: fact.kind, name: fact.name };
    case "owner":
      return { kind: fact.kind, name: fact.name, on: fact.on };
    default:
      return undefined;
  }
}

const role = (name: string): Mention => ({ kind: "database-role", name });

const user = (name: string): Mention => ({ kind: "database-user", name });

const postgresRole = (name: string): Mention => ({ kind: "postgres-role", name });

const roleOrUser = (name: string): Mention[] => [role(name), user(name)];

const owned = (on: "ROLE" | "SCHEMA", name: string): Mention => (on === "ROLE" ? role(name) : { kind: "schema", name });

/** SQL drops the permissions on a securable whose owner changes. */
const withOwner = (on: "ROLE" | "SCHEMA", name: string): Mention[] => [owned(on, name), { kind: "owner", name, on }];
