import { type SqlFact } from "../../lib/sql/model/fact";
import { idOfPrincipal } from "../../lib/sql/model/principal-of-fact";
import { NotDone } from "./failures";

/**
 * The object id of a login or user whose principal cannot be verified: the SID of an application contains its client
 * id, which is unknown.
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
 * Why an existing login or user gets no grants.
 *
 * @param ids recorded ids of what this stack created
 */
export function whyUnverified(fact: SqlFact, ids: readonly string[]): NotDone | undefined {
  const object = unverifiedObject(fact);
  return object === undefined || ids.includes(object)
    ? undefined
    : new NotDone(
        "it already exists, and its principal is unknown: this stack has no record of creating it, and the client id of the " +
          `principal with the object id ${object} is unknown`,
        "Set the clientId of the principal, choose another name (loginName, userName), or drop it if nobody needs it",
      );
}
