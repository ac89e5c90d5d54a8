import { notModelled } from "../language";
import { sqlError } from "../sql-error";
import { fold } from "../state/names";
import { type Condition, type Expression } from "../tsql/ast";
import { convert } from "../tsql/convert";
import { INT, isText, MAX, nvarchar, type SqlType } from "../tsql/types";
import { compareValues } from "./compare";
import { compileCall } from "./functions";
import { columnIn, commonOf, type Compiled, type Row, type Scope, valueAs } from "./scope";

export function compile(expression: Expression, scope: Scope): Compiled {
  switch (expression.kind) {
    case "literal": {
      const { type, value } = expression;
      const kept = isText(type) ? convert(value, type, type) : value;
      return { type, value: () => kept, ...(value === null && { untyped: true }) };
    }
    case "parameter": {
      const name = fold(expression.name);
      const type = scope.parameters.get(name);
      if (!type) {
        throw sqlError(137, expression.name);
      }
      return { type, value: ({ execution }) => execution.parameters.get(name) ?? null };
    }
    case "column":
      return columnIn(scope, expression.parts);
    case "call":
      return compileCall(
        expression.name,
        expression.args.map((argument) => compile(argument, scope)),
      );
    case "concatenation": {
      const [left, right] = [compile(expression.left, scope), compile(expression.right, scope)];
      const type = commonOf([left, right], INT);
      if (!isText(type)) {
        throw notModelled(`operator + of ${type.kind}`);
      }
      const whole = { ...type, length: MAX };
      return {
        type: whole,
        value: (row) => {
          const [a, b] = [valueAs(left, whole, row), valueAs(right, whole, row)];
          return a === null || b === null ? null : String(a) + String(b);
        },
      };
    }
    case "convert": {
      const inner = compile(expression.value, scope);
      const { type, style } = expression;
      return { type, value: (row) => convert(inner.value(row), inner.type, type, style) };
    }
    case "case":
      return compileCase(expression, scope);
  }
}

function compileCase(expression: Expression & { readonly kind: "case" }, scope: Scope): Compiled {
  const branches = expression.branches.map(({ when, then }) => ({
    when: compileCondition(when, scope),
    then: compile(then, scope),
  }));
  const otherwise = expression.otherwise && compile(expression.otherwise, scope);
  const type = commonOf([...branches.map(({ then }) => then), ...(otherwise ? [otherwise] : [])], INT);
  return {
    type,
    value: (row) => {
      const taken = branches.find(({ when }) => when(row) === true)?.then ?? otherwise;
      return taken ? valueAs(taken, type, row) : null;
    },
  };
}

/** True, false, or null for unknown. */
export type Test = (row: Row) => boolean | null;

export function compileCondition(condition: Condition, scope: Scope): Test {
  switch (condition.kind) {
    case "and":
    case "or": {
      const [left, right] = [compileCondition(condition.left, scope), compileCondition(condition.right, scope)];
      const decides = condition.kind === "or";
      return (row) => {
        const first = left(row);
        if (first === decides) {
          return decides;
        }
        const second = right(row);
        return second === decides ? decides : first === null || second === null ? null : !decides;
      };
    }
    case "not": {
      const inner = compileCondition(condition.of, scope);
      return (row) => {
        const value = inner(row);
        return value === null ? null : !value;
      };
    }
    case "null": {
      const inner = compile(condition.of, scope);
      return (row) => inner.value(row) === null;
    }
    case "compare":
      return compileComparison(condition.operator, compile(condition.left, scope), compile(condition.right, scope));
    case "in":
      return compileIn(compile(condition.of, scope), condition.list, scope);
    case "like":
      return compileLike(condition, scope);
    case "exists": {
      const query = scope.subquery(condition.query, scope);
      return (row) => query.rows(row.execution, row).length > 0;
    }
  }
}

const OPERATORS: Readonly<Record<string, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "<>": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function compileComparison(operator: string, left: Compiled, right: Compiled): Test {
  const type = commonOf([left, right], INT);
  const holds = OPERATORS[operator] ?? (() => false);
  return (row) => {
    const [a, b] = [valueAs(left, type, row), valueAs(right, type, row)];
    return a === null || b === null ? null : holds(compareValues(a, b));
  };
}

function compileIn(of: Compiled, list: (Condition & { readonly kind: "in" })["list"], scope: Scope): Test {
  if ("parts" in list) {
    const query = scope.subquery(list, scope);
    const [column, second] = query.columns;
    if (!column || second) {
      throw sqlError(116);
    }
    return anyOf((row) =>
      query
        .rows(row.execution, row)
        .map(([value]) => compileComparison("=", of, { type: column.type, value: () => value ?? null })),
    );
  }
  const tests = list.map((item) => compileComparison("=", of, compile(item, scope)));
  return anyOf(() => tests);
}

const anyOf =
  (testsOf: (row: Row) => readonly Test[]): Test =>
  (row) => {
    const results = testsOf(row).map((test) => test(row));
    return results.includes(true) ? true : results.includes(null) ? null : false;
  };

const TEXT: SqlType = nvarchar(MAX);

function compileLike(condition: Condition & { readonly kind: "like" }, scope: Scope): Test {
  const [of, pattern] = [compile(condition.of, scope), compile(condition.pattern, scope)];
  return (row) => {
    const [text, like] = [valueAs(of, TEXT, row), valueAs(pattern, TEXT, row)];
    return typeof text === "string" && typeof like === "string" ? patternOf(like).test(fold(text)) : null;
  };
}

/** A LIKE pattern as a regular expression over folded text. */
function patternOf(like: string): RegExp {
  const source = like.replace(/\[(\^?)([^\]]*)\]|[^]/gu, (sign, not: string | undefined, set: string | undefined) =>
    set !== undefined
      ? `[${not ?? ""}${fold(set).replace(/[\\\]^]/g, "\\$&")}]`
      : sign === "%"
        ? "[^]*"
        : sign === "_"
          ? "[^]"
          : (sign === " " ? sign : fold(sign)).replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"),
  );
  return new RegExp(`^${source} *$`);
}
