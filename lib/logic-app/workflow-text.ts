import { callOf } from "../core/function-call";

/** A JSON object in a workflow. */
export type Member = Readonly<Record<string, unknown>>;

/**
 * All texts and objects in a JSON text of a workflow: in the argument of `jsonencode`, or in handwritten JSON. A handwritten
 * Terraform expression counts as one text.
 */
export function partsOf(text: string): (string | Member)[] {
  return callOf(text) ? partsIn(text) : partsIn(parsed(text) ?? text);
}

/** The value of a JSON text, with its references as they are; undefined if it is not JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** All texts and objects in a JSON value of a workflow. */
export function partsIn(value: unknown): (string | Member)[] {
  const call = callOf(value);
  if (call) {
    const isText = call.name === "jsondecode";
    return call.args.flatMap((argument) =>
      isText && typeof argument === "string" ? partsOf(argument) : partsIn(argument),
    );
  }
  if (typeof value === "string") {
    return [value];
  }
  if (Array.isArray(value)) {
    return value.flatMap(partsIn);
  }
  return isMember(value) ? [value, ...Object.values(value).flatMap(partsIn)] : [];
}

/** Whether a value is a plain object, and not a token. */
export function isMember(value: unknown): value is Member {
  const prototype: unknown = typeof value === "object" && value !== null ? Object.getPrototypeOf(value) : undefined;
  return prototype === Object.prototype || prototype === null;
}

/** The member at the end of a path; undefined if there is none. */
export function memberAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((found, name) => (isMember(found) ? found[name] : undefined), value);
}

/** Strings, brackets around nested values, and commas between entries. */
const PARTS = /"(?:[^"\\]|\\.)*"|[{}()[\],]/g;

/** With or without quotes, before one of the two separators that Terraform accepts. */
const KEY = /^\s*(?:("(?:[^"\\]|\\.)*")|([a-z_][\w-]*))\s*[=:]/i;

/**
 * The keys of the object in a handwritten `${jsonencode({"sql" = …})}`; undefined for any other expression,
 * because only Terraform knows its value.
 */
export function keysInExpression(expression: string): string[] | undefined {
  const [, object] = /^\$\{\s*jsonencode\(\s*\{(.*)\}\s*\)\s*\}$/.exec(expression) ?? [];
  const keys = object === undefined ? [undefined] : entriesOf(object).map(keyOf);
  const known = keys.filter((key) => key !== undefined);
  return known.length === keys.length ? known : undefined;
}

function keyOf(entry: string): string | undefined {
  const [, quoted, bare] = KEY.exec(entry) ?? [];
  if (quoted === undefined) {
    return bare;
  }
  return /[$%]\{/.test(quoted) ? undefined : (JSON.parse(quoted) as string);
}

function entriesOf(object: string): string[] {
  const entries: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: part, index } of object.matchAll(PARTS)) {
    if (part === "," && depth === 0) {
      entries.push(object.slice(start, index));
      start = index + 1;
    } else if (!part.startsWith('"') && part !== ",") {
      depth += "{([".includes(part) ? 1 : -1;
    }
  }
  return [...entries, object.slice(start)].filter((entry) => entry.trim() !== "");
}
