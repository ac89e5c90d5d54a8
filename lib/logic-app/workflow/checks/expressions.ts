/** An expression in a text of a definition. */
export interface Expression {
  /** Literals in quotes, names, and single characters, without spaces. */
  readonly tokens: readonly string[];
  readonly length: number;
  /** What is not closed, or closes nothing. */
  readonly fault?: string;
}

/** A literal, in which a doubled quote stands for one; a name; and any other character, such as a quote without end. */
const TOKEN = /'(?:[^']|'')*'|[a-z_]\w*|\S/gi;

const CLOSES = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
]);
const OPENS = new Set(CLOSES.values());

/**
 * The expressions in a text: all of it after `@`, or parts in `@{…}`. `@@` stands for `@`.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language#expressions
 */
export function expressionsIn(text: string): Expression[] {
  if (!text.includes("@") || text.startsWith("@@")) {
    return [];
  }
  if (/^@(?!\{)/.test(text)) {
    return [read(text, 1, false).expression];
  }
  const found: Expression[] = [];
  for (let start = text.indexOf("@{"); start >= 0;) {
    if (text[start - 1] === "@") {
      start = text.indexOf("@{", start + 2);
      continue;
    }
    const { expression, end } = read(text, start + 2, true);
    found.push(expression);
    start = expression.fault === undefined ? text.indexOf("@{", end) : -1;
  }
  return found;
}

interface Read {
  readonly expression: Expression;
  /** Where the text goes on. */
  readonly end: number;
}

function read(text: string, start: number, isInBraces: boolean): Read {
  const tokens: string[] = [];
  const open = isInBraces ? ["@{"] : [];
  const ended = (end: number, fault?: string): Read => ({ expression: { tokens, length: end - start, fault }, end });
  TOKEN.lastIndex = start;
  for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
    const [token] = found;
    const opened = CLOSES.has(token) ? open.pop() : undefined;
    if (token === "'") {
      return ended(found.index, `"'" is not closed`);
    }
    if (opened === "@{" && token === "}") {
      return ended(found.index + 1);
    }
    if (CLOSES.has(token) && opened !== CLOSES.get(token)) {
      return ended(found.index, `"${token}" closes nothing`);
    }
    if (OPENS.has(token)) {
      open.push(token);
    }
    tokens.push(token);
  }
  const unclosed = open.at(-1);
  return ended(text.length, unclosed === undefined ? undefined : `"${unclosed}" is not closed`);
}

/** A call of a function whose first argument is a literal, such as "body('Get_rows')". */
export interface Call {
  /** In lower case: Azure compares names so. */
  readonly name: string;
  readonly argument: string;
  /** The literal in brackets behind it: "sql" in "parameters('$connections')['sql']". */
  readonly key?: string;
}

export function callsIn({ tokens }: Expression): Call[] {
  return tokens.flatMap((open, index) => (open === "(" ? callAt(tokens, index) : []));
}

function callAt(tokens: readonly string[], open: number): Call[] {
  const [owner, name = "", , argument = "", close] = [tokens[open - 2], ...tokens.slice(open - 1, open + 3)];
  if (!argument.startsWith("'") || (close !== ")" && close !== ",") || !/^[a-z]/i.test(name) || owner === ".") {
    return [];
  }
  const [bracket, key = ""] = tokens[open + 3] === "?" ? tokens.slice(open + 4) : tokens.slice(open + 3, open + 5);
  const isKey = bracket === "[" && key.startsWith("'");
  return [{ name: name.toLowerCase(), argument: literal(argument), key: isKey ? literal(key) : undefined }];
}

const literal = (quoted: string): string => quoted.slice(1, -1).replaceAll("''", "'");
