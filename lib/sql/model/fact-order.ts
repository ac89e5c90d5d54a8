import { type SqlFact } from "./fact";

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
