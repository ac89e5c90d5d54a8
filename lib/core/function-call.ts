import { type IResolvable, type IResolveContext, Token, Tokenization } from "cdktf";
import { literalText, tokensApart } from "./literal-text";
import { WrittenExpression } from "./written-expression";

/** An argument of a Terraform function. Strings mean the same as in a resource argument: `${…}` is evaluated. */
export type Argument =
  | string
  | number
  | boolean
  | null
  | IResolvable
  | readonly Argument[]
  | { readonly [key: string]: Argument | undefined };

/**
 * A call of a Terraform function. CDKTF's own `Fn` does not escape quotes and backslashes, which breaks the expression
 * or changes the text, and records a stack trace, which takes more time than everything else in a grant.
 */
export class FunctionCall implements IResolvable, Call {
  public readonly creationStack: string[] = [];
  public readonly args: readonly Argument[];

  public constructor(
    public readonly name: string,
    ...args: readonly Argument[]
  ) {
    this.args = args;
  }

  public resolve(context: IResolveContext): string {
    // An expression has braces inside a template, but not inside another expression.
    const { suppressBraces } = context;
    context.suppressBraces = false;
    const expression = `${this.name}(${this.args.map((argument) => written(argument, context)).join(", ")})`;
    context.suppressBraces = suppressBraces;
    return suppressBraces ? expression : `\${${expression}}`;
  }

  public toString(): string {
    return Token.asString(this);
  }
}

function written(argument: unknown, context: IResolveContext): string {
  if (typeof argument === "string") {
    return writtenText(argument, context);
  }
  if (argument instanceof WrittenExpression) {
    return argument.text;
  }
  if (Token.isUnresolved(argument)) {
    return writtenToken(argument, context);
  }
  if (Array.isArray(argument)) {
    return `[${argument.map((element) => written(element, context)).join(", ")}]`;
  }
  if (typeof argument === "object" && argument !== null) {
    const entries = Object.entries(argument).filter(([, value]) => value !== undefined);
    return `{${entries.map(([key, value]) => `${writtenKey(key, context)} = ${written(value, context)}`).join(", ")}}`;
  }
  return String(argument);
}

/** A key that is not a literal must be in parentheses. */
function writtenKey(key: string, context: IResolveContext): string {
  return Token.isUnresolved(key) ? `(${writtenText(key, context)})` : `"${escaped(key)}"`;
}

function writtenText(text: string, context: IResolveContext): string {
  if (isOneToken(text)) {
    return writtenToken(text, context);
  }
  const parts = tokensApart(text, escaped, (token) => template(String(context.resolve(token))));
  return `"${parts.join("")}"`;
}

function isOneToken(text: string): boolean {
  return Token.isUnresolved(text) && Tokenization.reverseString(text).length === 1;
}

/** An expression of any type is written as it is; anything else is a value. */
function writtenToken(token: unknown, context: IResolveContext): string {
  const produced: unknown = Tokenization.isResolvable(token) ? token.resolve(context) : undefined;
  context.suppressBraces = false;
  if (typeof produced === "object" && !Token.isUnresolved(produced)) {
    return written(produced, context);
  }
  const inTemplate: unknown = context.resolve(token);
  if (typeof inTemplate !== "string") {
    return written(inTemplate, context);
  }
  context.suppressBraces = true;
  const alone = String(context.resolve(token));
  context.suppressBraces = false;
  return inTemplate === `\${${alone}}` ? alone : `"${template(inTemplate)}"`;
}

/** A token resolves to a reference or to text. */
function template(resolved: string): string {
  return resolved.startsWith("${") ? resolved : escaped(resolved);
}

/**
 * Terraform supports the escape sequences of JSON except two rare ones. A trailing `$` or `%` would escape the
 * reference after it.
 */
function escaped(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\(.)/g, (sequence, letter: string) => RARE[letter] ?? sequence)
    .replace(/[$%]$/, (sign) => (sign === "$" ? "\\u0024" : "\\u0025"));
}

const RARE: Readonly<Record<string, string>> = { b: "\\u0008", f: "\\u000c" };

/** A function and its arguments. */
export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
}

/** The Terraform function call behind a token of this package or of CDKTF's `Fn`; undefined for other values. */
export function callOf(value: unknown): Call | undefined {
  const token = typeof value === "string" && isOneToken(value) ? Tokenization.reverseString(value).firstToken : value;
  const { name, args } = (Tokenization.isResolvable(token) ? token : {}) as Partial<Call>;
  return typeof name === "string" && Array.isArray(args) ? { name, args } : undefined;
}

/**
 * A value as JSON text that Terraform evaluates at apply: tokens are evaluated, everything else is literal. Terraform
 * sorts the keys, so that equal values give equal text.
 */
export function terraformJson(value: unknown): string {
  return Token.asString(new FunctionCall("jsonencode", literalArgument(value)));
}

/** A value as an argument of a function: tokens are evaluated, everything else is literal. */
export function literalArgument(value: unknown): Argument {
  return literal(value) as Argument;
}

function literal(value: unknown): unknown {
  if (typeof value === "string") {
    return literalText(value);
  }
  if (Token.isUnresolved(value) || typeof value !== "object" || value === null) {
    return value;
  }
  return Array.isArray(value)
    ? value.map(literal)
    : Object.fromEntries(Object.entries(value).map(([key, member]) => [literalText(key), literal(member)]));
}
