import { type IResolvable, type IResolveContext, Token, Tokenization } from "cdktf";

/** What a Terraform function takes. Texts mean what they mean in an argument of a resource: `${…}` is evaluated. */
export type Argument =
  string | number | boolean | IResolvable | readonly Argument[] | { readonly [key: string]: Argument | undefined };

/**
 * A call of a Terraform function. CDKTF's own `Fn` leaves quotes and backslashes in texts as they are, which breaks the
 * expression or changes the text, and records a stack trace for every call, which costs more than everything else that
 * a grant does.
 */
export class FunctionCall implements IResolvable {
  public readonly creationStack: string[] = [];
  private readonly args: readonly Argument[];

  public constructor(
    private readonly name: string,
    ...args: readonly Argument[]
  ) {
    this.args = args;
  }

  public resolve(context: IResolveContext): string {
    const isInsideExpression = context.suppressBraces === true;
    const expression = `${this.name}(${this.args.map((argument) => written(argument, context)).join(", ")})`;
    return isInsideExpression ? expression : `\${${expression}}`;
  }

  public toString(): string {
    return Token.asString(this);
  }
}

function written(argument: Argument, context: IResolveContext): string {
  if (typeof argument === "string") {
    return writtenText(argument, context);
  }
  if (Token.isUnresolved(argument)) {
    return resolved(argument, context, true);
  }
  if (isList(argument)) {
    return `[${argument.map((element) => written(element, context)).join(", ")}]`;
  }
  if (typeof argument === "object") {
    const entries = Object.entries(argument).flatMap(([key, value]) =>
      value === undefined ? [] : [`${quoted(key)} = ${written(value as Argument, context)}`],
    );
    return `{${entries.join(", ")}}`;
  }
  return String(argument);
}

function writtenText(text: string, context: IResolveContext): string {
  if (!Token.isUnresolved(text)) {
    return quoted(text);
  }
  const isOneToken = Tokenization.reverseString(text).length === 1;
  return isOneToken ? resolved(text, context, true) : resolved(quoted(text), context, false);
}

function resolved(value: unknown, context: IResolveContext, suppressBraces: boolean): string {
  context.suppressBraces = suppressBraces;
  context.ignoreEscapes = true;
  return String(context.resolve(value));
}

/** Terraform reads the escape sequences of JSON, except two that are as rare as what they stand for. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/\\(.)/g, (sequence, letter: string) => RARE[letter] ?? sequence);
}

const RARE: Readonly<Record<string, string>> = { b: "\\u0008", f: "\\u000c" };

function isList(argument: Argument): argument is readonly Argument[] {
  return Array.isArray(argument);
}
