import { type Faults } from "../faults";
import { type Answer } from "../run/answer";
import { Batch, type BatchContext } from "../run/batch";
import { callProcedure, executeSql } from "../run/procedures";
import { type Session } from "../run/session";
import { type Parameter } from "../run/variables";
import { sqlError, SqlError } from "../sql-error";
import { type Statement } from "../tsql/ast";
import { Cursor } from "../tsql/cursor";
import { objectNameOf } from "../tsql/queries";
import { parseBatch } from "../tsql/statements";
import { INT } from "../tsql/types";
import { type Message, MESSAGE, ProtocolError } from "./packets";
import { readBatch, readRpc, type RpcCall } from "./requests";
import * as tokens from "./tokens";

export type RequestAnswer = "drop" | { readonly tokens: Buffer; readonly last: boolean };

const SEVERE = 20;

/** The longest that a timer of Node waits. */
const FOR_EVER = 2 ** 31 - 1;

/** Answers the requests of a client that is signed in. */
export class Requests {
  private readonly prepared = new Map<number, readonly [declared: Parameter, statement: Parameter]>();
  private nextHandle = 1;

  public constructor(
    private readonly session: Session,
    private readonly faults: Faults,
    private readonly wait: (milliseconds: number) => Promise<void>,
    private readonly isPresent: () => boolean,
  ) {}

  public async answer(message: Message): Promise<RequestAnswer> {
    await this.wait(this.faults.latency);
    if (!this.isPresent()) {
      return "drop";
    }
    const { database } = this.session;
    const isBatch = !isSetting(message);
    if (isBatch) {
      database.serverRoleMembers.use();
    }
    const fault = isBatch ? this.faults.atBatch(database.name, this.serverName) : undefined;
    if (fault === "drop before") {
      return "drop";
    }
    if (fault === "stall") {
      await this.wait(FOR_EVER);
      return "drop";
    }
    if (message.resets) {
      this.session.reset();
    }
    const reset = message.resets ? [tokens.resetChange()] : [];
    const answer = fault instanceof SqlError ? this.errorAnswer(fault, message.type) : await this.run(message);
    return fault === "drop after" ? "drop" : { ...answer, tokens: Buffer.concat([...reset, answer.tokens]) };
  }

  private get serverName(): string {
    return this.session.world.host.split(".")[0] ?? "";
  }

  private async run({ type, data }: Message): Promise<{ readonly tokens: Buffer; readonly last: boolean }> {
    switch (type) {
      case MESSAGE.batch:
        return this.runBatch(readBatch(data));
      case MESSAGE.rpc:
        return this.runRpc(data);
      case MESSAGE.transaction:
        return this.errorAnswer(sqlError(40510, "BEGIN TRANSACTION"), type);
      case MESSAGE.bulkLoad:
        return this.errorAnswer(sqlError(40510, "BULK INSERT"), type);
      default:
        throw new ProtocolError(`a message of type ${String(type)}`);
    }
  }

  private async runBatch(sql: string): Promise<{ readonly tokens: Buffer; readonly last: boolean }> {
    const answers: Answer[] = [];
    await new Batch(this.contextFor(answers)).run(sql);
    const ends = answers.length > 0 && answers.at(-1)?.kind !== "info";
    const parts = tokens.answerTokens(answers, this.serverName, "done", !ends);
    return { tokens: Buffer.concat([...parts, ...(ends ? [] : [tokens.done(0)])]), last: isLast(answers) };
  }

  private async runRpc(data: Buffer): Promise<{ readonly tokens: Buffer; readonly last: boolean }> {
    try {
      return await this.runCalls(readRpc(data));
    } catch (error) {
      if (!(error instanceof SqlError)) {
        throw error;
      }
      return this.errorAnswer(error, MESSAGE.rpc);
    }
  }

  private async runCalls(calls: readonly RpcCall[]): Promise<{ readonly tokens: Buffer; readonly last: boolean }> {
    const parts: Buffer[] = [];
    let last = false;
    for (const [index, call] of calls.entries()) {
      const answers: Answer[] = [];
      const returned: Buffer[] = [];
      try {
        await this.call(call, answers, returned);
      } catch (error) {
        if (!(error instanceof SqlError)) {
          throw error;
        }
        answers.push({ kind: "error", error });
      }
      const failed = answers.some(({ kind }) => kind === "error");
      const more = index < calls.length - 1 ? tokens.DONE.more : 0;
      parts.push(
        ...tokens.answerTokens(answers, this.serverName, "doneInProcedure", true),
        tokens.returnStatus(failed ? 1 : 0),
        ...returned,
        tokens.done((failed ? tokens.DONE.error : 0) | more, 0, "doneProcedure"),
      );
      last ||= isLast(answers);
    }
    return { tokens: Buffer.concat(parts), last };
  }

  private async call({ procedure, parameters }: RpcCall, answers: Answer[], returned: Buffer[]): Promise<void> {
    const context = this.contextFor(answers);
    const run = (sql: string, values?: readonly Parameter[]): Promise<void> => new Batch(context, values).run(sql);
    const [first, second, third, ...others] = parameters;
    switch (procedure.toLowerCase()) {
      case "sp_executesql":
        await executeSql(parameters, run);
        return;
      case "sp_prepare":
      case "sp_prepexec": {
        if (!second || !third) {
          throw sqlError(201, procedure, second ? "@stmt" : "@params");
        }
        const handle = this.nextHandle++;
        this.prepared.set(handle, [second, third]);
        returned.push(tokens.returnValue(first?.name ?? "", INT, handle));
        if (procedure.toLowerCase() === "sp_prepexec") {
          await executeSql([third, second, ...others], run);
        }
        return;
      }
      case "sp_execute": {
        const [declared, statement] = this.preparedAs(first);
        await executeSql([statement, declared, ...parameters.slice(1)], run);
        return;
      }
      case "sp_unprepare":
        this.preparedAs(first);
        this.prepared.delete(Number(first?.value));
        return;
      default:
        await callProcedure(objectNameOf(new Cursor(procedure)), parameters, this.session, run);
        answers.push({ kind: "done" });
    }
  }

  private preparedAs(handle: Parameter | undefined): readonly [declared: Parameter, statement: Parameter] {
    const found = this.prepared.get(Number(handle?.value));
    if (!found) {
      throw sqlError(8179, String(handle?.value ?? 0));
    }
    return found;
  }

  private contextFor(answers: Answer[]): BatchContext {
    return { session: this.session, answer: (answer) => answers.push(answer), wait: this.wait };
  }

  private errorAnswer(error: SqlError, type: number): { readonly tokens: Buffer; readonly last: boolean } {
    const kind = type === MESSAGE.rpc ? "doneProcedure" : "done";
    return {
      tokens: Buffer.concat([tokens.errorToken(error, this.serverName), tokens.done(tokens.DONE.error, 0, kind)]),
      last: error.endsConnection,
    };
  }
}

const isOption = (statement: Statement): boolean =>
  statement.kind === "nothing" || (statement.kind === "set switches" && statement.compilesOnly === undefined);

/** Drivers set options before anything else: those batches are no part of what a test counts. */
function isSetting({ type, data }: Message): boolean {
  try {
    return type === MESSAGE.batch && parseBatch(readBatch(data)).every(isOption);
  } catch {
    return false;
  }
}

const isLast = (answers: readonly Answer[]): boolean =>
  answers.some((answer) => answer.kind === "error" && answer.error.severity >= SEVERE);
