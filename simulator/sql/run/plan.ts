import { fold } from "../state/names";
import { type Statement } from "../tsql/ast";
import { Cursor } from "../tsql/cursor";
import { typeOf } from "../tsql/expressions";
import { parseBatch } from "../tsql/statements";
import { type SqlType } from "../tsql/types";
import { compileCondition, type Test } from "./compile";
import { compileQuery } from "./query";
import { type CompiledQuery, type Scope } from "./scope";

/** A statement whose query or condition is compiled. */
export interface PlannedStatement {
  readonly statement: Statement;
  readonly query?: CompiledQuery;
  readonly holds?: Test;
  readonly then?: PlannedStatement;
}

/** What becomes of the text of a batch, for every session and whatever values its parameters have. */
export interface Plan {
  readonly parameters: ReadonlyMap<string, Declared>;
  readonly statements: readonly PlannedStatement[];
}

interface Declared {
  readonly name: string;
  readonly type: SqlType;
}

/** The plans that were used last, in the order of their use. */
const plans = new Map<string, Plan>();
/** How many plans are kept; a question about many facts has a text of up to 40,000 characters. */
const MOST_PLANS = 200;

/**
 * @param declarations of parameters: "@name nvarchar(128), @sid varbinary(16)"
 * @throws SqlError where something is malformed, is not modelled or does not exist
 */
export function planOf(sql: string, declarations = ""): Plan {
  const key = `${declarations}\n${sql}`;
  const plan = plans.get(key) ?? makePlan(sql, declarations);
  plans.delete(key);
  plans.set(key, plan);
  if (plans.size > MOST_PLANS) {
    plans.delete(plans.keys().next().value ?? "");
  }
  return plan;
}

function makePlan(sql: string, declarations: string): Plan {
  const parameters = new Map(declarationsOf(declarations).map((one) => [fold(one.name), one]));
  const types = new Map([...parameters].map(([name, { type }]) => [name, type]));
  const scope: Scope = { parameters: types, sources: [], subquery: compileQuery };
  return { parameters, statements: parseBatch(sql).map((statement) => planned(statement, scope)) };
}

function planned(statement: Statement, scope: Scope): PlannedStatement {
  switch (statement.kind) {
    case "select":
      return { statement, query: compileQuery(statement.query, scope) };
    case "if":
      return {
        statement,
        holds: compileCondition(statement.condition, scope),
        then: planned(statement.then, scope),
      };
    default:
      return { statement };
  }
}

function declarationsOf(text: string): Declared[] {
  const cursor = new Cursor(text);
  return cursor.atEnd ? [] : cursor.list(() => ({ name: cursor.variable(), type: typeOf(cursor, 1) }));
}
