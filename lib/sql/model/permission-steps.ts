import { grantedQuery } from "./catalog-queries";
import { type PermissionFact } from "./fact";
import { isPermissionName } from "./fact-rules";
import { identifier } from "./quoting";
import { type SqlStep } from "./sql-step";

/** Statements about one permission. */

export function grant(fact: PermissionFact): SqlStep {
  const { database, state } = fact;
  return {
    database,
    unless: grantedQuery(fact),
    statement: STATEMENTS[state ?? "GRANT"](permissionOn(fact), to(fact)),
    mayShareBatch: true,
  };
}

/**
 * REVOKE rejects a permission with grant option (4611) without CASCADE, which revokes it from everybody who received
 * it. DENY always has CASCADE, because it does the same.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/revoke-transact-sql
 * https://learn.microsoft.com/sql/t-sql/statements/deny-transact-sql
 */
export function revoke(fact: PermissionFact): SqlStep[] {
  const { database, state } = fact;
  const statement = `REVOKE ${permissionOn(fact)} FROM ${to(fact)}`;
  return [
    ...(state === "DENY"
      ? []
      : [{ database, onlyIf: grantedQuery(fact, "GRANT_WITH_GRANT_OPTION"), statement: `${statement} CASCADE` }]),
    { database, onlyIf: revocableQuery(fact), statement },
  ];
}

/**
 * Returns a row if there is something to revoke. A permission that is denied now was not granted by the fact, and
 * stays.
 */
export function revocableQuery(fact: PermissionFact): ReturnType<typeof grantedQuery> {
  return grantedQuery(fact, fact.state === "DENY" ? "DENY" : "GRANT");
}

const STATEMENTS = {
  GRANT: (what: string, grantee: string) => `GRANT ${what} TO ${grantee}`,
  GRANT_WITH_GRANT_OPTION: (what: string, grantee: string) => `GRANT ${what} TO ${grantee} WITH GRANT OPTION`,
  DENY: (what: string, grantee: string) => `DENY ${what} TO ${grantee} CASCADE`,
} as const;

const to = ({ grantee }: PermissionFact): string => identifier(grantee);

function permissionOn({ permission, on, schema, object, column }: PermissionFact): string {
  if (!isPermissionName(permission)) {
    throw new Error(`${JSON.stringify(permission)} is not a permission`);
  }
  if (on === "DATABASE") {
    return permission;
  }
  const names = [schema, object].filter((name) => name !== undefined).map(identifier);
  return `${permission} ON ${on}::${names.join(".")}${column === undefined ? "" : ` (${identifier(column)})`}`;
}
