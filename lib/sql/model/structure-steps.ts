import { ofPrincipal, principalParameter, principalQuery, type SqlQuery } from "./catalog-queries";
import {
  type AzureSqlFact,
  type DatabaseRoleFact,
  type DefaultSchemaFact,
  type OwnerFact,
  type SchemaFact,
} from "./fact";
import { ownedQuery } from "./owned-query";
import { identifier } from "./quoting";
import { type SqlStep } from "./sql-step";

/** Statements about the structure of a database: roles, schemas, and their owners. */

export type StructureFact = DatabaseRoleFact | SchemaFact | OwnerFact | DefaultSchemaFact;

const KINDS: readonly AzureSqlFact["kind"][] = ["database-role", "schema", "owner", "default-schema"];

export const isStructure = (fact: AzureSqlFact): fact is StructureFact => KINDS.includes(fact.kind);

export function makeStructure(fact: StructureFact): SqlStep {
  const { database } = fact;
  switch (fact.kind) {
    case "database-role":
      return {
        database,
        unless: principalQuery("database", database, fact.name),
        statement: `CREATE ROLE ${identifier(fact.name)} AUTHORIZATION [dbo]`,
      };
    case "schema":
      return {
        database,
        unless: structureQuery(fact),
        statement: `CREATE SCHEMA ${identifier(fact.name)} AUTHORIZATION [dbo]`,
      };
    case "owner":
      return { database, unless: structureQuery(fact), statement: giveTo(fact, identifier(fact.owner)) };
    case "default-schema":
      return { database, unless: structureQuery(fact), statement: useSchema(fact, identifier(fact.schema)) };
  }
}

export function takeStructure(fact: StructureFact): SqlStep {
  const { database } = fact;
  const onlyIf = removableStructureQuery(fact);
  switch (fact.kind) {
    case "database-role":
      return { database, onlyIf, blockedBy: ownedQuery(fact), statement: `DROP ROLE ${identifier(fact.name)}` };
    case "schema":
      return { database, onlyIf, statement: `DROP SCHEMA ${identifier(fact.name)}` };
    case "owner":
      return { database, onlyIf, statement: giveTo(fact, "[dbo]") };
    case "default-schema":
      return { database, onlyIf, statement: useSchema(fact, fact.otherwise === "dbo" ? "[dbo]" : "NULL") };
  }
}

/** Returns a row if the fact holds. */
export function structureQuery(fact: StructureFact): SqlQuery {
  const { database } = fact;
  switch (fact.kind) {
    case "database-role":
      return {
        database,
        text: "SELECT 1 FROM sys.database_principals WHERE name = @name AND type = 'R'",
        parameters: { name: fact.name },
      };
    case "schema":
      return { database, text: "SELECT 1 FROM sys.schemas AS s WHERE s.name = @name", parameters: { name: fact.name } };
    case "owner":
      return { database, text: OWNED_BY[fact.on], parameters: { name: fact.name, owner: fact.owner } };
    case "default-schema":
      return {
        database,
        text: `${HAS_DEFAULT}${ofPrincipal(fact.sidFrom)}`,
        parameters: { user: fact.user, schema: fact.schema, ...principalParameter(fact.sidFrom) },
      };
  }
}

/** Returns a row if there is something to remove. A schema that is not empty stays. */
export function removableStructureQuery(fact: StructureFact): SqlQuery {
  const query = structureQuery(fact);
  switch (fact.kind) {
    case "schema":
      return { ...query, text: `${query.text}${IS_EMPTY}` };
    case "default-schema":
      return {
        ...query,
        text: `${query.text} AND p.default_schema_name <> @otherwise`,
        parameters: { ...query.parameters, otherwise: fact.otherwise === "dbo" ? "dbo" : "" },
      };
    default:
      return query;
  }
}

const OWNED_BY = {
  ROLE:
    "SELECT 1 FROM sys.database_principals AS t JOIN sys.database_principals AS o " +
    "ON o.principal_id = t.owning_principal_id WHERE t.type = 'R' AND t.name = @name AND o.name = @owner",
  SCHEMA:
    "SELECT 1 FROM sys.schemas AS t JOIN sys.database_principals AS o " +
    "ON o.principal_id = t.principal_id WHERE t.name = @name AND o.name = @owner",
} as const;

const HAS_DEFAULT =
  "SELECT 1 FROM sys.database_principals AS p WHERE p.name = @user AND p.default_schema_name = @schema";

/** https://learn.microsoft.com/sql/t-sql/statements/drop-schema-transact-sql */
const IS_EMPTY = ["objects", "types", "xml_schema_collections"]
  .map((view) => ` AND NOT EXISTS (SELECT 1 FROM sys.${view} AS o WHERE o.schema_id = s.schema_id)`)
  .join("");

/** https://learn.microsoft.com/sql/t-sql/statements/alter-authorization-transact-sql */
const giveTo = ({ on, name }: OwnerFact, owner: string): string =>
  `ALTER AUTHORIZATION ON ${on}::${identifier(name)} TO ${owner}`;

/** https://learn.microsoft.com/sql/t-sql/statements/alter-user-transact-sql */
const useSchema = ({ user }: DefaultSchemaFact, schema: string): string =>
  `ALTER USER ${identifier(user)} WITH DEFAULT_SCHEMA = ${schema}`;
