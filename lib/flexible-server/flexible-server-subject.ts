import { type ITerraformResource, Token } from "cdktf";
import { isResource } from "../core/given";
import { FunctionCall } from "../core/function-call";
import { referenceIn } from "../core/reference";
import { attributeOf, settled } from "../core/resources";
import { clientIdToName, type SettingSubject } from "../access/service-settings";
import { type IPrincipal } from "../principal/principal-interfaces";

/** A database on a flexible server, as clients sign in to it. */
export interface FlexibleServerSubject extends SettingSubject {
  /** DNS name of the server. */
  readonly host: string;
  /** User name. */
  readonly user: string;
  readonly database: string;
}

interface PrivilegesInDatabase {
  readonly database?: ITerraformResource;
  readonly databaseName?: string;
}

/**
 * What clients of a user sign in with: its only database, or the one that they start in. Undefined if the name of the user
 * is not known.
 */
export function flexibleServerSubject(
  host: string,
  user: string | undefined,
  databases: readonly PrivilegesInDatabase[] | undefined,
  otherwise: string,
  principal: IPrincipal | undefined,
): FlexibleServerSubject | undefined {
  const name = user ?? principal?.displayName;
  const [only, ...others] = Array.isArray(databases) ? (databases as readonly PrivilegesInDatabase[]) : [];
  return name === undefined
    ? undefined
    : {
        host,
        // A source cannot refer to its own name.
        user: settled(name),
        database: only && others.length === 0 ? nameOf(only, otherwise) : otherwise,
        clientId: clientIdToName(principal),
      };
}

function nameOf({ database, databaseName }: PrivilegesInDatabase, otherwise: string): string {
  return databaseName ?? (isResource(database) ? attributeOf(database, "name") : otherwise);
}

/** Text as a part of a URL. */
export function inUrl(text: string): string {
  return Token.isUnresolved(text) ? Token.asString(new FunctionCall("urlencode", text)) : encodeURIComponent(text);
}

/** Tells a database from others in names of settings. */
export function nameOfSubject({ host, database }: FlexibleServerSubject): string {
  return [host, database].map((part) => referenceIn(part)?.name ?? part.split(".", 1)[0]).join("_");
}
