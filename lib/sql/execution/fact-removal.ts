import { TerraformDataSource, TerraformResource } from "cdktf";
import { configured, isOverridden } from "../../core/attributes";
import { shortHash } from "../../core/names";
import { elementAt, referenceIn } from "../../core/reference";
import { idForSid } from "../model/catalog-queries";
import { type SqlFact } from "../model/fact";
import { factKey } from "./fact-key";
import { idOfPrincipal } from "../model/principal-of-fact";
import { type SqlFactResource } from "./sql-fact-resource";

/** The fields that are needed to remove a fact. References to names that the app knows are replaced by the names. */
export function removalOf({ fact, login }: SqlFactResource): SqlFact {
  switch (fact.kind) {
    case "login":
      return { kind: fact.kind, server: fact.server, name: settled(fact.name), sidFrom: fact.sidFrom };
    case "database-user": {
      const sidFrom = idForSid(fact) ?? (login && idOfPrincipal(login));
      const origin =
        sidFrom === undefined ? ({ type: "unknown" } as const) : ({ type: "sid", sidFrom, sidType: "E" } as const);
      return { ...fact, database: settled(fact.database), name: settled(fact.name), origin };
    }
    case "server-role-member":
      return { ...fact, member: settled(fact.member) };
    case "database-role":
    case "schema":
    case "owner":
      return { ...fact, database: settled(fact.database) };
    case "default-schema":
      return { ...fact, database: settled(fact.database), user: settled(fact.user) };
    case "database-role-member":
      return { ...fact, database: settled(fact.database), member: settled(fact.member) };
    case "permission":
      return { ...fact, database: settled(fact.database), grantee: settled(fact.grantee) };
    case "postgres-role":
    case "mysql-user":
      return { ...fact, name: settled(fact.name) };
    case "postgres-role-member":
      return { ...fact, member: settled(fact.member) };
    case "postgres-privilege":
    case "mysql-privilege":
      return { ...fact, database: settled(fact.database), grantee: settled(fact.grantee) };
  }
}

/** A key that stays the same when constructs are renamed or moved, and differs for another principal. */
export function removalKey(resource: SqlFactResource): string {
  return shortHash(factKey(removalOf(resource), resource).join("\n"), 16);
}

/** The name in place of a reference to it. */
function settled(name: string): string {
  const reference = referenceIn(name);
  const element = reference?.attribute === "name" ? elementAt(reference) : undefined;
  if (!TerraformResource.isTerraformResource(element) && !TerraformDataSource.isTerraformDataSource(element)) {
    return name;
  }
  const given = isOverridden(element, "name") ? undefined : configured(element, "name");
  return typeof given === "string" ? settled(given) : name;
}
