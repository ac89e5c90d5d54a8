import { sqlError } from "../sql-error";
import { type Expression } from "../tsql/ast";
import { convert } from "../tsql/convert";
import { FLOAT, INT, isInteger, isText, MAX, nvarchar, type SqlType, type SqlValue, typeName } from "../tsql/types";
import { compile } from "./compile";
import { compareValues } from "./compare";
import { type Compiled, type Frame, type Scope } from "./scope";

const AGGREGATES = ["COUNT", "COUNT_BIG", "MAX", "MIN", "SUM", "STRING_AGG"];

export const isAggregate = (name: string): boolean => AGGREGATES.includes(name);

/** A function of all rows of a group. */
export function compileAggregate(call: Expression & { readonly kind: "call" }, scope: Scope): Compiled {
  const { name, args, star } = call;
  const [inner, separator] = args.map((argument) => compile(argument, scope));
  const rowsOf = (frame: Frame): readonly Frame[] => frame.group ?? [frame];
  if (star) {
    return { type: INT, aggregate: true, value: (frame) => rowsOf(frame).length };
  }
  if (!inner) {
    throw sqlError(174, name, "1");
  }
  const valuesOf = (frame: Frame): SqlValue[] =>
    rowsOf(frame)
      .map((row) => inner.value(row))
      .filter((value) => value !== null);
  const best = (values: readonly SqlValue[], sign: number): SqlValue =>
    values.reduce<SqlValue>(
      (found, value) => (found === null || compareValues(value, found, inner.type) * sign > 0 ? value : found),
      null,
    );
  switch (name) {
    case "MAX":
      return { type: inner.type, aggregate: true, value: (frame) => best(valuesOf(frame), 1) };
    case "MIN":
      return { type: inner.type, aggregate: true, value: (frame) => best(valuesOf(frame), -1) };
    case "SUM": {
      const type = sumType(inner.type);
      return {
        type,
        aggregate: true,
        value: (frame) => {
          const values = valuesOf(frame);
          const sum = values.reduce((total: number, value) => total + Number(value), 0);
          return values.length === 0 ? null : convert(sum, FLOAT, type);
        },
      };
    }
    case "STRING_AGG":
      return {
        type: isText(inner.type) ? { ...inner.type, length: MAX } : nvarchar(MAX),
        aggregate: true,
        value: (frame) => {
          const values = valuesOf(frame);
          return values.length === 0 ? null : values.map(String).join(String(separator?.value(frame) ?? ""));
        },
      };
    default:
      return { type: INT, aggregate: true, value: (frame) => valuesOf(frame).length };
  }
}

/** https://learn.microsoft.com/sql/t-sql/functions/sum-transact-sql */
function sumType(of: SqlType): SqlType {
  if (of.kind === "bit" || (!isInteger(of) && of.kind !== "float")) {
    throw sqlError(8117, typeName(of), "sum");
  }
  return of.kind === "tinyint" || of.kind === "smallint" ? INT : of;
}
