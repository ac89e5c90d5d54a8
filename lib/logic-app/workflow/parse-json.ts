/** Strings, numbers, the three names, and punctuation, as https://www.rfc-editor.org/rfc/rfc8259 has them. */
const TOKEN =
  /[ \t\n\r]*(?:("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w))|([{}[\],:]))/y;

const SPACE = /[ \t\n\r]*/y;

/** What can come next: a value, a name, and so on; each with the tokens that are right. */
type Expected = "value" | "value or ]" | "name" | "name or }" | ":" | ", or }" | ", or ]" | "nothing";

/** Both from 1. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
}

/** The value of a JSON text, or where it stops being JSON. */
export function parseJson(text: string): { readonly value: unknown } | { readonly fault: JsonFault } {
  // Editors on Windows can write a byte order mark, which is not JSON.
  const json = text.replace(/^\uFEFF/, "");
  try {
    return { value: JSON.parse(json) };
  } catch {
    return { fault: jsonFault(json) };
  }
}

/** The messages of JavaScript's parser do not say the place in every case. */
function jsonFault(text: string): JsonFault {
  const before = text.slice(0, faultIn(text)).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function faultIn(text: string): number {
  const open: Expected[] = [];
  let expected: Expected = "value";
  for (let position = 0; ; position = TOKEN.lastIndex) {
    SPACE.lastIndex = TOKEN.lastIndex = position;
    SPACE.exec(text);
    const [, string, scalar, mark = ""] = TOKEN.exec(text) ?? [];
    const isValue = expected.startsWith("value");
    if (string !== undefined && expected.startsWith("name")) {
      expected = ":";
    } else if (isValue && (string ?? scalar) !== undefined) {
      expected = open.at(-1) ?? "nothing";
    } else if (isValue && (mark === "{" || mark === "[")) {
      open.push(mark === "{" ? ", or }" : ", or ]");
      expected = mark === "{" ? "name or }" : "value or ]";
    } else if (mark !== "" && "}]".includes(mark) && expected.endsWith(` or ${mark}`)) {
      open.pop();
      expected = open.at(-1) ?? "nothing";
    } else if (mark === ":" && expected === ":") {
      expected = "value";
    } else if (mark === "," && expected.startsWith(",")) {
      expected = expected === ", or }" ? "name" : "value";
    } else {
      return SPACE.lastIndex;
    }
  }
}
