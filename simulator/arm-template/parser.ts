import { TemplateError } from "./template-error";
import { type Token, tokensOf } from "./tokenizer";

export type Expression =
  | { readonly kind: "literal"; readonly value: string | number }
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: "property"; readonly of: Expression; readonly key: Expression };

/** Parses a string of a template: an expression if it is in brackets, otherwise itself. `[[` escapes a bracket. */
export function parseText(text: string): Expression {
  if (text.startsWith("[[")) {
    return { kind: "literal", value: text.slice(1) };
  }
  return text.startsWith("[") && text.endsWith("]")
    ? new Parser(text.slice(1, -1)).parse()
    : { kind: "literal", value: text };
}

class Parser {
  private readonly tokens: readonly Token[];
  private position = 0;

  public constructor(private readonly text: string) {
    this.tokens = tokensOf(text);
  }

  public parse(): Expression {
    const expression = this.expression();
    this.expect("end of expression");
    return expression;
  }

  private expression(): Expression {
    let expression = this.primary();
    for (;;) {
      if (this.take(".")) {
        expression = { kind: "property", of: expression, key: { kind: "literal", value: this.name() } };
      } else if (this.take("[")) {
        expression = { kind: "property", of: expression, key: this.expression() };
        this.expect("]");
      } else {
        return expression;
      }
    }
  }

  private primary(): Expression {
    const { kind, value } = this.next;
    if (kind === "text" || kind === "number") {
      this.position++;
      return { kind: "literal", value: kind === "number" ? Number(value) : value };
    }
    const name = this.name();
    this.expect("(");
    return { kind: "call", name, arguments: this.arguments() };
  }

  private arguments(): Expression[] {
    const given: Expression[] = [];
    if (this.take(")")) {
      return given;
    }
    do {
      given.push(this.expression());
    } while (this.take(","));
    this.expect(")");
    return given;
  }

  private name(): string {
    const { kind, value } = this.next;
    if (kind !== "name") {
      throw this.unexpected("a name");
    }
    this.position++;
    return value;
  }

  private take(value: string): boolean {
    const isThere = this.next.kind !== "text" && this.next.value === value;
    this.position += isThere ? 1 : 0;
    return isThere;
  }

  private expect(value: string): void {
    if (!this.take(value)) {
      throw this.unexpected(`'${value}'`);
    }
  }

  private unexpected(wanted: string): TemplateError {
    const { value, at } = this.next;
    return new TemplateError(
      `Unable to parse language expression '${this.text}': expected ${wanted} at position ${String(at)}, and found '${value}'.`,
    );
  }

  /** The last token is the end marker, which is never consumed. */
  private get next(): Token {
    return this.tokens[Math.min(this.position, this.tokens.length - 1)]!;
  }
}
