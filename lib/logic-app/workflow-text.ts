import { callOf } from "../core/function-call";

/** An object in a text of a workflow. */
export type Member = Readonly<Record<string, unknown>>;

/**
 * All texts and objects that a JSON text of a workflow is made of: what `jsonencode` was given, or what somebody wrote as
 * JSON. Text in Terraform's language that somebody wrote is one text.
 */
export function partsOf(text: string): (string | Member)[] {
  return callOf(text) ? within(text) : within(parsed(text) ?? text);
}

/** The value of a JSON text; undefined where it is none. References in it stay as they are. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function within(value: unknown): (string | Member)[] {
  const call = callOf(value);
  if (call) {
    const isText = call.name === "jsondecode";
    return call.args.flatMap((argument) =>
      isText && typeof argument === "string" ? partsOf(argument) : within(argument),
    );
  }
  if (typeof value === "string") {
    return [value];
  }
  if (Array.isArray(value)) {
    return value.flatMap(within);
  }
  return isMember(value) ? [value, ...Object.values(value).flatMap(within)] : [];
}

/** Whether a value is an object as JSON has them, and not one that stands for a value of Terraform. */
export function isMember(value: unknown): value is Member {
  const prototype: unknown = typeof value === "object" && value !== null ? Object.getPrototypeOf(value) : undefined;
  return prototype === Object.prototype || prototype === null;
}

/** Strings, the brackets around what is inside of values, and the commas between entries. */
const PARTS = /"(?:[^"\\]|\\.)*"|[{}()[\],]/g;

/** In quotes or not, before one of the two signs that Terraform takes. */
const KEY = /^\s*(?:("(?:[^"\\]|\\.)*")|([a-z_][\w-]*))\s*[=:]/i;

/**
 * The keys of the object in `${jsonencode({"sql" = …})}`, as CDKTF or somebody writes it; undefined where the expression
 * is another, since only Terraform knows what that gives.
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
