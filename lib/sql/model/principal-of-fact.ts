import { idForSid } from "./catalog-queries";
import { type SqlFact } from "./fact";

const PRINCIPALS: readonly SqlFact["kind"][] = ["login", "database-user", "postgres-role", "mysql-user"];

/** Whether a fact creates a principal on a server. */
export const isPrincipal = ({ kind }: SqlFact): boolean => PRINCIPALS.includes(kind);

/** The id that distinguishes the principal of a fact from others with the same name, if it is known. */
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
