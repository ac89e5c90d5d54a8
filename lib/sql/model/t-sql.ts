import {
  type BytesVariable,
  entraPrincipalQuery,
  expectedSid,
  grantedQuery,
  idForSid,
  knownSid,
  type Level,
  MASTER,
  memberQuery,
  principalQuery,
  sidFrom,
  sidQuery,
  type SqlQuery,
  staleQuery,
} from "./catalog-queries";
import { type AzureSqlFact, type DatabaseUserFact, type LoginFact, type UserOrigin } from "./fact";
import { analyticsHost } from "./analytics-hosts";
import { isManagedInstance } from "./fact-rules";
import { MEMBER, type Owned, ownedQuery } from "./owned-query";
import { grant, revocableQuery, revoke } from "./permission-steps";
import { guidLiteral, identifier, literal } from "./quoting";
import { isStructure, makeStructure, removableStructureQuery, structureQuery, takeStructure } from "./structure-steps";

/**
 * The statements for Azure SQL. They are built here, in permission-steps.ts and in structure-steps.ts only. quoting.ts
 * quotes identifiers and literals.
 *
 * CREATE LOGIN and CREATE USER must be alone in their batch, and Azure SQL has no USE. A fact therefore consists of
 * steps: one statement in one database, with a query that tells whether it is needed.
 */
export interface SqlStep {
  readonly database: string;
  /** Skips the statement if this query returns a row. */
  readonly unless?: SqlQuery;
  /** Skips the statement if this query returns no row. */
  readonly onlyIf?: SqlQuery;
  /** The name belongs to the right principal only if this query returns a row. */
  readonly isAbout?: SqlQuery;
  /** The statement fails while this query returns a row; see `release`. */
  readonly blockedBy?: SqlQuery;
  readonly statement: string;
  /** Whether the statement is idempotent, and can share a batch with others. */
  readonly mayShareBatch?: true;
}

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

/** The statement that enables a disabled login or user. */
export const enabling = (fact: LoginFact | DatabaseUserFact): string =>
  fact.kind === "login" ? `ALTER LOGIN ${identifier(fact.name)} ENABLE` : `GRANT CONNECT TO ${identifier(fact.name)}`;

/**
 * The statement that transfers an object to dbo, revokes a permission, or removes a member from a role.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/revoke-transact-sql
 */
export function release({ class: on, schema, name, permission: granted, grantee, owner }: Owned): string {
  if (on === MEMBER) {
    return `ALTER ROLE ${identifier(owner)} DROP MEMBER ${identifier(name)}`;
  }
  const securable = `${on}::${schema === null ? "" : `${identifier(schema)}.`}${identifier(name)}`;
  if (granted === null || grantee === null) {
    return `ALTER AUTHORIZATION ON ${securable} TO [dbo]`;
  }
  const where = on === "DATABASE" ? "" : ` ON ${securable}`;
  return `REVOKE ${granted}${where} FROM ${identifier(grantee)} CASCADE AS ${identifier(owner)}`;
}

/** A query with its parameters as literals, for people. */
export function queryText({ text, parameters }: SqlQuery): string {
  return text.replace(/@(\w+)/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) {
      return whole;
    }
    if (typeof value === "string") {
      return literal(value);
    }
    return "text" in value ? `(${queryText(value)})` : bytes(value);
  });
}

/**
 * A step as batches that run unattended. If the step is not needed, NOEXEC makes the session compile without executing,
 * because a statement that must be alone in its batch cannot have a condition.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/set-noexec-transact-sql
 */
export function unattended({ unless, onlyIf, isAbout, statement }: SqlStep): string[] {
  const conditions = [
    ...(unless === undefined ? [] : [`EXISTS (${queryText(unless)})`]),
    ...[onlyIf, isAbout].flatMap((query) => (query === undefined ? [] : [`NOT EXISTS (${queryText(query)})`])),
  ];
  return conditions.length === 0
    ? [statement]
    : [`IF ${conditions.join(" OR ")} SET NOEXEC ON`, statement, "SET NOEXEC OFF"];
}

/**
 * A batch that fails with a custom error unless the fact holds.
 *
 * https://learn.microsoft.com/sql/t-sql/language-elements/throw-transact-sql
 */
export function demand(fact: AzureSqlFact, complaint: string): string {
  const message = literal(complaint.replaceAll("%", "%%"));
  return `IF NOT EXISTS (${queryText(factQuery(fact))}) THROW 50000, ${message}, 1`;
}

function createLogin(fact: LoginFact, formerIds: readonly string[]): SqlStep[] {
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

function dropLogin({ name }: LoginFact, onlyIf: SqlQuery): SqlStep {
  return { database: MASTER, onlyIf, statement: `DROP LOGIN ${identifier(name)}` };
}

function createUser(fact: DatabaseUserFact, formerIds: readonly string[]): SqlStep[] {
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

function dropUser(fact: DatabaseUserFact, onlyIf: SqlQuery): SqlStep {
  const { database, name } = fact;
  return { database, onlyIf, blockedBy: ownedQuery(fact), statement: `DROP USER ${identifier(name)}` };
}

function from(origin: UserOrigin): string {
  switch (origin.type) {
    case "login":
      return `FROM LOGIN ${identifier(origin.login)}`;
    case "sid":
      return `WITH SID = ${bytes(sidFrom(origin.sidFrom))}, TYPE = ${origin.sidType}`;
    case "directory":
      return `FROM EXTERNAL PROVIDER WITH OBJECT_ID = ${guidLiteral(origin.objectId)}`;
    case "unknown":
      throw new Error("a user of unknown origin can be taken away only");
  }
}

function bytes(value: Uint8Array | BytesVariable): string {
  return "variable" in value ? value.variable : `0x${Buffer.from(value).toString("hex").toUpperCase()}`;
}
