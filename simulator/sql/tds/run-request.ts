import { type Faults } from "../faults";
import { notModelled } from "../language";
import { type Answer, runBatch } from "../run/batch";
import { type Plan, planOf } from "../run/plan";
import { type Session } from "../run/session";
import { sqlError, SqlError } from "../sql-error";
import { fold } from "../state/names";
import { convert } from "../tsql/convert";
import { type Message, MESSAGE, ProtocolError } from "./packets";
import { readBatch, readExecuteSql } from "./requests";
import * as tokens from "./tokens";

export type RequestAnswer = "drop" | { readonly tokens: Buffer; readonly last: boolean };

/** The longest that a timer of Node waits. */
const FOR_EVER = 2 ** 31 - 1;

/** Answers the requests of a client that is signed in. */
export class Requests {
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
    const answers = fault instanceof SqlError ? [failed(fault)] : this.run(message);
    if (fault === "drop after") {
      return "drop";
    }
    const reset = message.resets ? [tokens.resetChange()] : [];
    return {
      tokens: Buffer.concat([...reset, ...this.tokensOf(answers, message.type === MESSAGE.rpc)]),
      last: answers.some((answer) => answer.kind === "error" && answer.error.endsConnection),
    };
  }

  private get serverName(): string {
    return this.session.world.host.split(".")[0] ?? "";
  }

  private run({ type, data }: Message): Answer[] {
    try {
      switch (type) {
        case MESSAGE.batch:
          return runBatch(planOf(readBatch(data)).statements, this.session);
        case MESSAGE.rpc:
          return this.executeSql(data);
        case MESSAGE.transaction:
          throw notModelled("BEGIN TRANSACTION");
        case MESSAGE.bulkLoad:
          throw notModelled("BULK INSERT");
        default:
          throw new ProtocolError(`a message of type ${String(type)}`);
      }
    } catch (error) {
      if (!(error instanceof SqlError)) {
        throw error;
      }
      return [failed(error)];
    }
  }

  /** Values of parameters go by their names or their order. */
  private executeSql(data: Buffer): Answer[] {
    const [statement, declared, ...values] = readExecuteSql(data);
    const [sql, declarations] = [String(statement?.value ?? ""), String(declared?.value ?? "")];
    const plan: Plan = planOf(sql, declarations);
    const byName = new Map(values.map((value) => [fold(value.name), value]));
    const parameters = [...plan.parameters].map(([folded, { name, type }], index) => {
      const given = byName.get(folded) ?? (values[index]?.name === "" ? values[index] : undefined);
      if (!given) {
        throw sqlError(8178, `(${declarations})${sql}`, name);
      }
      return { name, type, value: convert(given.value, given.type, type) };
    });
    return runBatch(plan.statements, this.session, parameters);
  }

  private tokensOf(answers: readonly Answer[], isProcedure: boolean): Buffer[] {
    if (!isProcedure) {
      return [
        ...tokens.answerTokens(answers, this.serverName, "done"),
        ...(answers.length === 0 ? [tokens.done(0)] : []),
      ];
    }
    const fails = answers.some(({ kind }) => kind === "error");
    return [
      ...tokens.answerTokens(answers, this.serverName, "doneInProcedure"),
      tokens.returnStatus(fails ? 1 : 0),
      tokens.done(fails ? tokens.DONE.error : 0, 0, "doneProcedure"),
    ];
  }
}

const failed = (error: SqlError): Answer => ({ kind: "error", error });

/** Drivers set options before anything else: those batches are no part of what a test counts. */
function isSetting({ type, data }: Message): boolean {
  try {
    return (
      type === MESSAGE.batch && planOf(readBatch(data)).statements.every((one) => one.statement.kind === "setting")
    );
  } catch {
    return false;
  }
}
