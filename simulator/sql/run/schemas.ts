import { sqlError } from "../sql-error";
import { DBO } from "../state/database-state";
import { sameName } from "../state/names";
import { isInSchema } from "../state/ownable";
import { type Securable, type Statement } from "../tsql/ast";
import { type Session } from "./session";

type Of<Kind extends Statement["kind"]> = Statement & { readonly kind: Kind };

export function createSchema({ name, owner }: Of<"create schema">, session: Session): void {
  const { database } = session;
  const owning = owner === undefined ? session.user : database.find(owner);
  if (!owning) {
    throw sqlError(15151, "find", "principal", owner ?? "");
  }
  if (!session.may("CREATE SCHEMA", "ALTER ANY SCHEMA")) {
    throw sqlError(2759);
  }
  const schema = name ?? owning.name;
  if (database.schema(schema)) {
    throw sqlError(2714, schema);
  }
  database.addSchema(schema, owning.id);
}

export function dropSchema({ name, ifExists }: Of<"drop schema">, session: Session): void {
  const { database } = session;
  const schema = database.schema(name);
  if (!schema && ifExists) {
    return;
  }
  if (!schema || !(session.may("ALTER ANY SCHEMA") || schema.owner === session.user.id)) {
    throw sqlError(15151, "drop", "schema", name);
  }
  if (schema.id < 5) {
    throw sqlError(15150, "drop", "schema", schema.name);
  }
  const inside = [...database.objects, ...database.ownables].find((one) => one.schema === schema.id);
  if (inside) {
    throw sqlError(3729, schema.name, inside.name);
  }
  database.schemas.splice(database.schemas.indexOf(schema), 1);
  database.permissions = database.permissions.filter((one) => one.class !== "SCHEMA" || one.on !== schema.id);
}

export function createTable({ table, columns }: Of<"create table">, session: Session): void {
  const { database } = session;
  const { schema: schemaName = "dbo", name } = table;
  session.requireHere(table);
  const schema = database.schema(schemaName);
  if (!schema) {
    throw sqlError(2760, schemaName);
  }
  if (!session.may("CREATE TABLE")) {
    throw sqlError(262, "CREATE TABLE", database.name);
  }
  if (database.object(name, schemaName)) {
    throw sqlError(2714, name);
  }
  database.addObject(name, schema, null, columns);
}

export function dropTable({ table: named, ifExists }: Of<"drop table">, session: Session): void {
  const { database } = session;
  const { schema = "dbo", name } = named;
  session.requireHere(named);
  const table = database.object(name, schema);
  if (!table && ifExists) {
    return;
  }
  if (!table || !session.may("ALTER ANY SCHEMA")) {
    throw sqlError(3701, name);
  }
  database.objects = database.objects.filter((one) => one !== table);
  database.permissions = database.permissions.filter((one) => one.class !== "OBJECT" || one.on !== table.id);
}

/**
 * What was granted on something is forgotten when it gets another owner.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/alter-authorization-transact-sql
 */
export function alterAuthorization({ securable, owner }: Of<"alter authorization">, session: Session): void {
  const { database } = session;
  const owning = owner === undefined ? undefined : database.find(owner);
  if (owner !== undefined && !owning) {
    throw sqlError(15151, "find", "principal", owner);
  }
  session.requireHere(securable);
  const owned = ownedThing(securable, session);
  if (!owned || !session.isOwner) {
    throw sqlError(15151, "find", securable.class.toLowerCase(), securable.name ?? "");
  }
  const newOwner = owning?.id ?? (isInSchema(securable.class) ? null : DBO);
  if (owned.owner !== newOwner) {
    database.permissions = database.permissions.filter((one) => one.class !== securable.class || one.on !== owned.id);
  }
  owned.owner = newOwner;
}

function ownedThing(
  { class: of, name = "", schema }: Securable,
  { database }: Session,
): { readonly id: number; owner: number | null } | undefined {
  switch (of) {
    case "SCHEMA":
      return database.schema(name);
    case "OBJECT":
      return database.object(name, schema);
    case "ROLE":
      return database.principals.find((one) => one.type === "R" && sameName(one.name, name));
    case "DATABASE":
    case "SERVER":
    case "USER":
      return undefined;
    default:
      return database.ownable(of, name, schema);
  }
}
