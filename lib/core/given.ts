import { TerraformDataSource, TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";

/**
 * What callers without a compiler give: JavaScript, and the languages that jsii reaches, check no types. Wrong values are
 * reported at synth like every other mistake.
 */

export function isResource(given: unknown): given is TerraformResource | TerraformDataSource {
  return TerraformResource.isTerraformResource(given) || TerraformDataSource.isTerraformDataSource(given);
}

/** The props of a construct; none at all are empty ones, whose problems are reported one by one. */
export function given<T extends object>(props: T | undefined): T {
  return props ?? ({} as T);
}

/** The elements of a list prop; what is no list has none, and `listProblems`. */
export function elementsOf<T>(list: readonly T[] | undefined): readonly T[] {
  return Array.isArray(list) ? (list as readonly T[]) : [];
}

export function listProblems(what: string, list: unknown): string[] {
  return list === undefined || Array.isArray(list) ? [] : [`${what} must be a list; got ${shown(list)}`];
}

/** The text, or the name of what was given instead, which no rule for names lets pass. */
export function textOr(value: string): string {
  return typeof value === "string" ? value : shown(value);
}

/** What is wrong with props that must be text, by name. */
export function textProblems(texts: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(texts)
    .filter(([, text]) => typeof text !== "string")
    .map(([what, text]) => `${what} must be text; got ${shown(text)}`);
}

/** Whether something is a value of this package that can tell what is wrong with it, such as an id or an SQL role. */
export function tellsProblems(value: unknown): boolean {
  return typeof (value as { readonly _problems?: unknown } | null | undefined)?._problems === "function";
}

/** What is wrong with something that is given for a value of this package. */
export function notMadeWith(what: string, factories: string, value: unknown): string[] {
  return tellsProblems(value) ? [] : [`${what} must be one of ${factories}; got ${shown(value)}`];
}

/** A value as a message shows it: what it is, and where. */
export function shown(given: unknown): string {
  if (isResource(given)) {
    return `${given.terraformResourceType} (${given.node.path})`;
  }
  if (Construct.isConstruct(given)) {
    return `${given.constructor.name} (${given.node.path})`;
  }
  if (typeof given === "string") {
    return Token.isUnresolved(given) ? "an attribute" : JSON.stringify(given);
  }
  if (Array.isArray(given)) {
    return "a list";
  }
  const name = typeof given === "object" && given !== null ? given.constructor.name : undefined;
  return name === undefined || name === "Object" ? String(given === null ? null : typeof given) : name;
}
