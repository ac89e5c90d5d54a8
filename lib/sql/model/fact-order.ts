import { type SqlFact } from "./fact";

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
