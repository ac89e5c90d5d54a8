import { type Block, type Values } from "../terraform/document";
import { isObject } from "../terraform/values";
import { type Builder } from "./builder";
import { type Argument, inside, isGiven, ownerOf, shown, textOf } from "./reading";

/** Users, roles and permissions in databases that this library declares as facts. */

const FACTS = "terraform_data";

/** What each kind of fact gives, from its fields; undefined if it gives nothing to a principal. */
const GIVEN: Readonly<Record<string, (text: (field: string) => string) => string | undefined>> = {
  login: () => "login",
  "server-role-member": (text) => text("role"),
  "database-user": () => "user",
  "database-role-member": (text) => text("role"),
  permission: (text) =>
    text("state") === "DENY"
      ? undefined
      : phrase(text("permission"), text("on"), [text("schema"), text("object"), text("column")]),
  "postgres-role": () => "role",
  "postgres-role-member": (text) => text("role"),
  "postgres-privilege": (text) => phrase(text("privilege"), text("on"), [text("schema"), text("table")]),
  "mysql-user": () => "user",
  "mysql-privilege": (text) => phrase(text("privilege"), "", [text("table")]),
};

/** Roles and permissions with which access can be given to others. */
const PRIVILEGED =
  /^(sysadmin|securityadmin|##MS_(LoginManager|SecurityDefinitionReader)##|db_owner|db_securityadmin|azure_pg_admin|CONTROL( DATABASE)?|ALTER ANY (ROLE|USER))$/i;

/** Fields with an id of the principal. */
const IDS = ["sidFrom", "objectId", "identifiedBy"];
/** Fields with the name of the principal in the database. */
const NAMES = ["name", "member", "grantee"];

interface Fact {
  readonly block: Block;
  readonly values: Values;
  readonly expressions: Values | undefined;
  readonly kind: string;
}

export function addSqlUsers(builder: Builder): void {
  const facts = builder.analysis.resourcesOf(FACTS).flatMap(factOf);
  const named = new Map<string, readonly string[]>();
  for (const fact of facts) {
    const ids = principalsOf(fact, builder);
    if (ids.length > 0) {
      named.set(nameIn(fact, builder), ids);
    }
  }
  for (const fact of facts) {
    const text = (field: string): string => textIn(fact, field, builder) ?? shown(fieldOf(fact, field));
    const what = GIVEN[fact.kind]?.(text);
    const principals = named.get(nameIn(fact, builder)) ?? [];
    if (what === undefined || principals.length === 0) {
      continue;
    }
    const target = targetOf(fact, builder);
    for (const principal of principals) {
      builder.grants.push({
        principal,
        target,
        what,
        plane: "data",
        risk: PRIVILEGED.test(what.slice(0, LONGEST)) ? "privileged" : "none",
        block: fact.block,
        eligible: false,
      });
    }
  }
}

/** Longer names are cut before they are compared. */
const LONGEST = 200;

export function isSqlFact(block: Block): boolean {
  return block.type === FACTS && factOf(block).length > 0;
}

function factOf(block: Block): Fact[] {
  const { triggers_replace: values } = block.values;
  const { triggers_replace: expressions } = block.expressions;
  return isObject(values) && typeof values.kind === "string" && Object.hasOwn(GIVEN, values.kind)
    ? [{ block, values, expressions: isObject(expressions) ? expressions : undefined, kind: values.kind }]
    : [];
}

function fieldOf({ values, expressions }: Fact, field: string): Argument {
  return inside(values, expressions, field);
}

function textIn(fact: Fact, field: string, { analysis }: Builder): string | undefined {
  return textOf(analysis, fieldOf(fact, field), fact.block);
}

/** The principals of a fact that has one of their ids. */
function principalsOf(fact: Fact, { principals }: Builder): string[] {
  const { origin } = fact.values;
  const { origin: expression } = fact.expressions ?? {};
  const ids = [
    ...IDS.map((field) => fieldOf(fact, field)),
    ...(isObject(origin)
      ? IDS.map((field) => inside(origin, isObject(expression) ? expression : undefined, field))
      : []),
  ];
  const id = ids.find((argument) => isGiven(argument));
  return id ? principals.of(id, fact.block) : [];
}

/** Tells the principals of a server apart by the names that they have there. */
function nameIn(fact: Fact, builder: Builder): string {
  const { document } = fact.block;
  const [server, name] = [["server"], NAMES].map((fields) => {
    const argument = fields.map((field) => fieldOf(fact, field)).find(isGiven);
    return argument && (textOf(builder.analysis, argument, fact.block) ?? shown(argument));
  });
  // A server role has a field "name" itself.
  return `${document.name}\n${server ?? ""}\n${name ?? ""}`;
}

/** The database, or the server if the fact is about the whole server. */
function targetOf(fact: Fact, { analysis, targets }: Builder): string {
  const [server, database] = [fieldOf(fact, "server"), fieldOf(fact, "database")];
  if (isGiven(database)) {
    const owner = ownerOf(analysis, database, fact.block);
    if (owner?.block?.kind === "resource" || owner?.block?.kind === "data") {
      return targets.ofBlock(owner.block);
    }
  }
  const host = ownerOf(analysis, server, fact.block)?.block;
  const whole =
    host && host.kind !== "variable"
      ? targets.ofBlock(host)
      : targets.named(
          textIn(fact, "server", { analysis, targets } as Builder) ?? shown(server),
          fact.block.document.name,
        );
  const name = textOf(analysis, database, fact.block) ?? shown(database);
  return name === "" ? whole : targets.partOf(whole, name);
}

function phrase(permission: string, on: string, names: readonly string[]): string {
  const object = names.filter((name) => name !== "").join(".");
  return [permission, ...(object === "" ? [] : ["on", on.toLowerCase(), object])]
    .filter((word) => word !== "")
    .join(" ");
}
