import { TerraformDataSource, TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";
import { ALL, type Problem, rules } from "./rules";

/**
 * Checks the types of arguments: JavaScript and the languages of jsii do not. Synth reports wrong values like all other
 * errors.
 */

export function isResource(given: unknown): given is TerraformResource | TerraformDataSource {
  return TerraformResource.isTerraformResource(given) || TerraformDataSource.isTerraformDataSource(given);
}

/** What is wrong with something that is not a resource. */
export const notAResource = rules<[what: string, given: unknown]>(ALL, [
  {
    rule: "not-a-resource",
    message: (what, given) => `${what} must be a resource or data source; got ${shown(given)}`,
  },
]);

/** The props of a construct. Missing props are treated as empty, so that each missing field is reported. */
export function given<T extends object>(props: T | undefined): T {
  return props ?? ({} as T);
}

/** The elements of a list prop; none if it is not a list, which `listProblems` reports. */
export function elementsOf<T>(list: readonly T[] | undefined): readonly T[] {
  return Array.isArray(list) ? (list as readonly T[]) : [];
}

export const listProblems = rules<[what: string, given: unknown]>(ALL, [
  {
    rule: "not-a-list",
    when: (_, given) => given !== undefined && !Array.isArray(given),
    message: (what, given) => `${what} must be a list; got ${shown(given)}`,
  },
]);

/** The text, or the type name of another value, which violates every rule for names. */
export function textOr(value: string): string {
  return typeof value === "string" ? value : shown(value);
}

/** What is wrong with props that must be strings, by name. */
export function textProblems(texts: Readonly<Record<string, unknown>>): Problem[] {
  return Object.entries(texts).flatMap(([what, given]) => stringProblems(what, given));
}

const stringProblems = rules<[what: string, given: unknown]>(ALL, [
  {
    rule: "not-a-string",
    when: (_, given) => typeof given !== "string",
    message: (what, given) => `${what} must be a string; got ${shown(given)}`,
  },
]);

/** Whether a value belongs to this package and can report its own errors, such as an id or a SQL role. */
export function tellsProblems(value: unknown): boolean {
  return typeof (value as { readonly _problems?: unknown } | null | undefined)?._problems === "function";
}

/** What is wrong with something that is given for a value of a class of this package. */
export const notMadeWith = rules<[what: string, className: string, given: unknown]>(ALL, [
  {
    rule: "not-of-class",
    when: (_, _class, given) => !tellsProblems(given),
    message: (what, className, given) =>
      `${what} must be a ${className}; got ${shown(given)}; use its constants or static methods`,
  },
]);

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
