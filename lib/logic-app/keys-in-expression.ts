/** Strings, and the brackets around what is inside of values. */
const PARTS = /"(?:[^"\\]|\\.)*"|[{}()[\]]/g;

/**
 * The keys of the object in `${jsonencode({"sql" = …})}`; none where the expression is another, since only Terraform knows
 * what that gives.
 */
export function keysInExpression(expression: string): string[] {
  const [, object = ""] = /^\$\{jsonencode\(\{(.*)\}\)\}$/s.exec(expression) ?? [];
  const keys: string[] = [];
  let depth = 0;
  for (const { 0: part, index } of object.matchAll(PARTS)) {
    if (!part.startsWith('"')) {
      depth += "{([".includes(part) ? 1 : -1;
    } else if (depth === 0 && /^\s*=/.test(object.slice(index + part.length))) {
      keys.push(JSON.parse(part) as string);
    }
  }
  return keys;
}
