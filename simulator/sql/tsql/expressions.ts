import { sqlError } from "../sql-error";
import { type Condition, type Expression } from "./ast";
import { type Cursor } from "./cursor";
import { isReserved } from "./keywords";
import { queryOf } from "./queries";
import { conditionOf } from "./conditions";
import { BIGINT, FLOAT, INT, nvarchar, type SqlType, typeNamed, varbinary, varchar, MAX, MAX_BIGINT } from "./types";

export const expressionOf = (cursor: Cursor): Expression =>
  cursor.nested(() => leftToRight(cursor, ["+", "-", "&", "|", "^"], factorOf));

const factorOf = (cursor: Cursor): Expression => leftToRight(cursor, ["*", "/", "%"], operandOf);

function leftToRight(cursor: Cursor, operators: readonly string[], read: (cursor: Cursor) => Expression): Expression {
  let left = read(cursor);
  for (;;) {
    const operator = operators.find((sign) => cursor.accept(sign));
    if (operator === undefined) {
      return left;
    }
    left = { kind: "arithmetic", operator, left, right: read(cursor) };
  }
}

function operandOf(cursor: Cursor): Expression {
  if (cursor.accept("-")) {
    const zero: Expression = { kind: "literal", type: INT, value: 0 };
    return { kind: "arithmetic", operator: "-", left: zero, right: cursor.nested(() => operandOf(cursor)) };
  }
  cursor.accept("+");
  const operand = primaryOf(cursor);
  if (cursor.accept("COLLATE")) {
    const collation = cursor.name();
    if (!/_CI_AS(_SC)?(_UTF8)?$|^(DATABASE|CATALOG)_DEFAULT$/i.test(collation)) {
      throw sqlError(40514, `COLLATE ${collation}`);
    }
  }
  return operand;
}

function primaryOf(cursor: Cursor): Expression {
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
    case "number": {
      const value = Number(cursor.next().text);
      if (!Number.isFinite(value)) {
        throw sqlError(168, text);
      }
      const type = !/^\d+$/.test(text) || value > MAX_BIGINT ? FLOAT : value > 2147483647 ? BIGINT : INT;
      return { kind: "literal", type, value };
    }
    case "variable":
      return { kind: "variable", name: cursor.next().text };
    case "sign":
      return inParentheses(cursor);
    default:
      return wordOf(cursor);
  }
}

function inParentheses(cursor: Cursor): Expression {
  cursor.expect("(");
  const inner: Expression = cursor.sees("SELECT") ? { kind: "subquery", query: queryOf(cursor) } : expressionOf(cursor);
  cursor.expect(")");
  return inner;
}

/** What begins with a word: a column, a call, or something with a syntax of its own. */
function wordOf(cursor: Cursor): Expression {
  if (cursor.accept("NULL")) {
    return { kind: "literal", type: INT, value: null };
  }
  if (cursor.accept("CASE")) {
    return caseOf(cursor);
  }
  const cast = ["CAST", "TRY_CAST"].find((word) => cursor.accept(word, "("));
  if (cast !== undefined) {
    const value = expressionOf(cursor);
    cursor.expect("AS");
    const type = typeOf(cursor, 30);
    cursor.expect(")");
    return { kind: "convert", value, type, lenient: cast === "TRY_CAST" };
  }
  const convert = ["CONVERT", "TRY_CONVERT"].find((word) => cursor.accept(word, "("));
  if (convert !== undefined) {
    const type = typeOf(cursor, 30);
    cursor.expect(",");
    const value = expressionOf(cursor);
    const style = cursor.accept(",") ? expressionOf(cursor) : undefined;
    cursor.expect(")");
    return { kind: "convert", value, type, lenient: convert === "TRY_CONVERT", ...(style && { style }) };
  }
  const niladic = NILADIC.find((word) => cursor.sees(word) && !is(cursor.peek(1).text, "(", "."));
  if (niladic !== undefined) {
    cursor.next();
    return { kind: "call", name: niladic, args: [], star: false };
  }
  if (isReserved(cursor.token.text) && CALLABLE_KEYWORDS.some((word) => cursor.sees(word, "("))) {
    return callOf(cursor, cursor.next().text);
  }
  const parts = [cursor.name()];
  while (cursor.accept(".")) {
    parts.push(cursor.name());
  }
  return cursor.sees("(") ? callOf(cursor, parts.join(".")) : { kind: "column", parts };
}

const is = (text: string, ...signs: readonly string[]): boolean => signs.includes(text);

/** Functions that stand without parentheses. */
const NILADIC = ["CURRENT_USER", "SESSION_USER", "SYSTEM_USER", "USER", "CURRENT_TIMESTAMP"];
const CALLABLE_KEYWORDS = ["COALESCE", "NULLIF", "LEFT", "RIGHT"];

function callOf(cursor: Cursor, name: string): Expression {
  cursor.expect("(");
  const star = cursor.accept("*");
  const args = star || cursor.sees(")") ? [] : cursor.list(() => argumentOf(cursor));
  cursor.expect(")");
  return { kind: "call", name: name.toUpperCase(), args, star };
}

/** IIF has a condition as its first argument. */
function argumentOf(cursor: Cursor): Expression {
  const value = cursor.attempt(() => {
    const plain = expressionOf(cursor);
    if (!cursor.sees(",") && !cursor.sees(")")) {
      throw cursor.mistake();
    }
    return plain;
  });
  if (value) {
    return value;
  }
  const one: Expression = { kind: "literal", type: INT, value: 1 };
  return { kind: "case", branches: [{ when: conditionOf(cursor), then: one }] };
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
  let name = cursor.name();
  if (cursor.accept(".")) {
    name = cursor.name();
  }
  if (!cursor.accept("(")) {
    return typeNamed(name, undefined, assumed);
  }
  const length = cursor.accept("MAX") ? MAX : cursor.wholeNumber();
  cursor.expect(")");
  return typeNamed(name, length, assumed);
}
