import { sqlError } from "../sql-error";
import { fold } from "../state/names";
import { type Condition, type Expression, type Statement } from "../tsql/ast";
import { convert } from "../tsql/convert";
import { INT, MAX, nvarchar, type SqlType, type SqlValue } from "../tsql/types";
import { compile } from "./compile";
import { compileCondition } from "./compile-condition";
import { type Environment, NO_ROWS, type Scope } from "./scope";
import { type Session } from "./session";

interface TypedValue {
  readonly type: SqlType;
  readonly value: SqlValue;
}

export interface Parameter extends TypedValue {
  readonly name: string;
}

/** The variables of a batch, and what its expressions come to with them. */
export class Variables {
  public readonly environment: Environment;
  private readonly scope: Scope;

  public constructor(session: Session, parameters: readonly Parameter[]) {
    const variables = new Map(parameters.map(({ name, type, value }) => [fold(name), { type, value }]));
    this.environment = { session, variables, seen: new Map(), last: { rows: 0, error: 0 } };
    this.scope = { environment: this.environment, sources: [] };
  }

  public declare({ variables }: Statement & { readonly kind: "declare" }): void {
    for (const { name, type, value } of variables) {
      if (this.environment.variables.has(fold(name))) {
        throw sqlError(134, name);
      }
      this.environment.variables.set(fold(name), { type, value: null });
      if (value) {
        this.assign(name, this.valueOf(value));
      }
    }
  }

  public assign(name: string, { type, value }: TypedValue): void {
    const variable = this.environment.variables.get(fold(name));
    if (!variable) {
      throw sqlError(137, name);
    }
    variable.value = convert(value, type, variable.type);
  }

  public valueOf(expression: Expression): TypedValue {
    const compiled = compile(expression, this.scope);
    return { type: compiled.type, value: compiled.value(NO_ROWS) };
  }

  public textOf(expression: Expression): string | undefined {
    const { type, value } = this.valueOf(expression);
    const text = convert(value, type, nvarchar(MAX));
    return typeof text === "string" ? text : undefined;
  }

  public wholeNumberOf(expression: Expression): number {
    const { type, value } = this.valueOf(expression);
    return Number(convert(value, type, INT));
  }

  public holds(condition: Condition): boolean {
    return compileCondition(condition, this.scope)(NO_ROWS) === true;
  }
}
