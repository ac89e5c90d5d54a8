import { all, attempt, called, concatenation, type Expression, stepped } from "./expression";
import { asText, EVERY, NotKnown, notKnownIn, partOf, type Step, worst } from "./value";

/** The text uses syntax that is not evaluated here: operators, `for`, directives. */
class NotSupported extends Error {}

/** Parses a template. Unsupported syntax makes the value unknown. */
export function parseTemplate(text: string): Expression {
  try {
    return new Parser(text).wholeTemplate();
  } catch (error) {
    if (error instanceof NotSupported) {
      return () => NotKnown.UNTOLD;
    }
    throw error;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** Parses Terraform's expression syntax: references, functions, lists and objects. */
class Parser {
  private at = 0;

  public constructor(private readonly text: string) {}

  public wholeTemplate(): Expression {
    return this.template(false);
  }

  /** Text with `${…}` in it, up to the end or to the closing quote. */
  private template(isQuoted: boolean): Expression {
    const parts: (string | Expression)[] = [];
    let literal = "";
    while (this.at < this.text.length && !(isQuoted && this.text[this.at] === '"')) {
      const plain = this.take(/[^$%"\\]+/y);
      if (plain !== undefined) {
        literal += plain;
        continue;
      }
      const escape = this.take(/([$%])\1\{/y);
      if (escape !== undefined) {
        literal += escape.slice(1);
      } else if (this.take(/\$\{/y) !== undefined) {
        parts.push(literal, this.expression());
        literal = "";
        this.expect(/\}/y);
      } else if (this.take(/%\{/y) !== undefined) {
        throw new NotSupported();
      } else if (isQuoted && this.text[this.at] === "\\") {
        literal += this.escapeSequence();
      } else {
        literal += this.text.charAt(this.at++);
      }
    }
    if (isQuoted) {
      this.expect(/"/y);
    }
    return concatenation([...parts, literal].filter((part) => part !== ""));
  }

  private escapeSequence(): string {
    const [, simple, code] = this.match(/\\(?:([nrt"\\])|u([0-9a-fA-F]{4}))/y);
    return simple === undefined ? String.fromCharCode(parseInt(code ?? "", 16)) : (ESCAPES[simple] ?? "");
  }

  private expression(): Expression {
    this.space();
    const first = this.primary();
    this.space();
    return first;
  }

  private primary(): Expression {
    if (this.take(/"/y) !== undefined) {
      return this.continued(this.template(true));
    }
    if (this.take(/\(/y) !== undefined) {
      const inner = this.expression();
      this.expect(/\)/y);
      return this.continued(inner);
    }
    if (this.take(/\[/y) !== undefined) {
      return this.continued(all(this.listed("]", () => this.expression())));
    }
    if (this.take(/\{/y) !== undefined) {
      return this.continued(this.object());
    }
    const number = this.take(/\d+(\.\d+)?/y);
    return number === undefined ? this.named() : () => Number(number);
  }

  private named(): Expression {
    const [name] = this.match(/[A-Za-z_][\w-]*/y);
    if (name === "for") {
      throw new NotSupported();
    }
    if (name === "true" || name === "false" || name === "null") {
      return () => JSON.parse(name) as boolean | null;
    }
    return this.take(/\s*\(/y) === undefined ? this.reference(name) : this.continued(this.call(name));
  }

  private call(name: string): Expression {
    const args = this.listed(")", () => this.expression());
    return name === "try" ? attempt(args) : called(name, args);
  }

  private object(): Expression {
    const members = this.listed("}", () => {
      const key = this.key();
      this.expect(/\s*[=:]/y);
      return [key, this.expression()] as const;
    });
    return (scope) => {
      const entries = members.map(([key, value]) => [key(scope), value(scope)] as const);
      if (entries.some(([key, value]) => key === undefined || value === undefined)) {
        return undefined;
      }
      const hidden = worst(entries.map(([key]) => notKnownIn(key)));
      return hidden ?? Object.fromEntries(entries.map(([key, value]) => [asText(key) ?? "", value ?? null]));
    };
  }

  private key(): Expression {
    const name = this.take(/[A-Za-z_][\w-]*(?=\s*[=:])/y);
    return name === undefined ? this.primary() : () => name;
  }

  private reference(name: string): Expression {
    const steps = this.steps();
    return (scope) => stepped(steps, scope, (known) => scope.resolve([name, ...known]));
  }

  /** The steps that follow a value: attributes and indexes. */
  private continued(value: Expression): Expression {
    const steps = this.steps();
    return steps.length === 0
      ? value
      : (scope) => {
          const whole = value(scope);
          return whole === undefined
            ? undefined
            : stepped(steps, scope, (known) => partOf(whole, known, scope.attributeOf));
        };
  }

  private steps(): (Step | Expression)[] {
    const steps: (Step | Expression)[] = [];
    for (;;) {
      const step = this.take(/\s*\.\s*(?:[A-Za-z_][\w-]*|\d+|\*)/y)?.replace(/[\s.]/g, "");
      if (step !== undefined) {
        steps.push(step === "*" ? EVERY : /^\d/.test(step) ? Number(step) : step);
      } else if (this.take(/\s*\[\s*\*\s*\]/y) !== undefined) {
        steps.push(EVERY);
      } else if (this.take(/\s*\[/y) !== undefined) {
        steps.push(this.expression());
        this.expect(/\]/y);
      } else {
        return steps;
      }
    }
  }

  private listed<Item>(end: string, item: () => Item): Item[] {
    const items: Item[] = [];
    const isEnd = (): boolean => {
      this.space();
      return this.text[this.at] === end;
    };
    while (!isEnd()) {
      items.push(item());
      if (!isEnd()) {
        this.expect(/,/y);
      }
    }
    this.at++;
    return items;
  }

  private space(): void {
    this.take(/\s+/y);
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [];
    this.at += found?.length ?? 0;
    return found;
  }

  private match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) {
      throw new NotSupported();
    }
    this.at += match[0].length;
    return match;
  }

  private expect(pattern: RegExp): void {
    this.match(pattern);
  }
}
