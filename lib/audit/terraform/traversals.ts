/** A traversal in an expression: "azurerm_key_vault.vault[0].id" as its parts, without indexes. */
export interface Traversal {
  readonly parts: readonly string[];
  /** Whether the text is this traversal and nothing else. */
  readonly exact: boolean;
}

interface OpenTraversal {
  readonly parts: string[];
  readonly start: number;
  end: number;
}

/** An open bracket or quote, or the beginning of an interpolation. */
interface Frame {
  readonly opener: string;
  readonly start: number;
  /** The traversal that an index belongs to. */
  readonly indexed?: OpenTraversal;
}

const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+/y;
const MARKER = /[$%]\{/g;

/** No expression nests deeper; the rest of a text that does is not looked at. */
const DEEPEST = 1_000;

/**
 * The traversals in a template of Terraform, in their order. Reads the text once, whatever is nested in it.
 *
 * https://developer.hashicorp.com/terraform/language/expressions/references
 */
export function traversalsIn(text: string): readonly Traversal[] {
  if (!text.includes("${") && !text.includes("%{")) {
    return [];
  }
  return new Scanner(text).scan();
}

class Scanner {
  private readonly found: OpenTraversal[] = [];
  private readonly frames: Frame[] = [];
  private current: OpenTraversal | undefined;
  private at = 0;

  public constructor(private readonly text: string) {}

  public scan(): readonly Traversal[] {
    while (this.at < this.text.length && this.frames.length < DEEPEST) {
      const opener = this.frames.at(-1)?.opener;
      if (opener === undefined || opener === '"') {
        this.template(opener);
      } else {
        this.expression();
      }
    }
    return this.found
      .filter(({ parts }) => parts.length > 1)
      .map(({ parts, start, end }) => ({ parts, exact: start === 2 && end === this.text.length - 1 }));
  }

  /** In text: looks for the next interpolation, or for the end of a quoted text. */
  private template(opener: string | undefined): void {
    const { text } = this;
    if (opener === undefined) {
      MARKER.lastIndex = this.at;
      const marker = MARKER.exec(text);
      if (!marker) {
        this.at = text.length;
        return;
      }
      this.at = marker.index;
    }
    const character = text[this.at];
    if (opener === '"' && character === "\\") {
      this.at += 2;
    } else if (opener === '"' && character === '"') {
      this.frames.pop();
      this.at += 1;
    } else if ((character === "$" || character === "%") && text[this.at + 1] === "{") {
      // "$${" is "${" as text.
      const escaped = this.at > 0 && text[this.at - 1] === character;
      this.at += 2;
      if (!escaped) {
        this.open("{", this.at - 2);
      }
    } else {
      this.at += 1;
    }
  }

  private expression(): void {
    const { text } = this;
    const character = text[this.at] ?? "";
    if (character === ".") {
      this.step();
    } else if (character === "[" && this.current) {
      this.open("[", this.at, this.current);
      this.at += 1;
    } else if (character === '"' || character === "(" || character === "[" || character === "{") {
      this.open(character, this.at);
      this.at += 1;
    } else if (character === ")" || character === "]" || character === "}") {
      this.close();
    } else {
      this.identifier();
    }
  }

  /** What follows a period continues the traversal: a name, a number, or "*". */
  private step(): void {
    this.at += 1;
    const name = this.match(IDENTIFIER);
    if (name !== undefined) {
      this.extend(name);
    } else if (this.match(NUMBER) !== undefined || this.text[this.at] === "*") {
      this.at += this.text[this.at] === "*" ? 1 : 0;
      this.extend();
    } else {
      this.current = undefined;
    }
  }

  private identifier(): void {
    const start = this.at;
    const name = this.match(IDENTIFIER);
    if (name === undefined) {
      this.current = undefined;
      this.at += 1;
      return;
    }
    this.current = { parts: [name], start, end: this.at };
    this.found.push(this.current);
  }

  private open(opener: string, start: number, indexed?: OpenTraversal): void {
    this.frames.push({ opener, start, indexed });
    this.current = undefined;
  }

  private close(): void {
    const frame = this.frames.pop();
    this.at += 1;
    this.current = frame?.indexed;
    if (frame?.indexed) {
      // An index by text is a key: app_settings["URL"].
      const key = /^"([^"\\$%]*)"$/.exec(this.text.slice(frame.start + 1, this.at - 1).slice(0, 200));
      this.extend(key?.[1]);
    }
  }

  private extend(part?: string): void {
    if (this.current) {
      if (part !== undefined) {
        this.current.parts.push(part);
      }
      this.current.end = this.at;
    }
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }
}
