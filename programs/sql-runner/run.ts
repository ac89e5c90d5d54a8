import { describeFact } from "../../lib/sql/model/describe-fact";
import { type SqlStep } from "../../lib/sql/model/sql-step";
import { type Arguments } from "./arguments";
import { attemptRemoval } from "./attempt";
import { type Engine } from "./engines/engine";
import { engineOf } from "./engines/engine-of";
import { explanation } from "./explanation";
import { failureInWords } from "./failures";
import { printable, printableLines } from "./printable";
import { type Clock, GivenUp, retrying } from "./retry";
import { type Connect } from "./session";
import { type Tell } from "./told";

export interface Surroundings {
  readonly connect: Connect;
  /** The principal of the token, if it is known. */
  readonly tokenOwner: () => string | undefined;
  readonly clock: Clock;
  readonly out: Tell;
  readonly err: Tell;
}

/** Prints the statements without running them. */
export function rehearse({ action, fact }: Arguments, { out }: Surroundings): void {
  const engine = engineOf(fact);
  const steps = action === "apply" ? engine.stepsToApply(fact) : engine.stepsToRemove(fact);
  out(steps.map((step) => printableScript(engine, fact.server, step)).join("\n\n"));
}

/**
 * Removes a fact.
 *
 * @returns why that failed
 */
export async function remove(args: Arguments, surroundings: Surroundings): Promise<GivenUp | undefined> {
  const { fact, retryFor, reassignOwnedTo } = args;
  const { connect, tokenOwner, clock, out, err } = surroundings;
  try {
    await retrying(
      () => attemptRemoval(fact, connect, out, reassignOwnedTo),
      retryFor * 1000,
      clock,
      (failure, milliseconds) => {
        err(
          `remove ${describeFact(fact)}: ${failureInWords(failure)}; retrying in ${(milliseconds / 1000).toFixed(1)} s`,
        );
      },
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof GivenUp)) {
      throw error;
    }
    err(explanation(`remove ${describeFact(fact)}`, error, tokenOwner()));
    return error;
  }
}

/** One statement in each line, so that a line break in a name does not look like its end. */
function printableScript(engine: Engine, server: string, step: SqlStep): string {
  return printableLines(engine.script(server, { ...step, statement: printable(step.statement) }));
}
