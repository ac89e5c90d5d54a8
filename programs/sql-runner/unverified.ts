import { type SqlFact } from "../../lib/sql/model/fact";
import { idOfPrincipal } from "../../lib/sql/model/principal-of-fact";
import { NotDone } from "./failures";

/**
 * The object id that a login or user is made of, where nothing on the server tells whose it is: the SID of an application is
 * made of its client id, which is not known.
 */
export function unverifiedObject(fact: SqlFact): string | undefined {
  if (idOfPrincipal(fact) !== undefined) {
    return undefined;
  }
  if (fact.kind === "login") {
    return fact.objectId;
  }
  return fact.kind === "database-user" && fact.origin.type === "directory" ? fact.origin.objectId : undefined;
}

/**
 * Why a login or user that is there already is given nothing.
 *
 * @param ids that were noted of it: those of what was made here
 */
export function whyUnverified(fact: SqlFact, ids: readonly string[]): NotDone | undefined {
  const object = unverifiedObject(fact);
  return object === undefined || ids.includes(object)
    ? undefined
    : new NotDone(
        "it exists already, and nobody can tell whose it is: it is not known to be made here, and the client id of the " +
          `principal with the object id ${object} is not known`,
        "Give the clientId of the principal; or give another name (loginName, userName), or drop it where nobody needs it",
      );
}
