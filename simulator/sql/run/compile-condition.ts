import { sqlError } from "../sql-error";
import { fold } from "../state/names";
import { type Condition, type Expression } from "../tsql/ast";
import { MAX, nvarchar, INT, type SqlType } from "../tsql/types";
import { compareValues } from "./compare";
import { compile } from "./compile";
import { compileQuery } from "./query";
import { commonOf, type Compiled, type Frame, type Scope, valueAs } from "./scope";

/** True, false, or null for unknown. */
export type Test = (frame: Frame) => boolean | null;

export function compileCondition(condition: Condition, scope: Scope): Test {
  switch (condition.kind) {
    case "and":
    case "or": {
      const [left, right] = [compileCondition(condition.left, scope), compileCondition(condition.right, scope)];
      const decides = condition.kind === "or";
      return (frame) => {
        const first = left(frame);
        if (first === decides) {
          return decides;
        }
        const second = right(frame);
        return second === decides ? decides : first === null || second === null ? null : !decides;
      };
    }
    case "not": {
      const inner = compileCondition(condition.of, scope);
      return (frame) => {
        const value = inner(frame);
        return value === null ? null : !value;
      };
    }
    case "null": {
      const inner = compile(condition.of, scope);
      return (frame) => inner.value(frame) === null;
    }
    case "compare":
      return compileComparison(condition.operator, compile(condition.left, scope), compile(condition.right, scope));
    case "in":
      return compileIn(compile(condition.of, scope), condition.list, scope);
    case "like":
      return compileLike(condition, scope);
    case "exists": {
      const query = compileQuery(condition.query, scope.environment, scope);
      return (frame) => query.rows(frame).length > 0;
    }
  }
}

function compileComparison(operator: string, left: Compiled, right: Compiled): Test {
  const type = commonOf([left, right], INT);
  const holds = OPERATORS[operator] ?? (() => false);
  return (frame) => {
    const [a, b] = [valueAs(left, type, frame), valueAs(right, type, frame)];
    return a === null || b === null ? null : holds(compareValues(a, b, type));
  };
}

const OPERATORS: Readonly<Record<string, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "<>": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function compileIn(of: Compiled, list: (Condition & { readonly kind: "in" })["list"], scope: Scope): Test {
  if ("parts" in list) {
    const query = compileQuery(list, scope.environment, scope);
    const [column, second] = query.columns;
    if (!column || second) {
      throw sqlError(116);
    }
    return anyOf((frame) =>
      query.rows(frame).map(([value]) => equality(of, { type: column.type, value: () => value ?? null })),
    );
  }
  const tests = list.map((item: Expression) => equality(of, compile(item, scope)));
  return anyOf(() => tests);
}

const equality = (left: Compiled, right: Compiled): Test => compileComparison("=", left, right);

const anyOf =
  (testsOf: (frame: Frame) => readonly Test[]): Test =>
  (frame) => {
    const results = testsOf(frame).map((test) => test(frame));
    return results.includes(true) ? true : results.includes(null) ? null : false;
  };

const TEXT: SqlType = nvarchar(MAX);

function compileLike(condition: Condition & { readonly kind: "like" }, scope: Scope): Test {
  const [of, pattern] = [compile(condition.of, scope), compile(condition.pattern, scope)];
  const escape = condition.escape && compile(condition.escape, scope);
  return (frame) => {
    const [text, like] = [valueAs(of, TEXT, frame), valueAs(pattern, TEXT, frame)];
    if (typeof text !== "string" || typeof like !== "string") {
      return null;
    }
    const escaped = escape ? String(valueAs(escape, TEXT, frame)) : undefined;
    return patternOf(like, escaped).test(fold(text));
  };
}

/** A LIKE pattern as a regular expression over folded text. */
function patternOf(like: string, escape: string | undefined): RegExp {
  let source = "";
  for (let at = 0; at < like.length; at++) {
    const sign = like.charAt(at);
    const set = sign === "[" ? /^\[(\^?)([^\]]*)\]/.exec(like.slice(at)) : null;
    if (escape !== undefined && sign === escape && at + 1 < like.length) {
      source += literal(like.charAt(++at));
    } else if (set) {
      source += `[${set[1] ?? ""}${fold(set[2] ?? "").replace(/[\\\]^]/g, "\\$&")}]`;
      at += set[0].length - 1;
    } else {
      source += sign === "%" ? "[^]*" : sign === "_" ? "[^]" : literal(sign);
    }
  }
  return new RegExp(`^${source} *$`);
}

const literal = (character: string): string =>
  (character === " " ? " " : fold(character)).replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
