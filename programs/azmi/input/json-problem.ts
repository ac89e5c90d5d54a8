/** What is wrong with a text that should be JSON. It never quotes the text, which can contain secrets. */
export interface JsonProblem {
  readonly problem: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

/**
 * The first place where a text is not JSON, or where an object has a key twice, of which JSON.parse silently drops the
 * first. Nesting costs no stack, and each character is looked at once.
 */
export function jsonProblem(text: string): JsonProblem | undefined {
  const scanner = new Scanner(text);
  const problem = scanner.scan();
  if (problem === undefined) {
    return undefined;
  }
  const before = text.slice(0, scanner.position);
  const lineStart = before.lastIndexOf("\n") + 1;
  let line = 1;
  for (let at = before.indexOf("\n"); at >= 0; at = before.indexOf("\n", at + 1)) {
    line++;
  }
  return { problem, line, column: scanner.position - lineStart + 1 };
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const SPACE = 32;

const LONGEST_SHOWN = 100;

const NUMBER_OR_WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;

class Scanner {
  /** Where the scan is; where the problem is, once there is one. */
  public position = 0;

  /** The keys of the open objects; null for a list. */
  private readonly open: (Set<string> | null)[] = [];

  public constructor(private readonly text: string) {}

  public scan(): string | undefined {
    let problem = this.value();
    while (problem === undefined && this.open.length > 0) {
      problem = this.afterValue();
    }
    return problem ?? (this.next() < 0 ? undefined : "there is more after the end of the JSON");
  }

  /** The next character that is not white space; -1 at the end. */
  private next(): number {
    const { text } = this;
    for (let code; this.position < text.length; this.position++) {
      code = text.charCodeAt(this.position);
      if (code > SPACE || (code !== SPACE && code !== 10 && code !== 13 && code !== 9)) {
        return code;
      }
    }
    return -1;
  }

  /** Reads a value, or the start of a list or an object that is not empty up to its first value. */
  private value(): string | undefined {
    for (;;) {
      const code = this.next();
      if (code === OPEN_OBJECT) {
        this.position++;
        if (this.next() === CLOSE_OBJECT) {
          this.position++;
          return undefined;
        }
        this.open.push(new Set());
        const problem = this.key();
        if (problem !== undefined) {
          return problem;
        }
      } else if (code === OPEN_LIST) {
        this.position++;
        if (this.next() === CLOSE_LIST) {
          this.position++;
          return undefined;
        }
        this.open.push(null);
      } else {
        return code === QUOTE ? this.string() : this.numberOrWord(code);
      }
    }
  }

  private afterValue(): string | undefined {
    const keys = this.open.at(-1);
    const code = this.next();
    if (code === COMMA) {
      this.position++;
      return (keys ? this.key() : undefined) ?? this.value();
    }
    if (code === (keys ? CLOSE_OBJECT : CLOSE_LIST)) {
      this.position++;
      this.open.pop();
      return undefined;
    }
    return this.expected(code, keys ? "a comma or }" : "a comma or ]");
  }

  /** Reads a key and its colon. */
  private key(): string | undefined {
    const code = this.next();
    if (code !== QUOTE) {
      return this.expected(code, "a key in quotes");
    }
    const start = this.position;
    const problem = this.string();
    if (problem !== undefined) {
      return problem;
    }
    const keys = this.open.at(-1)!;
    const written = this.text.slice(start + 1, this.position - 1);
    const key = written.includes("\\") ? (JSON.parse(`"${written}"`) as string) : written;
    if (keys.has(key)) {
      this.position = start;
      return `the key ${JSON.stringify(key.slice(0, LONGEST_SHOWN))} is there twice in one object`;
    }
    keys.add(key);
    const colon = this.next();
    if (colon !== COLON) {
      return this.expected(colon, "a colon");
    }
    this.position++;
    return undefined;
  }

  private string(): string | undefined {
    const { text } = this;
    for (this.position++; this.position < text.length;) {
      const code = text.charCodeAt(this.position);
      if (code === QUOTE) {
        this.position++;
        return undefined;
      }
      if (code < SPACE) {
        return "a text contains a control character";
      }
      if (code !== BACKSLASH) {
        this.position++;
      } else if (!this.skip(ESCAPE)) {
        return "a text contains an unknown escape";
      }
    }
    return this.expected(-1, "the end of a text");
  }

  private numberOrWord(code: number): string | undefined {
    return this.skip(NUMBER_OR_WORD) ? undefined : this.expected(code, "a value");
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.position;
    const isThere = pattern.test(this.text);
    if (isThere) {
      this.position = pattern.lastIndex;
    }
    return isThere;
  }

  private expected(code: number, what: string): string {
    return code < 0 ? `the text ends where ${what} should be` : `${what} should be here`;
  }
}
