import { type Expression, type From, type Item, type ObjectName, type Query, type Select } from "./ast";
import { type Cursor } from "./cursor";
import { conditionOf, expressionOf } from "./expressions";

export const queryOf = (cursor: Cursor): Query =>
  cursor.nested(() => {
    const parts = [selectOf(cursor)];
    const keeps: boolean[] = [];
    while (cursor.accept("UNION")) {
      keeps.push(cursor.accept("ALL"));
      parts.push(selectOf(cursor));
    }
    const order = cursor.accept("ORDER", "BY")
      ? cursor.list(() => {
          const by = expressionOf(cursor);
          const descending = cursor.accept("DESC");
          cursor.accept("ASC");
          return { by, descending };
        })
      : [];
    return { kind: "query", parts, keeps, order };
  });

function selectOf(cursor: Cursor): Select {
  cursor.expect("SELECT");
  const distinct = cursor.accept("DISTINCT");
  const items = cursor.list(() => itemOf(cursor));
  const from = cursor.accept("FROM") ? fromOf(cursor) : undefined;
  const where = cursor.accept("WHERE") ? conditionOf(cursor) : undefined;
  return { distinct, items, ...(from && { from }), ...(where && { where }) };
}

function itemOf(cursor: Cursor): Item {
  if (cursor.accept("*")) {
    return { kind: "all" };
  }
  if (cursor.seesName() && cursor.peek(1).text === "." && cursor.peek(2).text === "*") {
    const of = cursor.name();
    cursor.expect(".", "*");
    return { kind: "all", of };
  }
  const value = expressionOf(cursor);
  const alias = aliasOf(cursor);
  return { kind: "value", value, ...(alias !== undefined && { alias }) };
}

const aliasOf = (cursor: Cursor): string | undefined =>
  cursor.accept("AS") || cursor.seesName() ? cursor.name() : undefined;

const JOINS: readonly (readonly ["inner" | "left" | "right", ...string[]])[] = [
  ["inner", "JOIN"],
  ["inner", "INNER", "JOIN"],
  ["left", "LEFT", "JOIN"],
  ["left", "LEFT", "OUTER", "JOIN"],
  ["right", "RIGHT", "JOIN"],
  ["right", "RIGHT", "OUTER", "JOIN"],
];

function fromOf(cursor: Cursor): From {
  let left = sourceOf(cursor);
  for (;;) {
    const how = JOINS.find(([, ...words]) => cursor.accept(...words))?.[0];
    if (how === undefined) {
      return left;
    }
    const right = sourceOf(cursor);
    cursor.expect("ON");
    left = { kind: "join", how, left, right, on: conditionOf(cursor) };
  }
}

function sourceOf(cursor: Cursor): From {
  if (cursor.accept("(")) {
    const query = queryOf(cursor);
    cursor.expect(")");
    cursor.accept("AS");
    return { kind: "derived", query, alias: cursor.name() };
  }
  const parts = partsOf(cursor);
  const args = cursor.accept("(") ? argumentsOf(cursor) : [];
  const alias = aliasOf(cursor);
  return { kind: "view", parts, args, ...(alias !== undefined && { alias }) };
}

function argumentsOf(cursor: Cursor): Expression[] {
  const args = cursor.list(() => expressionOf(cursor));
  cursor.expect(")");
  return args;
}

/** A name of up to four parts: "master.sys.databases", "db..t". */
function partsOf(cursor: Cursor): string[] {
  const parts = [cursor.name()];
  while (cursor.accept(".")) {
    parts.push(cursor.sees(".") ? "" : cursor.name());
  }
  return parts;
}

/** An object or the like: "dbo.orders", "orders", "db..orders". */
export function objectNameOf(cursor: Cursor): ObjectName {
  const parts = partsOf(cursor);
  const [name = "", schema = ""] = [...parts].reverse();
  const database = parts.slice(0, -2).join(".");
  return { name, ...(schema !== "" && { schema }), ...(database !== "" && { database }) };
}
