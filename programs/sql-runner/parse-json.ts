/**
 * Parses JSON, and rejects duplicate keys, because parsers disagree about which value counts.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const twice = duplicateKey(text);
  if (twice !== undefined) {
    throw new SyntaxError(`it has the key ${JSON.stringify(twice)} twice in one object`);
  }
  return value;
}

/** @param json valid JSON */
function duplicateKey(json: string): string | undefined {
  const objects: Set<string>[] = [];
  for (const [, bracket, text] of json.matchAll(/([{}])|("(?:[^"\\]|\\.)*"(?:\s*:)?)/g)) {
    if (bracket === "{") {
      objects.push(new Set());
    } else if (bracket === "}") {
      objects.pop();
    } else if (text?.endsWith(":")) {
      const key = JSON.parse(text.slice(0, text.lastIndexOf('"') + 1)) as string;
      const keys = objects.at(-1);
      if (keys?.has(key)) {
        return key;
      }
      keys?.add(key);
    }
  }
  return undefined;
}
