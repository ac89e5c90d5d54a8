import { sqlError, SqlError } from "../sql-error";
import { fold } from "../state/names";
import { type Expression, type Statement } from "../tsql/ast";
import { isUserFromLogin, parseBatch } from "../tsql/statements";
import { INT } from "../tsql/types";
import { type Answer } from "./answer";
import { changeState, isChange } from "./changes";
import { callProcedure } from "./procedures";
import { compileQuery } from "./query";
import { RAISED, raisedMessage, thrownError } from "./raised-errors";
import { type Session } from "./session";
import { type Parameter, Variables } from "./variables";

/** Where a batch is run. */
export interface BatchContext {
  readonly session: Session;
  /** Takes every answer as it comes. */
  readonly answer: (answer: Answer) => void;
  /** Waits, until the client cancels. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

const MAX_LEVEL = 32;

/** Runs the statements of a batch one after the other. */
export class Batch {
  private readonly variables: Variables;
  private readonly level: number;

  public constructor(
    private readonly context: BatchContext,
    parameters: readonly Parameter[] = [],
    /** The batch whose EXECUTE runs this one. */
    private readonly outer?: Batch,
  ) {
    this.level = outer ? outer.level + 1 : 0;
    this.variables = new Variables(context.session, parameters);
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
        this.variables.environment.last.error = 0;
      } catch (error) {
        if (!(error instanceof SqlError) || this.ends(error)) {
          throw error;
        }
        this.variables.environment.last.error = error.number;
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
    if (statement.kind !== "select") {
      this.variables.environment.seen.clear();
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
        this.variables.declare(statement);
        return;
      case "set":
        this.variables.assign(statement.name, this.variables.valueOf(statement.value));
        return;
      case "if": {
        const taken = this.variables.holds(statement.condition) ? statement.then : statement.otherwise;
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
        await this.runInner(this.variables.textOf(statement.text) ?? "");
        return;
      case "execute procedure": {
        const args = statement.args.map(({ name = "", value }) => ({ name, ...this.variables.valueOf(value) }));
        await callProcedure(statement.procedure, args, session, (sql, parameters) => this.runInner(sql, parameters));
        return;
      }
      case "print":
        answer({ kind: "info", number: 0, text: this.variables.textOf(statement.text) ?? "", severity: 0 });
        return;
      case "throw":
        throw this.thrown(statement.args);
      case "raise":
        this.raise(statement);
        return;
      case "wait":
        await this.context.wait(millisecondsOf(this.variables.textOf(statement.delay) ?? ""));
        answer({ kind: "done" });
        return;
      case "use":
        if (fold(statement.database) !== fold(session.database.name)) {
          throw sqlError(40508);
        }
        return;
      case "execute as":
        session.actAs(statement.user);
        return;
      case "revert":
        session.revert();
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
    const { columns, rows, assignment } = compileQuery(query, this.variables.environment);
    if (!assignment) {
      const found = rows();
      this.variables.environment.last.rows = found.length;
      this.context.answer({ kind: "rows", columns, rows: found });
      return;
    }
    const found = assignment.rows();
    for (const valuesOf of found) {
      const values = valuesOf();
      assignment.variables.forEach((name, index) => {
        const type = columns[index]?.type ?? INT;
        this.variables.assign(name, { type, value: values[index] ?? null });
      });
    }
    this.variables.environment.last.rows = found.length;
  }

  private async runTry({ body, handler }: Statement & { readonly kind: "try" }): Promise<void> {
    const { last } = this.variables.environment;
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

  private thrown(args: readonly Expression[]): SqlError {
    return args.length > 0
      ? thrownError(args.map((argument) => this.variables.valueOf(argument).value))
      : (this.variables.environment.last.caught ?? sqlError(10704)).thrown();
  }

  private raise({ text, severity, state, values }: Statement & { readonly kind: "raise" }): void {
    const message = raisedMessage(
      this.variables.textOf(text) ?? "",
      values.map((value) => this.variables.textOf(value) ?? "(null)"),
    );
    const level = Math.max(0, this.variables.wholeNumberOf(severity));
    if (level > 18) {
      throw sqlError(2754);
    }
    if (level > 10) {
      const given = this.variables.wholeNumberOf(state);
      throw new SqlError(RAISED, message, level, given < 0 ? 1 : given);
    }
    this.context.answer({ kind: "info", number: RAISED, text: message, severity: level });
  }

  /** https://learn.microsoft.com/sql/t-sql/database-console-commands/dbcc-flushauthcache-transact-sql */
  private dbcc(command: string): void {
    const { database, server } = this.context.session;
    const flushes = command === "FLUSHAUTHCACHE" && !database.isMaster && !server.managed;
    const known = command === "FREESYSTEMCACHE" || flushes;
    if (!known) {
      throw sqlError(40518, command);
    }
    if (flushes) {
      database.serverRoleMembers.renew();
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
