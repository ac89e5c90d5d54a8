import { isGuid } from "../../core/guid";
import { GRAPH_APP_ROLES } from "../../catalog/graph-app-roles.generated";
import { type Block, type Values } from "../terraform/document";
import { nested } from "../terraform/values";
import { type Builder } from "./builder";
import { NESTED_GRANT_TYPES, OWN_GRANT_TYPES, type OwnGrantType, riskWhen } from "./own-grant-types";
import { type Argument, argumentOf, inside, isGiven, ownerOf, shown, templateOf, textOf } from "./reading";

/** Access that services grant themselves. */

export function addOwnGrants(builder: Builder): void {
  for (const [type, row] of Object.entries(OWN_GRANT_TYPES)) {
    for (const block of builder.analysis.resourcesOf(type)) {
      if (isOfPrincipal(builder, type, argumentOf(block, row.principal), block)) {
        add(builder, row, block, (name) => argumentOf(block, name), targetOf(builder, row, block));
      }
    }
  }
  for (const row of NESTED_GRANT_TYPES) {
    for (const block of builder.analysis.resourcesOf(row.type)) {
      const expressions = nested(block.expressions, row.block);
      nested(block.values, row.block).forEach((values: Values, index) => {
        const argument = (name: string): Argument => inside(values, expressions[index], name);
        if (isGiven(argument(row.principal))) {
          add(builder, row, block, argument, builder.targets.ofBlock(block));
        }
      });
    }
  }
}

/** Roles of databases are of principals if they are named after one; others have passwords. */
function isOfPrincipal({ analysis }: Builder, type: string, argument: Argument, block: Block): boolean {
  return (type !== "postgresql_role" && type !== "mysql_user") || ownerOf(analysis, argument, block) !== undefined;
}

function targetOf({ analysis, targets }: Builder, { targets: names, reached }: OwnGrantType, block: Block): string {
  for (const name of names) {
    const argument = argumentOf(block, name);
    const target = isGiven(argument) ? targets.tryOf(argument, block) : undefined;
    if (target !== undefined) {
      return target;
    }
  }
  if (reached !== undefined) {
    return targets.named(reached, block.document.name, reached === "Microsoft Entra ID" ? "tenant" : "resource");
  }
  const given = names.map((name) => argumentOf(block, name)).find(isGiven);
  const name = given && textOf(analysis, given, block);
  return name === undefined
    ? targets.of(given ?? { value: undefined, expression: undefined }, block)
    : targets.named(name, block.document.name);
}

function add(
  { analysis, principals, grants }: Builder,
  row: OwnGrantType,
  block: Block,
  argument: (name: string) => Argument,
  target: string,
): void {
  const what = whatOf(row, block, argument, analysis);
  for (const principal of principals.of(argument(row.principal), block)) {
    grants.push({
      principal,
      target,
      what,
      plane: row.plane ?? "data",
      risk: riskWhen(row.privileged?.test(what.slice(0, LONGEST)) === true),
      block,
      eligible: row.eligible === true,
    });
  }
}

/** Longer names are cut before they are compared. */
const LONGEST = 500;

function whatOf(
  { what = [], does, names = {} }: OwnGrantType,
  block: Block,
  argument: (name: string) => Argument,
  analysis: Builder["analysis"],
): string {
  const given = what.map(argument).find(isGiven);
  if (!given) {
    return does ?? "access";
  }
  if (Array.isArray(given.value)) {
    return given.value.map((item: unknown) => analysis.literalOf(item, block) ?? "?").join(", ");
  }
  const text = textOf(analysis, given, block);
  if (text !== undefined) {
    return nameIn(names, text);
  }
  const owner = ownerOf(analysis, given, block);
  const role = owner?.type === "azuread_directory_role" ? owner.block : undefined;
  const named = role && ["display_name", "template_id"].map((name) => argumentOf(role, name)).find(isGiven);
  const name = role && named && textOf(analysis, named, role);
  const defined = owner?.attribute === "id" ? owner.name : owner?.attribute;
  return nameIn(names, name ?? lastPart(defined ?? templateOf(given) ?? shown(given)));
}

/** What ends with an id is called as the table says. */
function nameIn(names: Readonly<Record<string, string>>, text: string): string {
  const last = text.slice(text.lastIndexOf("/") + 1);
  return names[last.toLowerCase()] ?? (isGuid(last) ? graphAppRole(last) : undefined) ?? last;
}

let graphAppRoles: ReadonlyMap<string, string> | undefined;

/** The name of an application role of Microsoft Graph. */
function graphAppRole(id: string): string | undefined {
  graphAppRoles ??= new Map(Object.entries(GRAPH_APP_ROLES).map(([name, roleId]) => [roleId, name]));
  return graphAppRoles.get(id.toLowerCase());
}

/** "User.Read.All" of an index: `app_role_ids["User.Read.All"]`. */
function lastPart(text: string): string {
  return text.replace(/^app_role_ids?\.?/, "") || text;
}
