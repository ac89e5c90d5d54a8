/**
 * Splits T-SQL the way the server does, written from its lexical rules and not from the code under test:
 * delimited identifiers, Unicode and plain literals, comments, words and signs.
 */
export interface Token {
  readonly kind: "identifier" | "literal" | "word" | "sign";
  /** Without its quotes. */
  readonly text: string;
}

export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const quoted = (close: string): string => {
    let text = "";
    for (;;) {
      if (at >= sql.length) {
        throw new Error(`unclosed ${close}`);
      }
      if (sql[at] !== close) {
        text += sql.charAt(at++);
      } else if (sql[at + 1] === close) {
        text += close;
        at += 2;
      } else {
        at++;
        return text;
      }
    }
  };
  while (at < sql.length) {
    const rest = sql.slice(at);
    const word = /^[\w#@]+/.exec(rest)?.[0];
    if (/^\s/.test(rest)) {
      at++;
    } else if (rest.startsWith("--") || rest.startsWith("/*")) {
      throw new Error("a comment in a batch");
    } else if (rest.startsWith("[")) {
      at++;
      tokens.push({ kind: "identifier", text: quoted("]") });
    } else if (/^N?'/.test(rest)) {
      at += rest.indexOf("'") + 1;
      tokens.push({ kind: "literal", text: quoted("'") });
    } else if (word !== undefined) {
      at += word.length;
      tokens.push({ kind: "word", text: word });
    } else {
      tokens.push({ kind: "sign", text: rest[0] ?? "" });
      at++;
    }
  }
  return tokens;
}
