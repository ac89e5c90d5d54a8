import { TemplateError } from "./template-error";

export interface Token {
  readonly kind: "text" | "number" | "name" | "sign" | "end";
  readonly value: string;
  /** Its position, counted from one. */
  readonly at: number;
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions */
const TOKEN = /(?<text>'(?:[^']|'')*')|(?<number>-?\d+)|(?<name>[A-Za-z_]\w*)|(?<sign>[()[\].,])/y;

/** The tokens of an expression, without its brackets. */
export function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  let at = skipSpace(expression, 0);
  while (at < expression.length) {
    TOKEN.lastIndex = at;
    const { 0: value = "", groups = {} } = TOKEN.exec(expression) ?? {};
    const [kind] = Object.keys(groups).filter((name) => groups[name] !== undefined) as Token["kind"][];
    if (kind === undefined) {
      throw new TemplateError(
        `Unable to parse language expression '${expression}': unexpected character '${expression.charAt(at)}' at position ${String(at + 1)}.`,
      );
    }
    tokens.push({ kind, value: kind === "text" ? unquoted(value) : value, at: at + 1 });
    at = skipSpace(expression, at + value.length);
  }
  return [...tokens, { kind: "end", value: "end of expression", at: at + 1 }];
}

const unquoted = (text: string): string => text.slice(1, -1).replaceAll("''", "'");

function skipSpace(text: string, from: number): number {
  const rest = text.slice(from);
  return from + rest.length - rest.trimStart().length;
}
