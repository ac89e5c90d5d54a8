import { type Condition, type Expression } from "./ast";
import { type Cursor } from "./cursor";
import { expressionOf } from "./expressions";
import { queryOf } from "./queries";

export function conditionOf(cursor: Cursor): Condition {
  return cursor.nested(() => {
    let left = conjunctionOf(cursor);
    while (cursor.accept("OR")) {
      left = { kind: "or", left, right: conjunctionOf(cursor) };
    }
    return left;
  });
}

function conjunctionOf(cursor: Cursor): Condition {
  let left = negationOf(cursor);
  while (cursor.accept("AND")) {
    left = { kind: "and", left, right: negationOf(cursor) };
  }
  return left;
}

const negationOf = (cursor: Cursor): Condition =>
  cursor.accept("NOT") ? { kind: "not", of: cursor.nested(() => negationOf(cursor)) } : predicateOf(cursor);

function predicateOf(cursor: Cursor): Condition {
  if (cursor.accept("EXISTS", "(")) {
    const query = queryOf(cursor);
    cursor.expect(")");
    return { kind: "exists", query };
  }
  // An opening parenthesis begins a condition or an expression; which of both shows later.
  const comparison = cursor.attempt(() => comparisonOf(cursor));
  if (comparison) {
    return comparison;
  }
  if (!cursor.sees("(")) {
    return comparisonOf(cursor);
  }
  cursor.expect("(");
  const inner = conditionOf(cursor);
  cursor.expect(")");
  return inner;
}

const OPERATORS = ["=", "<>", "!=", "<=", ">=", "<", ">", "!<", "!>"];
const PLAIN: Readonly<Record<string, string>> = { "!=": "<>", "!<": ">=", "!>": "<=" };

function comparisonOf(cursor: Cursor): Condition {
  const left = expressionOf(cursor);
  if (cursor.accept("IS")) {
    const isNot = cursor.accept("NOT");
    cursor.expect("NULL");
    return negated(isNot, { kind: "null", of: left });
  }
  const isNot = cursor.accept("NOT");
  if (cursor.accept("IN")) {
    return negated(isNot, inList(cursor, left));
  }
  if (cursor.accept("LIKE")) {
    const pattern = expressionOf(cursor);
    const escape = cursor.accept("ESCAPE") ? expressionOf(cursor) : undefined;
    return negated(isNot, { kind: "like", of: left, pattern, ...(escape && { escape }) });
  }
  if (cursor.accept("BETWEEN")) {
    const from = expressionOf(cursor);
    cursor.expect("AND");
    return negated(isNot, {
      kind: "and",
      left: { kind: "compare", operator: ">=", left, right: from },
      right: { kind: "compare", operator: "<=", left, right: expressionOf(cursor) },
    });
  }
  const operator = isNot ? undefined : OPERATORS.find((sign) => cursor.accept(sign));
  if (operator === undefined) {
    throw cursor.mistake();
  }
  return { kind: "compare", operator: PLAIN[operator] ?? operator, left, right: expressionOf(cursor) };
}

function inList(cursor: Cursor, of: Expression): Condition {
  cursor.expect("(");
  const list = cursor.sees("SELECT") ? queryOf(cursor) : cursor.list(() => expressionOf(cursor));
  cursor.expect(")");
  return { kind: "in", of, list };
}

const negated = (isNot: boolean, condition: Condition): Condition =>
  isNot ? { kind: "not", of: condition } : condition;
