/** Strings, brackets around nested values, and commas between entries. */
const PARTS = /"(?:[^"\\]|\\.)*"|[{}()[\],]/g;

/** With or without quotes, before one of the two separators that Terraform accepts. */
const KEY = /^\s*(?:("(?:[^"\\]|\\.)*")|([a-z_][\w-]*))\s*[=:]/i;

/**
 * The keys of the object in `${jsonencode({"sql" = …})}`, generated or handwritten; undefined for any other expression,
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
