import { sqlError } from "../sql-error";
import { type From, type Item, type ObjectName, type Query, type Select } from "./ast";
import { conditionOf } from "./conditions";
import { type Cursor } from "./cursor";
import { expressionOf } from "./expressions";
import { BIGINT } from "./types";

export function queryOf(cursor: Cursor): Query {
  return cursor.nested(() => {
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
}

function selectOf(cursor: Cursor): Select {
  cursor.expect("SELECT");
  const distinct = cursor.accept("DISTINCT");
  cursor.accept("ALL");
  const top = cursor.accept("TOP") ? topOf(cursor) : undefined;
  const items = cursor.list(() => itemOf(cursor));
  const from = cursor.accept("FROM") ? fromOf(cursor) : undefined;
  const where = cursor.accept("WHERE") ? conditionOf(cursor) : undefined;
  const group = cursor.accept("GROUP", "BY") ? cursor.list(() => expressionOf(cursor)) : [];
  return { distinct, items, group, ...(top && { top }), ...(from && { from }), ...(where && { where }) };
}

function topOf(cursor: Cursor): Select["top"] {
  if (!cursor.accept("(")) {
    // No expression: in "TOP 1 *" the star is what is selected.
    return { kind: "literal", type: BIGINT, value: cursor.wholeNumber() };
  }
  const top = expressionOf(cursor);
  cursor.expect(")");
  return top;
}

function itemOf(cursor: Cursor): Item {
  if (cursor.accept("*")) {
    return { kind: "all" };
  }
  const { text: of } = cursor.token;
  if (cursor.seesName() && cursor.peek(1).text === "." && cursor.peek(2).text === "*") {
    [1, 2, 3].forEach(() => cursor.next());
    return { kind: "all", of };
  }
  if (cursor.token.kind === "variable" && cursor.peek(1).text === "=") {
    const assignTo = cursor.variable();
    cursor.expect("=");
    return { kind: "value", value: expressionOf(cursor), assignTo };
  }
  if (cursor.seesName() && cursor.peek(1).kind === "sign" && cursor.peek(1).text === "=") {
    const alias = cursor.name();
    cursor.expect("=");
    return { kind: "value", value: expressionOf(cursor), alias };
  }
  const value = expressionOf(cursor);
  const alias = aliasOf(cursor, true);
  return { kind: "value", value, ...(alias !== undefined && { alias }) };
}

/** Columns, but not tables, may have their alias in single quotes. */
function aliasOf(cursor: Cursor, quoted = false): string | undefined {
  const named = cursor.accept("AS");
  if (quoted && (cursor.token.kind === "string" || cursor.token.kind === "unicode")) {
    return cursor.text();
  }
  return named || cursor.seesName() ? cursor.name() : undefined;
}

function fromOf(cursor: Cursor): From {
  let left = joinsOf(cursor);
  while (cursor.accept(",")) {
    left = { kind: "join", how: "cross", left, right: joinsOf(cursor) };
  }
  return left;
}

function joinsOf(cursor: Cursor): From {
  let left = sourceOf(cursor);
  for (;;) {
    const how = JOINS.find(([, ...words]) => cursor.accept(...words))?.[0];
    if (how === undefined) {
      return left;
    }
    const right = sourceOf(cursor);
    if (how === "cross") {
      left = { kind: "join", how, left, right };
    } else {
      cursor.expect("ON");
      left = { kind: "join", how, left, right, on: conditionOf(cursor) };
    }
  }
}

const JOINS: readonly (readonly ["inner" | "left" | "right" | "cross", ...string[]])[] = [
  ["inner", "JOIN"],
  ["inner", "INNER", "JOIN"],
  ["left", "LEFT", "JOIN"],
  ["left", "LEFT", "OUTER", "JOIN"],
  ["right", "RIGHT", "JOIN"],
  ["right", "RIGHT", "OUTER", "JOIN"],
  ["cross", "CROSS", "JOIN"],
];

/** They change nothing, where nobody waits for a lock. */
const HINTS = [
  "HOLDLOCK",
  "NOLOCK",
  "NOWAIT",
  "PAGLOCK",
  "READCOMMITTED",
  "READPAST",
  "READUNCOMMITTED",
  "REPEATABLEREAD",
  "ROWLOCK",
  "SERIALIZABLE",
  "TABLOCK",
  "TABLOCKX",
  "UPDLOCK",
  "XLOCK",
];

function sourceOf(cursor: Cursor): From {
  if (cursor.accept("(")) {
    if (cursor.sees("SELECT")) {
      const query = queryOf(cursor);
      cursor.expect(")");
      const alias = aliasOf(cursor);
      if (alias === undefined) {
        throw cursor.mistake();
      }
      return { kind: "derived", query, alias };
    }
    const inner = cursor.nested(() => fromOf(cursor));
    cursor.expect(")");
    return inner;
  }
  const parts = partsOf(cursor);
  const args = cursor.accept("(") ? argumentsOf(cursor) : undefined;
  const alias = aliasOf(cursor);
  if (cursor.accept("WITH", "(")) {
    cursor.list(() => {
      if (!HINTS.some((hint) => cursor.accept(hint))) {
        throw sqlError(321, cursor.token.text);
      }
    });
    cursor.expect(")");
  }
  return { kind: "table", parts, ...(args && { args }), ...(alias !== undefined && { alias }) };
}

function argumentsOf(cursor: Cursor): ReturnType<typeof expressionOf>[] {
  const args = cursor.sees(")") ? [] : cursor.list(() => expressionOf(cursor));
  cursor.expect(")");
  return args;
}

/** A name of up to four parts: "master.sys.databases", "db..t". */
export function partsOf(cursor: Cursor): string[] {
  const parts = [cursor.name()];
  while (cursor.accept(".")) {
    parts.push(cursor.sees(".") ? "" : cursor.name());
  }
  return parts;
}

/** A table, procedure or the like: "dbo.orders", "orders", "db..orders". */
export function objectNameOf(cursor: Cursor): ObjectName {
  const parts = partsOf(cursor);
  const [name = "", schema = ""] = [...parts].reverse();
  const database = parts.slice(0, -2).join(".");
  return { name, ...(schema !== "" && { schema }), ...(database !== "" && { database }) };
}
