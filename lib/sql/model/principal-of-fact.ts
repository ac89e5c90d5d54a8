import { idForSid } from "./catalog-queries";
import { type SqlFact } from "./fact";

const PRINCIPALS: readonly SqlFact["kind"][] = ["login", "database-user", "postgres-role", "mysql-user"];

/** Whether a fact makes a principal known to a server. */
export const isPrincipal = ({ kind }: SqlFact): boolean => PRINCIPALS.includes(kind);

/** The id that tells whom a fact is about from others of the same name, where it is known. */
export function idOfPrincipal(fact: SqlFact): string | undefined {
  switch (fact.kind) {
    case "postgres-role":
    case "postgres-role-member":
    case "postgres-privilege":
      return fact.objectId;
    case "mysql-user":
    case "mysql-privilege":
      return fact.identifiedBy;
    default:
      return idForSid(fact);
  }
}
