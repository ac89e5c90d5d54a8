import { MASTER } from "./catalog-queries";
import { analyticsHost } from "./analytics-hosts";
import { type AzureSqlFact } from "./fact";
import { aboutQuery, factQuery, removableQuery } from "./fact-queries";
import { isManagedInstance } from "./fact-rules";
import { grant, revoke } from "./permission-steps";
import { createLogin, createUser, dropLogin, dropUser } from "./principal-steps";
import { identifier } from "./quoting";
import { type SqlStep } from "./sql-step";
import { isStructure, makeStructure, takeStructure } from "./structure-steps";

/**
 * The steps that apply a fact. They are idempotent.
 *
 * @param formerIds previous ids of the login or user: logins and users with one of them may be dropped
 */
export function stepsToApply(fact: AzureSqlFact, formerIds: readonly string[] = []): SqlStep[] {
  if (isStructure(fact)) {
    return [{ ...makeStructure(fact), isAbout: aboutQuery(fact) }];
  }
  switch (fact.kind) {
    case "login":
      return createLogin(fact, formerIds);
    case "server-role-member":
      return [
        {
          database: MASTER,
          unless: factQuery(fact),
          isAbout: aboutQuery(fact),
          statement: `ALTER SERVER ROLE ${identifier(fact.role)} ADD MEMBER ${identifier(fact.member)}`,
        },
      ];
    case "database-user":
      return createUser(fact, formerIds);
    case "database-role-member":
      return [
        {
          database: fact.database,
          unless: factQuery(fact),
          isAbout: aboutQuery(fact),
          statement: `ALTER ROLE ${identifier(fact.role)} ADD MEMBER ${identifier(fact.member)}`,
          mayShareBatch: true,
        },
      ];
    case "permission":
      return [{ ...grant(fact), isAbout: aboutQuery(fact) }];
  }
}

/** The steps that remove a fact. They are idempotent. */
export function stepsToRemove(fact: AzureSqlFact): SqlStep[] {
  if (isStructure(fact)) {
    return [takeStructure(fact)];
  }
  switch (fact.kind) {
    case "login":
      return [dropLogin(fact, removableQuery(fact))];
    case "server-role-member":
      return [
        {
          database: MASTER,
          onlyIf: removableQuery(fact),
          statement: `ALTER SERVER ROLE ${identifier(fact.role)} DROP MEMBER ${identifier(fact.member)}`,
        },
      ];
    case "database-user":
      return [dropUser(fact, removableQuery(fact))];
    case "database-role-member":
      return [
        {
          database: fact.database,
          onlyIf: removableQuery(fact),
          statement: `ALTER ROLE ${identifier(fact.role)} DROP MEMBER ${identifier(fact.member)}`,
        },
      ];
    case "permission":
      return revoke(fact);
  }
}

/**
 * The batch that flushes the authentication cache. Otherwise a change takes minutes to apply. Undefined for master,
 * managed instances, Synapse and Fabric.
 *
 * https://learn.microsoft.com/sql/t-sql/database-console-commands/dbcc-flushauthcache-transact-sql
 */
export function flushAfter(fact: AzureSqlFact): SqlStep | undefined {
  const { server } = fact;
  const hasCache = !isManagedInstance(server) && analyticsHost(server) === undefined;
  return "database" in fact && fact.database.toLowerCase() !== MASTER && hasCache
    ? { database: fact.database, statement: "DBCC FLUSHAUTHCACHE" }
    : undefined;
}
