/**
 * What a workflow makes of a text in a definition, as far as literals and their encoding go. Expressions about runs are
 * refused: https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language#expressions
 */
export function evaluated(text: string): unknown {
  if (text.startsWith("@@")) {
    return text.slice(1);
  }
  if (/^@[^{]/.test(text)) {
    return new Expression(text, 1).value();
  }
  let result = "";
  let rest = 0;
  for (let start = text.indexOf("@{"); start >= 0; start = text.indexOf("@{", rest)) {
    if (text[start - 1] === "@") {
      throw new Error(`"@@{" at ${String(start)} of ${text}`);
    }
    const expression = new Expression(text, start + 2);
    result += text.slice(rest, start) + String(expression.value());
    expression.take("}");
    rest = expression.position;
  }
  return result + text.slice(rest);
}

/** A literal, or a call of `encodeURIComponent` or `json` with one argument. */
class Expression {
  public constructor(
    private readonly text: string,
    public position: number,
  ) {}

  public value(): unknown {
    if (this.text[this.position] === "'") {
      return this.literal();
    }
    const isJson = this.text.startsWith("json(", this.position);
    this.take(isJson ? "json(" : "encodeURIComponent(");
    const argument = String(this.value());
    this.take(")");
    return isJson ? (JSON.parse(argument) as unknown) : encodeURIComponent(argument);
  }

  public take(expected: string): void {
    if (!this.text.startsWith(expected, this.position)) {
      throw new Error(`no ${expected} at ${String(this.position)} of ${this.text}`);
    }
    this.position += expected.length;
  }

  private literal(): string {
    const [all = "", inside = ""] = /^'((?:[^']|'')*)'(?!')/.exec(this.text.slice(this.position)) ?? [];
    this.take(all || "a literal");
    return inside.replaceAll("''", "'");
  }
}
