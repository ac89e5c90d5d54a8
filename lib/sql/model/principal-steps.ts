import {
  entraPrincipalQuery,
  expectedSid,
  idForSid,
  type Level,
  MASTER,
  principalQuery,
  sidFrom,
  type SqlQuery,
  staleQuery,
} from "./catalog-queries";
import { analyticsHost } from "./analytics-hosts";
import { type DatabaseUserFact, type LoginFact, type UserOrigin } from "./fact";
import { ownedQuery } from "./owned-query";
import { bytesLiteral, guidLiteral, identifier } from "./quoting";
import { type SqlStep } from "./sql-step";

/** Statements about logins and users. */

export function createLogin(fact: LoginFact, formerIds: readonly string[]): SqlStep[] {
  const { name, objectId, server } = fact;
  const isNamed = objectId === undefined || analyticsHost(server) !== undefined;
  const withObjectId = isNamed ? "" : ` WITH OBJECT_ID = ${guidLiteral(objectId)}`;
  return [
    ...otherQueries("server", MASTER, fact, formerIds).map((query) => dropLogin(fact, query)),
    {
      database: MASTER,
      unless: principalQuery("server", MASTER, name),
      statement: `CREATE LOGIN ${identifier(name)} FROM EXTERNAL PROVIDER${withObjectId}`,
    },
  ];
}

export function dropLogin({ name }: LoginFact, onlyIf: SqlQuery): SqlStep {
  return { database: MASTER, onlyIf, statement: `DROP LOGIN ${identifier(name)}` };
}

export function createUser(fact: DatabaseUserFact, formerIds: readonly string[]): SqlStep[] {
  const { database, name, origin, server } = fact;
  const isFromDirectory = origin.type !== "login" && analyticsHost(server) !== undefined;
  return [
    ...otherQueries("database", database, fact, formerIds).map((query) => dropUser(fact, query)),
    {
      database,
      unless: principalQuery("database", database, name),
      // Synapse and Fabric accept neither ids nor SIDs. The runner reads back the principal of the user.
      statement: `CREATE USER ${identifier(name)} ${isFromDirectory ? "FROM EXTERNAL PROVIDER" : from(origin)}`,
    },
  ];
}

export function dropUser(fact: DatabaseUserFact, onlyIf: SqlQuery): SqlStep {
  const { database, name } = fact;
  return { database, onlyIf, blockedBy: ownedQuery(fact), statement: `DROP USER ${identifier(name)}` };
}

/** The statement that enables a disabled login or user. */
export const enabling = (fact: LoginFact | DatabaseUserFact): string =>
  fact.kind === "login" ? `ALTER LOGIN ${identifier(fact.name)} ENABLE` : `GRANT CONNECT TO ${identifier(fact.name)}`;

/** Queries that return a row if the name belongs to another principal that may be dropped: the previous one, or any. */
function otherQueries(
  level: Level,
  database: string,
  fact: LoginFact | DatabaseUserFact,
  formerIds: readonly string[],
): SqlQuery[] {
  const sid = expectedSid(fact);
  if (sid !== undefined && fact.replaceOther === true) {
    return [staleQuery(level, database, fact.name, sid)];
  }
  const others = formerIds.filter((id) => id.toLowerCase() !== idForSid(fact)?.toLowerCase());
  return sid === undefined ? [] : others.map((id) => entraPrincipalQuery(level, database, fact.name, sidFrom(id)));
}

function from(origin: UserOrigin): string {
  switch (origin.type) {
    case "login":
      return `FROM LOGIN ${identifier(origin.login)}`;
    case "sid":
      return `WITH SID = ${bytesLiteral(sidFrom(origin.sidFrom))}, TYPE = ${origin.sidType}`;
    case "directory":
      return `FROM EXTERNAL PROVIDER WITH OBJECT_ID = ${guidLiteral(origin.objectId)}`;
    case "unknown":
      throw new Error("a user of unknown origin can be taken away only");
  }
}
