import { remember } from "../../../lib/core/collections";
import { sqlError } from "../sql-error";
import { fold, sameName } from "../state/names";
import { type Condition, type From } from "../tsql/ast";
import { type SqlValue } from "../tsql/types";
import { compile } from "./compile";
import { compileCondition } from "./compile-condition";
import { compileQuery } from "./query";
import { type Environment, type Frame, NO_ROWS, type Scope, type Source } from "./scope";
import { tableFunction, viewNamed } from "./views";

/** What stands in FROM: its sources, and rows with a row for each of them. */
export interface CompiledFrom {
  readonly sources: readonly Source[];
  rows(around?: Frame): (readonly (readonly SqlValue[])[])[];
}

export function compileFrom(from: From, environment: Environment, around?: Scope): CompiledFrom {
  const compiled = compileSources(from, environment, around);
  const names = compiled.sources.map(({ alias }) => fold(alias));
  const twice = compiled.sources.find(({ alias }, index) => names.indexOf(fold(alias)) !== index);
  if (twice) {
    throw sqlError(1011, twice.alias);
  }
  const text = JSON.stringify(from);
  return dependsOnOthers(text, around)
    ? compiled
    : { ...compiled, rows: () => remember(environment.seen, text, () => compiled.rows()) };
}

/** Whether FROM may have other rows each time it is asked for them: it has variables, or columns of a query around. */
const dependsOnOthers = (text: string, around?: Scope): boolean =>
  text.includes('"kind":"variable"') ||
  (around !== undefined && (around.sources.length > 0 || dependsOnOthers(text, around.around)));

function compileSources(from: From, environment: Environment, around?: Scope): CompiledFrom {
  switch (from.kind) {
    case "derived": {
      const query = compileQuery(from.query, environment, around);
      return {
        sources: [{ alias: from.alias, columns: query.columns }],
        rows: (frame) => query.rows(frame).map((row) => [row]),
      };
    }
    case "table": {
      const alias = from.alias ?? from.parts.at(-1) ?? "";
      if (from.args) {
        const scope: Scope = { environment, sources: [], ...(around && { around }) };
        const args = from.args.map((argument) => compile(argument, scope));
        const table = tableFunction(from.parts, environment.session);
        return {
          sources: [{ alias, columns: table.columns }],
          rows: (frame) => table.rows(args.map((argument) => argument.value(frame ?? NO_ROWS))).map((row) => [row]),
        };
      }
      const view = viewNamed(from.parts, environment.session);
      return { sources: [{ alias, columns: view.columns }], rows: () => view.rows().map((row) => [row]) };
    }
    case "join":
      return compileJoin(from, environment, around);
  }
}

function compileJoin(from: From & { readonly kind: "join" }, environment: Environment, around?: Scope): CompiledFrom {
  const left = compileSources(from.left, environment, around);
  const right = compileSources(from.right, environment, around);
  const sources = [...left.sources, ...right.sources];
  const scope: Scope = { environment, sources, ...(around && { around }) };
  const on = from.on && compileCondition(from.on satisfies Condition, scope);
  const candidates = candidatesFor(from.on, left, right);
  return {
    sources,
    rows: (frame) => {
      const [lefts, rights] = [left.rows(frame), right.rows(frame)];
      const matches = (rows: readonly (readonly SqlValue[])[]): boolean =>
        !on || on({ rows, ...(frame && { around: frame }) }) === true;
      const nothing = ({ sources: { length } }: CompiledFrom): (readonly SqlValue[])[] =>
        Array.from({ length }, () => []);
      if (from.how === "right") {
        return rights.flatMap((row) => {
          const found = lefts.map((other) => [...other, ...row]).filter(matches);
          return found.length > 0 ? found : [[...nothing(left), ...row]];
        });
      }
      const candidatesOf = candidates(rights);
      return lefts.flatMap((row) => {
        const found = candidatesOf(row)
          .map((other) => [...row, ...other])
          .filter(matches);
        return found.length > 0 || from.how !== "left" ? found : [[...row, ...nothing(right)]];
      });
    },
  };
}

type Rows = readonly (readonly SqlValue[])[];
type Candidates = (rights: readonly Rows[]) => (left: Rows) => readonly Rows[];

/** The rows on the right that may match one on the left: those with the same number, where that is the condition. */
function candidatesFor(on: Condition | undefined, left: CompiledFrom, right: CompiledFrom): Candidates {
  const [leftKey, rightKey] = keysIn(on, left, right) ?? [];
  if (!leftKey || !rightKey) {
    return (rights) => () => rights;
  }
  return (rights) => {
    const byKey = new Map<SqlValue, Rows[]>();
    rights.forEach((row) => {
      const key = rightKey(row);
      const alike = byKey.get(key) ?? [];
      byKey.set(key, alike);
      alike.push(row);
    });
    return (row) => byKey.get(leftKey(row)) ?? [];
  };
}

type Key = (rows: Rows) => SqlValue;

function keysIn(on: Condition | undefined, left: CompiledFrom, right: CompiledFrom): [Key, Key] | undefined {
  if (on?.kind !== "compare" || on.operator !== "=" || on.left.kind !== "column" || on.right.kind !== "column") {
    return undefined;
  }
  const keys = [on.left, on.right].map(({ parts }) => [numberIn(left, parts), numberIn(right, parts)] as const);
  const leftKey = keys.map(([key]) => key).find((key) => key !== undefined);
  const rightKey = keys.map(([, key]) => key).find((key) => key !== undefined);
  return leftKey && rightKey && [leftKey, rightKey];
}

/** A number that is named with its source. */
function numberIn({ sources }: CompiledFrom, [alias = "", name = "", more]: readonly string[]): Key | undefined {
  const source = sources.findIndex((one) => sameName(one.alias, alias));
  const column = sources[source]?.columns.findIndex((one) => sameName(one.name, name) && one.type.kind === "int") ?? -1;
  return more === undefined && column >= 0 ? (rows) => rows[source]?.[column] ?? null : undefined;
}
