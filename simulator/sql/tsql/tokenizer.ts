import { sqlError } from "../sql-error";

/**
 * `word` is a name or keyword as it stands there; `name` was delimited by brackets or double quotes; the text of a
 * `string` is without its quotes.
 */
export type TokenKind = "word" | "name" | "variable" | "string" | "unicode" | "number" | "binary" | "sign" | "end";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

export const MAX_NAME = 128;

const SKIPPED = "(?:[\\s\\u0000-\\u0020\\u00a0\\ufeff]+|--[^\\r\\n]*)+";
const KINDS = {
  word: "[\\p{L}_#][\\p{L}\\p{Nd}_@#$]*",
  variable: "@@?[\\p{L}\\p{Nd}_@#$]*",
  binary: "0x[0-9a-f]*",
  number: "(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?",
  sign: "<>|<=|>=|!=|!<|!>|::|\\+=|[^]",
} as const;
const NAMES = Object.keys(KINDS) as (keyof typeof KINDS)[];
/** SQL Server takes control characters for blanks. */
const TOKEN = new RegExp([SKIPPED, ...Object.values(KINDS).map((pattern) => `(${pattern})`)].join("|"), "iuy");

/** Splits a batch by the lexical rules of T-SQL, with QUOTED_IDENTIFIER on. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < sql.length;) {
    if (sql.startsWith("/*", at)) {
      at = endOfComment(sql, at);
      continue;
    }
    const isUnicode = sql[at + 1] === "'" && (sql[at] === "N" || sql[at] === "n");
    const first = sql[isUnicode ? at + 1 : at];
    if (first === "'" || first === '"' || first === "[") {
      const [text, end] = quoted(sql, at + (isUnicode ? 2 : 1), first === "[" ? "]" : first);
      const kind = first !== "'" ? "name" : isUnicode ? "unicode" : "string";
      tokens.push({ kind, text: kind === "name" ? checkedName(text) : text });
      at = end;
      continue;
    }
    TOKEN.lastIndex = at;
    const [text = "", ...found]: readonly (string | undefined)[] = TOKEN.exec(sql) ?? [];
    const kind = NAMES[found.findIndex((one) => one !== undefined)];
    if (kind !== undefined) {
      tokens.push({ kind, text: kind === "word" ? checkedName(text) : text });
    }
    at += text.length;
  }
  tokens.push({ kind: "end", text: "" });
  return tokens;
}

/** Text up to the closing quote, which stands twice for itself. */
function quoted(sql: string, from: number, close: string): [text: string, end: number] {
  let text = "";
  for (let at = from; ;) {
    const end = sql.indexOf(close, at);
    if (end < 0) {
      throw sqlError(105, sql.slice(from));
    }
    text += sql.slice(at, end);
    if (sql[end + 1] !== close) {
      return [text, end + 1];
    }
    text += close;
    at = end + 2;
  }
}

/** Comments in comments count. */
function endOfComment(sql: string, from: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = from;
  for (let depth = 0; ;) {
    const mark = marks.exec(sql);
    if (!mark) {
      throw sqlError(113);
    }
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) {
      return marks.lastIndex;
    }
  }
}

function checkedName(name: string): string {
  if (name === "") {
    throw sqlError(1038);
  }
  if (name.length > MAX_NAME) {
    throw sqlError(103, name.slice(0, MAX_NAME));
  }
  return name;
}
