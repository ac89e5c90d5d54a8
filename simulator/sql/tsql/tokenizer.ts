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

// eslint-disable-next-line no-control-regex -- SQL Server takes control characters for blanks
const SKIPPED = /(?:[\s\u0000-\u0020\u00a0\ufeff]+|--[^\r\n]*)+/y;
const WORD = /[\p{L}_#][\p{L}\p{Nd}_@#$]*/uy;
const VARIABLE = /@@?[\p{L}\p{Nd}_@#$]*/uy;
const BINARY = /0x[0-9a-f]*/iy;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
const SIGN = /<>|<=|>=|!=|!<|!>|::|\+=|[^]/y;

/** Splits a batch by the lexical rules of T-SQL, with QUOTED_IDENTIFIER on. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const [text] = pattern.exec(sql) ?? [];
    at += text?.length ?? 0;
    return text === "" ? undefined : text;
  };
  const add = (kind: TokenKind, text: string): number => tokens.push({ kind, text });
  while (at < sql.length) {
    if (sql.startsWith("/*", at)) {
      at = endOfComment(sql, at);
      continue;
    }
    if (take(SKIPPED) !== undefined) {
      continue;
    }
    const unicode = /^N'/i.test(sql.slice(at, at + 2));
    const first = unicode ? "'" : sql.charAt(at);
    if (first === "'" || first === '"' || first === "[") {
      const from = at + (unicode ? 2 : 1);
      const [text, end] = quoted(sql, from, first === "[" ? "]" : first);
      at = end;
      add(unicode ? "unicode" : first === "'" ? "string" : "name", first === "'" ? text : checkedName(text));
      continue;
    }
    const word = take(WORD);
    if (word !== undefined) {
      add("word", checkedName(word));
      continue;
    }
    const [kind, text] = [
      ["variable", VARIABLE] as const,
      ["binary", BINARY] as const,
      ["number", NUMBER] as const,
      ["sign", SIGN] as const,
    ].reduce<readonly [TokenKind, string | undefined]>(
      (found, [candidate, pattern]) => (found[1] === undefined ? [candidate, take(pattern)] : found),
      ["end", undefined],
    );
    add(kind, text ?? "");
  }
  add("end", "");
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
