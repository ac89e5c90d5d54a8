import { sqlError } from "../sql-error";
import { DBO } from "../state/database-state";
import { isInSchema } from "../state/ownable";
import { type ChangeOf, type Securable } from "../tsql/ast";
import { type Session } from "./session";

export function createSchema({ name, owner }: ChangeOf<"create schema">, session: Session): void {
  const { database } = session;
  const owning = owner === undefined ? session.user : database.find(owner);
  if (!owning) {
    throw sqlError(15151, "find", "principal", owner ?? "");
  }
  if (!session.may("CREATE SCHEMA", "ALTER ANY SCHEMA")) {
    throw sqlError(2759);
  }
  if (database.schema(name)) {
    throw sqlError(2714, name);
  }
  database.addSchema(name, owning.id);
}

export function dropSchema({ name, ifExists }: ChangeOf<"drop schema">, session: Session): void {
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

/**
 * What was granted on something is forgotten when it gets another owner.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/alter-authorization-transact-sql
 */
export function alterAuthorization({ securable, owner }: ChangeOf<"alter authorization">, session: Session): void {
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
      return [database.find(name)].find((one) => one?.type === "R");
    case "DATABASE":
    case "USER":
      return undefined;
    default:
      return database.ownable(of, name, schema);
  }
}
