import { sqlError, SqlError } from "../sql-error";
import { fold } from "../state/names";
import { type Expression } from "../tsql/ast";
import { convert } from "../tsql/convert";
import {
  FLOAT,
  INT,
  isBinary,
  isInteger,
  isText,
  isUnicode,
  MAX,
  nvarchar,
  type SqlType,
  type SqlValue,
  typeName,
  varbinary,
  varchar,
} from "../tsql/types";
import { compileAggregate, isAggregate } from "./aggregates";
import { compileCondition } from "./compile-condition";
import { callFunction } from "./functions";
import { globalVariable } from "./global-variables";
import { compileQuery } from "./query";
import { columnIn, commonOf, type Compiled, type Scope, valueAs } from "./scope";

export function compile(expression: Expression, scope: Scope): Compiled {
  switch (expression.kind) {
    case "literal": {
      const { type, value } = expression;
      const kept = isText(type) ? convert(value, type, type) : value;
      return { type, value: () => kept, ...(value === null && { untyped: true }) };
    }
    case "variable":
      return compileVariable(expression.name, scope);
    case "column":
      return columnIn(scope, expression.parts);
    case "call":
      return isAggregate(expression.name)
        ? compileAggregate(expression, scope)
        : callFunction(
            expression.name,
            expression.args.map((argument) => compile(argument, scope)),
            scope.environment,
          );
    case "convert":
      return compileConvert(expression, scope);
    case "arithmetic":
      return compileArithmetic(expression.operator, compile(expression.left, scope), compile(expression.right, scope));
    case "case":
      return compileCase(expression, scope);
    case "subquery": {
      const query = compileQuery(expression.query, scope.environment, scope);
      const [column, second] = query.columns;
      if (!column || second) {
        throw sqlError(116);
      }
      return {
        type: column.type,
        value: (frame) => {
          const [first, next] = query.rows(frame);
          if (next) {
            throw sqlError(512);
          }
          return first?.[0] ?? null;
        },
      };
    }
  }
}

function compileVariable(name: string, { environment }: Scope): Compiled {
  if (name.startsWith("@@")) {
    return globalVariable(name, environment);
  }
  const variable = environment.variables.get(fold(name));
  if (!variable) {
    throw sqlError(137, name);
  }
  return { type: variable.type, value: () => variable.value };
}

function compileConvert(expression: Expression & { readonly kind: "convert" }, scope: Scope): Compiled {
  const inner = compile(expression.value, scope);
  const style = expression.style && compile(expression.style, scope);
  const { type, lenient } = expression;
  return {
    type,
    value: (frame) => {
      try {
        return convert(inner.value(frame), inner.type, type, Number(style?.value(frame) ?? 0));
      } catch (error) {
        if (lenient && error instanceof SqlError) {
          return null;
        }
        throw error;
      }
    },
  };
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
    value: (frame) => {
      const taken = branches.find(({ when }) => when(frame) === true)?.then ?? otherwise;
      return taken ? valueAs(taken, type, frame) : null;
    },
  };
}

function compileArithmetic(operator: string, left: Compiled, right: Compiled): Compiled {
  const type = commonOf([left, right], INT);
  if (operator === "+" && (isText(type) || isBinary(type))) {
    return compileConcatenation(left, right, type);
  }
  if (!isInteger(type) && type.kind !== "float") {
    throw sqlError(206, typeName(left.type), typeName(right.type));
  }
  if (type.kind === "float" && ["&", "|", "^"].includes(operator)) {
    throw sqlError(402, typeName(left.type), typeName(right.type), operator);
  }
  const result = type.kind === "bit" ? INT : type;
  return {
    type: result,
    value: (frame) => {
      const [a, b] = [valueAs(left, result, frame), valueAs(right, result, frame)];
      return a === null || b === null
        ? null
        : convert(calculate(operator, Number(a), Number(b), result), FLOAT, result);
    },
  };
}

function compileConcatenation(left: Compiled, right: Compiled, common: SqlType): Compiled {
  const length = left.type.length === MAX || right.type.length === MAX ? MAX : left.type.length + right.type.length;
  const type = isBinary(common) ? varbinary(length) : isUnicode(common) ? nvarchar(length) : varchar(length);
  return {
    type,
    value: (frame): SqlValue => {
      const [a, b] = [valueAs(left, type, frame), valueAs(right, type, frame)];
      if (a === null || b === null) {
        return null;
      }
      return Buffer.isBuffer(a) && Buffer.isBuffer(b) ? Buffer.concat([a, b]) : String(a) + String(b);
    },
  };
}

function calculate(operator: string, a: number, b: number, type: SqlType): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "&":
      return Number(BigInt(a) & BigInt(b));
    case "|":
      return Number(BigInt(a) | BigInt(b));
    case "^":
      return Number(BigInt(a) ^ BigInt(b));
    default:
      if (b === 0) {
        throw sqlError(8134);
      }
      return operator === "%" ? a % b : type.kind === "float" ? a / b : Math.trunc(a / b);
  }
}
