import { notModelled } from "../language";
import { type Condition, type Expression } from "./ast";
import { type Cursor } from "./cursor";
import { isReserved } from "./keywords";
import { INT, MAX, nvarchar, type SqlType, typeNamed, varbinary, varchar } from "./types";

export const conditionOf = (cursor: Cursor): Condition =>
  cursor.nested(() => {
    let left = conjunctionOf(cursor);
    while (cursor.accept("OR")) {
      left = { kind: "or", left, right: conjunctionOf(cursor) };
    }
    return left;
  });

function conjunctionOf(cursor: Cursor): Condition {
  let left = predicateOf(cursor);
  while (cursor.accept("AND")) {
    left = { kind: "and", left, right: predicateOf(cursor) };
  }
  return left;
}

function predicateOf(cursor: Cursor): Condition {
  if (cursor.accept("NOT")) {
    return { kind: "not", of: cursor.nested(() => predicateOf(cursor)) };
  }
  if (cursor.accept("EXISTS", "(")) {
    const query = cursor.subquery();
    cursor.expect(")");
    return { kind: "exists", query };
  }
  if (cursor.accept("(")) {
    const inner = conditionOf(cursor);
    cursor.expect(")");
    return inner;
  }
  return comparisonOf(cursor);
}

const OPERATORS = ["=", "<>", "!=", "<=", ">=", "<", ">"];

function comparisonOf(cursor: Cursor): Condition {
  const left = expressionOf(cursor);
  if (cursor.accept("IS")) {
    const isNot = cursor.accept("NOT");
    cursor.expect("NULL");
    return negated(isNot, { kind: "null", of: left });
  }
  const isNot = cursor.accept("NOT");
  if (cursor.accept("IN", "(")) {
    const list = cursor.sees("SELECT") ? cursor.subquery() : cursor.list(() => expressionOf(cursor));
    cursor.expect(")");
    return negated(isNot, { kind: "in", of: left, list });
  }
  if (cursor.accept("LIKE")) {
    return negated(isNot, { kind: "like", of: left, pattern: expressionOf(cursor) });
  }
  const operator = isNot ? undefined : OPERATORS.find((sign) => cursor.accept(sign));
  if (operator === undefined) {
    throw cursor.mistake();
  }
  return { kind: "compare", operator: operator === "!=" ? "<>" : operator, left, right: expressionOf(cursor) };
}

const negated = (isNot: boolean, condition: Condition): Condition =>
  isNot ? { kind: "not", of: condition } : condition;

const NULL: Expression = { kind: "literal", type: INT, value: null };

export function expressionOf(cursor: Cursor): Expression {
  let left = operandOf(cursor);
  while (cursor.accept("+")) {
    left = { kind: "concatenation", left, right: operandOf(cursor) };
  }
  return left;
}

function operandOf(cursor: Cursor): Expression {
  const { kind, text } = cursor.token;
  switch (kind) {
    case "string":
      return { kind: "literal", type: varchar(Math.max(1, cursor.next().text.length)), value: text };
    case "unicode":
      return { kind: "literal", type: nvarchar(Math.max(1, cursor.next().text.length)), value: text };
    case "binary": {
      const value = cursor.bytes();
      return { kind: "literal", type: varbinary(Math.max(1, value.length)), value };
    }
    case "number":
      return { kind: "literal", type: INT, value: cursor.wholeNumber() };
    case "variable":
      if (text.startsWith("@@")) {
        throw notModelled(`variable ${text}`);
      }
      return { kind: "parameter", name: cursor.next().text };
    case "sign":
      if (cursor.sees("(", "SELECT")) {
        throw notModelled("query as a value");
      }
      throw cursor.mistake();
    default:
      return wordOf(cursor);
  }
}

/** What begins with a word: a column, a call, or something with a syntax of its own. */
function wordOf(cursor: Cursor): Expression {
  if (cursor.accept("NULL")) {
    return NULL;
  }
  if (cursor.accept("CASE")) {
    return caseOf(cursor);
  }
  if (cursor.accept("CAST", "(")) {
    const value = expressionOf(cursor);
    cursor.expect("AS");
    return { kind: "convert", value, type: closed(cursor, typeOf(cursor, 30)), style: 0 };
  }
  if (cursor.accept("CONVERT", "(")) {
    const type = typeOf(cursor, 30);
    cursor.expect(",");
    const value = expressionOf(cursor);
    return { kind: "convert", value, type, style: closed(cursor, cursor.accept(",") ? cursor.wholeNumber() : 0) };
  }
  const niladic = NILADIC.find((word) => cursor.sees(word));
  if (niladic !== undefined && cursor.peek(1).text !== "." && cursor.peek(1).text !== "(") {
    cursor.next();
    return { kind: "call", name: niladic, args: [] };
  }
  // COALESCE is a keyword.
  if (cursor.peek(1).text === "(" && isReserved(cursor.token.text)) {
    return callOf(cursor, cursor.next().text);
  }
  const parts = [cursor.name()];
  while (cursor.accept(".")) {
    parts.push(cursor.name());
  }
  return cursor.sees("(") ? callOf(cursor, parts.join(".")) : { kind: "column", parts };
}

/** Functions that stand without parentheses. */
const NILADIC = ["CURRENT_USER", "SESSION_USER", "SYSTEM_USER", "USER"];

function closed<T>(cursor: Cursor, value: T): T {
  cursor.expect(")");
  return value;
}

/** ISNULL and COALESCE are the first of their arguments that is not null. */
function callOf(cursor: Cursor, text: string): Expression {
  const name = text.toUpperCase();
  cursor.expect("(");
  const args = cursor.sees(")") ? [] : cursor.list(() => expressionOf(cursor));
  cursor.expect(")");
  return name === "ISNULL" || name === "COALESCE"
    ? { kind: "case", branches: args.map((then) => ({ when: negated(true, { kind: "null", of: then }), then })) }
    : { kind: "call", name, args };
}

function caseOf(cursor: Cursor): Expression {
  const input = cursor.sees("WHEN") ? undefined : expressionOf(cursor);
  const branches: { when: Condition; then: Expression }[] = [];
  while (cursor.accept("WHEN")) {
    const when: Condition = input
      ? { kind: "compare", operator: "=", left: input, right: expressionOf(cursor) }
      : conditionOf(cursor);
    cursor.expect("THEN");
    branches.push({ when, then: expressionOf(cursor) });
  }
  const otherwise = cursor.accept("ELSE") ? expressionOf(cursor) : undefined;
  cursor.expect("END");
  return { kind: "case", branches, ...(otherwise && { otherwise }) };
}

/** A data type; without a length it has the one that T-SQL assumes there. */
export function typeOf(cursor: Cursor, assumed: number): SqlType {
  const name = cursor.name();
  if (!cursor.accept("(")) {
    return typeNamed(name, undefined, assumed);
  }
  const length = cursor.accept("MAX") ? MAX : cursor.wholeNumber();
  return typeNamed(name, closed(cursor, length), assumed);
}
