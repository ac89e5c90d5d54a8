import { sqlError, SqlError } from "../sql-error";
import { fold } from "../state/names";
import { type Statement } from "../tsql/ast";
import { convert } from "../tsql/convert";
import { isUserFromLogin, parseBatch } from "../tsql/statements";
import { INT, MAX, nvarchar, type SqlType, type SqlValue } from "../tsql/types";
import { type Answer } from "./answer";
import { compile } from "./compile";
import { compileCondition } from "./compile-condition";
import { changeState, isChange } from "./changes";
import { callProcedure } from "./procedures";
import { compileQuery } from "./query";
import { type Environment, NO_ROWS, type Scope } from "./scope";
import { type Session } from "./session";
import { thrownValue } from "./thrown-value";

export interface Parameter {
  readonly name: string;
  readonly type: SqlType;
  readonly value: SqlValue;
}

/** Where a batch is run. */
export interface BatchContext {
  readonly session: Session;
  /** Takes every answer as it comes. */
  readonly answer: (answer: Answer) => void;
  /** Waits, until the client cancels. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

const MAX_LEVEL = 32;

/** The number of what RAISERROR makes of a text. */
const RAISED = 50000;

/** Runs the statements of a batch one after the other. */
export class Batch {
  private readonly environment: Environment;
  private readonly scope: Scope;
  private readonly level: number;

  public constructor(
    private readonly context: BatchContext,
    parameters: readonly Parameter[] = [],
    /** The batch whose EXECUTE runs this one. */
    private readonly outer?: Batch,
  ) {
    this.level = outer ? outer.level + 1 : 0;
    const variables = new Map(parameters.map(({ name, type, value }) => [fold(name), { type, value }]));
    this.environment = { session: context.session, variables, last: { rows: 0, error: 0 } };
    this.scope = { environment: this.environment, sources: [] };
  }

  /** Answers errors instead of throwing them. */
  public async run(sql: string): Promise<void> {
    try {
      await this.runAll(this.parse(sql));
    } catch (error) {
      this.answerError(error);
    }
  }

  /** Runs a batch in this one: its errors are those of the statement that called it. */
  private async runInner(sql: string, parameters: readonly Parameter[] = []): Promise<void> {
    if (this.level >= MAX_LEVEL) {
      throw sqlError(217);
    }
    const inner = new Batch(this.context, parameters, this);
    await inner.runAll(inner.parse(sql));
  }

  private parse(sql: string): Statement[] {
    const statements = parseBatch(sql);
    // Within EXECUTE it is not alone, whatever else is there.
    if (this.outer && statements.some(isUserFromLogin)) {
      throw sqlError(40530, "CREATE USER");
    }
    return statements;
  }

  private async runAll(statements: readonly Statement[]): Promise<void> {
    for (const statement of statements) {
      try {
        await this.runOne(statement);
        this.environment.last.error = 0;
      } catch (error) {
        if (!(error instanceof SqlError) || this.ends(error)) {
          throw error;
        }
        this.environment.last.error = error.number;
        this.answerError(error);
      }
    }
  }

  private trying = 0;

  /** Whether an error goes to a CATCH, here or where this batch is executed. */
  private get isTried(): boolean {
    return this.trying > 0 || this.outer?.isTried === true;
  }

  /** Whether no further statement of the batch is run. What RAISERROR says leaves XACT_ABORT cold. */
  private ends(error: SqlError): boolean {
    const aborts = this.context.session.abortsBatches && error.number !== RAISED;
    return error.endsBatch || error.endsConnection || aborts || this.isTried;
  }

  private async runOne(statement: Statement): Promise<void> {
    const { session, answer } = this.context;
    if (statement.kind === "set switches") {
      session.compilesOnly = statement.compilesOnly ?? session.compilesOnly;
      session.abortsBatches = statement.abortsBatches ?? session.abortsBatches;
      return;
    }
    if (session.compilesOnly) {
      return;
    }
    if (isChange(statement)) {
      changeState(statement, session);
      answer({ kind: "done" });
      return;
    }
    switch (statement.kind) {
      case "select":
        this.select(statement);
        return;
      case "declare":
        this.declare(statement);
        return;
      case "set":
        this.assign(statement.name, compile(statement.value, this.scope));
        return;
      case "if": {
        const holds = compileCondition(statement.condition, this.scope)(NO_ROWS) === true;
        const taken = holds ? statement.then : statement.otherwise;
        await (taken && this.runAll([taken]));
        return;
      }
      case "block":
        await this.runAll(statement.statements);
        return;
      case "try":
        await this.runTry(statement);
        return;
      case "execute text":
        await this.runInner(this.text(statement.text) ?? "");
        return;
      case "execute procedure": {
        const args = statement.args.map(({ name, value }) => {
          const compiled = compile(value, this.scope);
          return { name: name ?? "", type: compiled.type, value: compiled.value(NO_ROWS) };
        });
        await callProcedure(statement.procedure, args, session, (sql, parameters) => this.runInner(sql, parameters));
        return;
      }
      case "print":
        answer({ kind: "info", number: 0, text: this.text(statement.text) ?? "", severity: 0 });
        return;
      case "throw":
        throw this.thrown(statement.args.map((argument) => thrownValue(compile(argument, this.scope).value(NO_ROWS))));
      case "raise":
        this.raise(statement);
        return;
      case "wait":
        await this.context.wait(millisecondsOf(this.text(statement.delay) ?? ""));
        answer({ kind: "done" });
        return;
      case "use":
        if (fold(statement.database) !== fold(session.database.name)) {
          throw sqlError(40508);
        }
        return;
      case "dbcc":
        this.dbcc(statement.command);
        return;
      case "unsupported":
        throw sqlError(40510, statement.what);
      case "nothing":
        return;
    }
  }

  private select({ query }: Statement & { readonly kind: "select" }): void {
    const { columns, rows, assignment } = compileQuery(query, this.environment);
    if (!assignment) {
      const found = rows();
      this.environment.last.rows = found.length;
      this.context.answer({ kind: "rows", columns, rows: found });
      return;
    }
    const found = assignment.rows();
    for (const valuesOf of found) {
      const values = valuesOf();
      assignment.variables.forEach((name, index) => {
        const type = columns[index]?.type ?? INT;
        this.assign(name, { type, value: () => values[index] ?? null });
      });
    }
    this.environment.last.rows = found.length;
  }

  private declare({ variables }: Statement & { readonly kind: "declare" }): void {
    for (const { name, type, value } of variables) {
      if (this.environment.variables.has(fold(name))) {
        throw sqlError(134, name);
      }
      this.environment.variables.set(fold(name), { type, value: null });
      if (value) {
        this.assign(name, compile(value, this.scope));
      }
    }
  }

  private assign(name: string, from: ReturnType<typeof compile>): void {
    const variable = this.environment.variables.get(fold(name));
    if (!variable) {
      throw sqlError(137, name);
    }
    variable.value = convert(from.value(NO_ROWS), from.type, variable.type);
  }

  private text(expression: Parameters<typeof compile>[0]): string | undefined {
    const compiled = compile(expression, this.scope);
    const value = convert(compiled.value(NO_ROWS), compiled.type, nvarchar(MAX));
    return typeof value === "string" ? value : undefined;
  }

  private async runTry({ body, handler }: Statement & { readonly kind: "try" }): Promise<void> {
    const { last } = this.environment;
    const around = last.caught;
    this.trying++;
    try {
      await this.runAll([body]);
      return;
    } catch (error) {
      if (!(error instanceof SqlError) || error.endsConnection) {
        throw error;
      }
      last.caught = error;
    } finally {
      this.trying--;
    }
    try {
      await this.runAll([handler]);
    } finally {
      last.caught = around;
    }
  }

  private thrown([number, message]: readonly SqlValue[]): SqlError {
    if (number === undefined) {
      return (this.environment.last.caught ?? sqlError(10704)).thrown();
    }
    if (typeof number !== "number" || number < RAISED || number > 2147483647) {
      throw sqlError(35100, String(number));
    }
    return new SqlError(number, String(message), 16).thrown();
  }

  private raise({ text, severity }: Statement & { readonly kind: "raise" }): void {
    const [message, level] = [this.text(text) ?? "", compile(severity, this.scope)];
    const number = Math.max(0, Number(convert(level.value(NO_ROWS), level.type, INT)));
    if (number > 18) {
      throw sqlError(2754);
    }
    if (number > 10) {
      throw new SqlError(RAISED, message, number);
    }
    this.context.answer({ kind: "info", number: RAISED, text: message, severity: number });
  }

  /** https://learn.microsoft.com/sql/t-sql/database-console-commands/dbcc-flushauthcache-transact-sql */
  private dbcc(command: string): void {
    const { database } = this.context.session;
    const known = command === "FREESYSTEMCACHE" || (command === "FLUSHAUTHCACHE" && !database.isMaster);
    if (!known) {
      throw sqlError(40518, command);
    }
    this.context.answer({ kind: "done" });
  }

  private answerError(error: unknown): void {
    if (!(error instanceof SqlError)) {
      throw error;
    }
    this.context.answer({ kind: "error", error });
  }
}

/** "hh:mm:ss.mmm" */
function millisecondsOf(delay: string): number {
  const found = /^(2[0-3]|[01]?\d):([0-5]?\d)(?::([0-5]?\d(?:\.\d+)?))?$/.exec(delay.trim());
  if (!found) {
    throw sqlError(148, delay);
  }
  const [, hours, minutes, seconds = "0"] = found;
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000);
}
