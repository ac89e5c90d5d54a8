import { type SqlFact } from "./fact";

/** What is based on what: a login is there before its users, a user before its roles. */
export const FACT_ORDER: readonly SqlFact["kind"][] = [
  "login",
  "server-role-member",
  "database-user",
  "database-role-member",
  "permission",
];
