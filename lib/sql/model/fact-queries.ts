import {
  entraPrincipalQuery,
  expectedSid,
  grantedQuery,
  idForSid,
  knownSid,
  type Level,
  MASTER,
  memberQuery,
  sidFrom,
  sidQuery,
  type SqlQuery,
} from "./catalog-queries";
import { type AzureSqlFact } from "./fact";
import { revocableQuery } from "./permission-steps";
import { isStructure, removableStructureQuery, structureQuery } from "./structure-steps";

/** Returns a row if the fact holds. A login or user must belong to the right principal. */
export function factQuery(fact: AzureSqlFact): SqlQuery {
  if (isStructure(fact)) {
    return structureQuery(fact);
  }
  switch (fact.kind) {
    case "login":
      return entraPrincipalQuery("server", MASTER, fact.name, expectedSid(fact));
    case "server-role-member":
      return memberQuery("server", MASTER, fact);
    case "database-user":
      return entraPrincipalQuery("database", fact.database, fact.name, expectedSid(fact));
    case "database-role-member":
      return memberQuery("database", fact.database, fact);
    case "permission":
      return grantedQuery(fact);
  }
}

/** Returns a row if the grantee of a fact is the right principal; undefined if any principal is right. */
export function aboutQuery(fact: AzureSqlFact): SqlQuery | undefined {
  const { level, database, name } = principalNamed(fact);
  const id = idForSid(fact);
  return id === undefined ? undefined : entraPrincipalQuery(level, database, name, sidFrom(id));
}

/** Returns the SIDs of principals with the name in a fact. */
export function holderQuery(fact: AzureSqlFact): SqlQuery {
  const { level, database, name } = principalNamed(fact);
  return sidQuery(level, database, name);
}

/**
 * Returns a row if there is something to remove. A login or user of another principal with the name stays: the fact did
 * not create it.
 */
export function removableQuery(fact: AzureSqlFact): SqlQuery {
  if (isStructure(fact)) {
    return removableStructureQuery(fact);
  }
  switch (fact.kind) {
    case "login":
      return entraPrincipalQuery("server", MASTER, fact.name, knownSid(fact));
    case "database-user":
      return entraPrincipalQuery("database", fact.database, fact.name, knownSid(fact));
    case "permission":
      return revocableQuery(fact);
    default:
      return factQuery(fact);
  }
}

/** The name that a fact creates or grants something to. */
export function principalNamed(fact: AzureSqlFact): {
  readonly level: Level;
  readonly database: string;
  readonly name: string;
} {
  const name = "name" in fact ? fact.name : "member" in fact ? fact.member : "user" in fact ? fact.user : fact.grantee;
  return "database" in fact
    ? { level: "database", database: fact.database, name }
    : { level: "server", database: MASTER, name };
}
