import { TerraformDataSource, TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";

/**
 * Checks the types of arguments: JavaScript and the languages of jsii do not. Synth reports wrong values like all other
 * errors.
 */

export function isResource(given: unknown): given is TerraformResource | TerraformDataSource {
  return TerraformResource.isTerraformResource(given) || TerraformDataSource.isTerraformDataSource(given);
}

/** The props of a construct. Missing props are treated as empty, so that each missing field is reported. */
export function given<T extends object>(props: T | undefined): T {
  return props ?? ({} as T);
}

/** The elements of a list prop; none if it is not a list, which `listProblems` reports. */
export function elementsOf<T>(list: readonly T[] | undefined): readonly T[] {
  return Array.isArray(list) ? (list as readonly T[]) : [];
}

export function listProblems(what: string, list: unknown): string[] {
  return list === undefined || Array.isArray(list) ? [] : [`${what} must be a list; got ${shown(list)}`];
}

/** The text, or the type name of another value, which violates every rule for names. */
export function textOr(value: string): string {
  return typeof value === "string" ? value : shown(value);
}

/** Errors for props that are not text, by name. */
export function textProblems(texts: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(texts)
    .filter(([, text]) => typeof text !== "string")
    .map(([what, text]) => `${what} must be text; got ${shown(text)}`);
}

/** Whether a value belongs to this package and can report its own errors, such as an id or a SQL role. */
export function tellsProblems(value: unknown): boolean {
  return typeof (value as { readonly _problems?: unknown } | null | undefined)?._problems === "function";
}

/** The error for a value that does not belong to this package. */
export function notMadeWith(what: string, factories: string, value: unknown): string[] {
  return tellsProblems(value) ? [] : [`${what} must be one of ${factories}; got ${shown(value)}`];
}

/** A value as errors show it: its type and its path. */
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
