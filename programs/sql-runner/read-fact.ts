import en from "zod/v4/locales/en.js";
import * as z from "zod/mini";
import { type SqlFact } from "../../lib/sql/model/fact";
import { isPermissionName, nameProblem } from "../../lib/sql/model/fact-rules";
import { type NamedClass, SECURABLE_CLASSES } from "../../lib/sql/model/securable-classes";
import { serverRoles } from "../../lib/sql/model/server-roles";
import { mysqlFacts } from "./mysql/well-formed-facts";
import { parseJson } from "./parse-json";
import { postgresFacts } from "./postgres/well-formed-facts";
import { guid, nameBy, onServer } from "./well-formed";
import { WrongArguments } from "./wrong-arguments";

z.config(en());

/** Reads the argument of the runner. Rejects anything but a complete and valid fact, and reports all its errors. */

const name = nameBy(nameProblem);
const serverRole = z.enum(serverRoles(true), "is no fixed server role");

const inDatabase = { ...onServer, database: name };

const origin = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("login"), login: name, sidFrom: z.optional(guid) }),
  z.strictObject({ type: z.literal("sid"), sidFrom: guid, sidType: z.enum(["E", "X"]) }),
  z.strictObject({ type: z.literal("directory"), objectId: guid, sidFrom: z.optional(guid) }),
  z.strictObject({ type: z.literal("unknown") }),
]);

const ofPrincipal = { sidFrom: z.optional(guid) };
const named = { name, replaceOther: z.optional(z.boolean()) };
const ofRole = { principal: z.optional(z.literal("role")) };

/** Azure validates permissions. This only keeps other text out. */
const permission = {
  ...inDatabase,
  ...ofPrincipal,
  ...ofRole,
  kind: z.literal("permission"),
  permission: z.string().check(z.refine(isPermissionName, "is no permission, which has words in capital letters only")),
  state: z.optional(z.enum(["DENY", "GRANT_WITH_GRANT_OPTION"])),
  grantee: name,
};
const classes = Object.keys(SECURABLE_CLASSES) as NamedClass[];
const [inSchemas, inNone] = [true, false].map((is) => classes.filter((of) => SECURABLE_CLASSES[of].isInSchema === is));
const permissions = z.discriminatedUnion("on", [
  z.strictObject({ ...permission, on: z.literal("DATABASE") }),
  z.strictObject({ ...permission, on: z.literal("SCHEMA"), schema: name }),
  z.strictObject({ ...permission, on: z.literal("OBJECT"), schema: name, object: name, column: z.optional(name) }),
  z.strictObject({ ...permission, on: z.enum(inSchemas ?? []), schema: name, object: name }),
  z.strictObject({ ...permission, on: z.enum(inNone ?? []), object: name }),
]);

const fact = z.discriminatedUnion("kind", [
  z.strictObject({
    ...onServer,
    ...ofPrincipal,
    ...named,
    kind: z.literal("login"),
    objectId: z.optional(guid),
  }),
  z.strictObject({
    ...onServer,
    ...ofPrincipal,
    kind: z.literal("server-role-member"),
    role: serverRole,
    member: name,
  }),
  z.strictObject({ ...inDatabase, ...named, kind: z.literal("database-user"), origin }),
  z.strictObject({ ...inDatabase, kind: z.literal("database-role"), name }),
  z.strictObject({ ...inDatabase, kind: z.literal("schema"), name }),
  z.strictObject({ ...inDatabase, kind: z.literal("owner"), on: z.enum(["ROLE", "SCHEMA"]), name, owner: name }),
  z.strictObject({
    ...inDatabase,
    ...ofPrincipal,
    kind: z.literal("default-schema"),
    user: name,
    schema: name,
    otherwise: z.enum(["dbo", "none"]),
  }),
  z.strictObject({
    ...inDatabase,
    ...ofPrincipal,
    ...ofRole,
    kind: z.literal("database-role-member"),
    role: name,
    member: name,
  }),
  permissions,
  ...postgresFacts,
  ...mysqlFacts,
]);

/** The argument is not a fact. The message has one line for each error. */
export class MalformedFact extends WrongArguments {}

export function readFact(argument: string): SqlFact {
  let json: unknown;
  try {
    json = parseJson(argument);
  } catch (error) {
    throw new MalformedFact(`fact is not JSON: ${(error as Error).message}`);
  }
  return factFrom(json);
}

export function factFrom(json: unknown): SqlFact {
  const result = fact.safeParse(json);
  if (!result.success) {
    throw new MalformedFact(
      result.error.issues.map(({ path, message }) => `${path.join(".") || "fact"}: ${message}`).join("\n"),
    );
  }
  return result.data;
}
