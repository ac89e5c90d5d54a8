import { type IResolveContext, Lazy, Token } from "cdktf";
import { tokensApart } from "./literal-text";

/**
 * A value as JSON text that Terraform puts together when it applies: tokens are evaluated, everything else is literal.
 *
 * `Fn.jsonencode` of CDKTF leaves backslashes, quotation marks and `%{` in literals as they are, and loses members whose
 * name is a token. Terraform sorts the members, so equal values give equal text.
 */
export function terraformJson(value: unknown): string {
  return Lazy.stringValue({ produce: (context) => jsonencode(value, context) });
}

/** Inside of another expression, an expression has no braces; inside of a template it always has. */
function jsonencode(value: unknown, context: IResolveContext): string {
  const { suppressBraces } = context;
  context.suppressBraces = false;
  const call = `jsonencode(${expressionOf(value, context)})`;
  context.suppressBraces = suppressBraces;
  return suppressBraces ? call : `\${${call}}`;
}

function expressionOf(value: unknown, context: IResolveContext): string {
  if (typeof value === "string") {
    return quoted(value, context);
  }
  if (Token.isUnresolved(value)) {
    const resolved: unknown = context.resolve(value);
    // A template that consists of one reference has the type of what it refers to.
    return typeof resolved === "string" ? `"${template(resolved)}"` : expressionOf(resolved, context);
  }
  if (Array.isArray(value)) {
    return `[${value.map((item) => expressionOf(item, context)).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([key, member]) => `${quoted(key, context)} = ${expressionOf(member, context)}`).join(", ")}}`;
  }
  return String(value);
}

function quoted(text: string, context: IResolveContext): string {
  const parts = tokensApart(text, escaped, (token) => template(String(context.resolve(token))));
  return `"${parts.join("")}"`;
}

/** What a token gives is a reference, or text that nobody has to evaluate. */
function template(resolved: string): string {
  return resolved.startsWith("${") ? resolved : escaped(resolved);
}

/** The escapes of JSON are those of Terraform but for two; a sign that could begin a template is written as a code. */
function escaped(literal: string): string {
  return JSON.stringify(literal)
    .slice(1, -1)
    .replace(/\\[\\bf]/g, (escape) => ({ "\\b": "\\u0008", "\\f": "\\u000c" })[escape] ?? escape)
    .replace(/[$%](?=\{|$)/g, (sign) => (sign === "$" ? "\\u0024" : "\\u0025"));
}
