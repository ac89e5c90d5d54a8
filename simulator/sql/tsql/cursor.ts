import { isWord, notModelled } from "../language";
import { sqlError, type SqlError } from "../sql-error";
import { type Query } from "./ast";
import { isReserved } from "./keywords";
import { type Token, tokenize } from "./tokenizer";

/** Conditions and queries in each other; the server gives up there, too. */
const MAX_DEPTH = 200;

/** Reads the tokens of a batch one after the other. */
export class Cursor {
  private readonly tokens: readonly Token[];
  private at = 0;
  private depth = 0;

  /** @param readQuery reads a query in an expression; without it, expressions have none */
  public constructor(
    sql: string,
    private readonly readQuery?: (cursor: Cursor) => Query,
  ) {
    this.tokens = tokenize(sql);
  }

  /** A query in an expression, which has expressions in turn. */
  public subquery(): Query {
    if (!this.readQuery) {
      throw this.mistake();
    }
    return this.readQuery(this);
  }

  public get atEnd(): boolean {
    return this.token.kind === "end";
  }

  public get token(): Token {
    return this.peek();
  }

  public peek(distance = 0): Token {
    return this.tokens[this.at + distance] ?? { kind: "end", text: "" };
  }

  public next(): Token {
    const { token } = this;
    this.at++;
    return token;
  }

  /** Whether these keywords and signs come next. */
  public sees(...words: readonly string[]): boolean {
    return words.every((word, index) => is(this.peek(index), word));
  }

  /** Goes past these keywords and signs, if they come next. */
  public accept(...words: readonly string[]): boolean {
    const seen = this.sees(...words);
    this.at += seen ? words.length : 0;
    return seen;
  }

  public expect(...words: readonly string[]): void {
    for (const word of words) {
      if (!this.accept(word)) {
        throw this.mistake();
      }
    }
  }

  /** One of these keywords. */
  public oneOf<Word extends string>(...words: readonly Word[]): Word {
    const found = words.find((word) => this.accept(word));
    if (found === undefined) {
      throw this.mistake();
    }
    return found;
  }

  public seesName(): boolean {
    const { kind, text } = this.token;
    return kind === "name" || (kind === "word" && !isReserved(text));
  }

  /** An identifier. */
  public name(): string {
    if (!this.seesName()) {
      throw this.mistake();
    }
    return this.next().text;
  }

  public variable(): string {
    if (this.token.kind !== "variable" || this.token.text.startsWith("@@")) {
      throw this.mistake();
    }
    return this.next().text;
  }

  public text(): string {
    if (this.token.kind !== "string" && this.token.kind !== "unicode") {
      throw this.mistake();
    }
    return this.next().text;
  }

  public bytes(): Buffer {
    if (this.token.kind !== "binary") {
      throw this.mistake();
    }
    const hex = this.next().text.slice(2);
    return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  }

  public wholeNumber(): number {
    const { kind, text } = this.token;
    if (kind !== "number" || !/^\d{1,9}$/.test(text)) {
      throw kind === "number" ? notModelled(`number ${text}`) : this.mistake();
    }
    return Number(this.next().text);
  }

  /** One or more of something, with commas. */
  public list<T>(read: () => T): T[] {
    const found = [read()];
    while (this.accept(",")) {
      found.push(read());
    }
    return found;
  }

  /** Something that may contain itself. */
  public nested<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH) {
      throw sqlError(191);
    }
    try {
      return read();
    } finally {
      this.depth--;
    }
  }

  /** What is said of a token that may not stand there: it is a mistake, or belongs to what is not modelled. */
  public mistake(): SqlError {
    if (this.atEnd) {
      return sqlError(102, this.peek(-1).text);
    }
    const { kind, text } = this.token;
    if (kind === "word" && isReserved(text)) {
      return isWord(text) ? sqlError(156, text) : notModelled(`keyword ${text.toUpperCase()}`);
    }
    return kind === "sign" && OPERATORS.includes(text) ? notModelled(`operator ${text}`) : sqlError(102, text);
  }
}

const OPERATORS = ["-", "*", "/", "%", "&", "|", "^", "+="];

const is = ({ kind, text }: Token, word: string): boolean =>
  (kind === "word" || kind === "sign") && text.toUpperCase() === word;
