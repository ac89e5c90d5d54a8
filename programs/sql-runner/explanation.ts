import { classify } from "./classify";
import { failureInWords, Refusal, SqlError } from "./failures";
import { type GivenUp } from "./retry";

/**
 * The message for a failed task: the reason, whether it was retried, and what to do.
 *
 * @param what the task, as it continues "cannot"
 * @param owner the principal of the token
 */
export function explanation(what: string, { failure, attempts, milliseconds }: GivenUp, owner?: string): string {
  const { retry, advice } = classify(failure);
  const tried = `${String(attempts)} attempt${attempts === 1 ? "" : "s"} in ${String(Math.round(milliseconds / 1000))} s`;
  return [
    `cannot ${what}: ${failureInWords(failure)}`,
    ...(retry ? [`Gave up after ${tried}. --retry-for allows more time.`] : []),
    ...(isRefusedSignIn(failure) && owner ? [`The token has these claims: ${owner}.`] : []),
    `${advice}.`,
  ].join("\n");
}

const SIGN_IN_REFUSED: readonly string[] = ["28000", "28P01", "ER_ACCESS_DENIED_ERROR"];

function isRefusedSignIn(failure: Error): boolean {
  return failure instanceof Refusal
    ? SIGN_IN_REFUSED.includes(failure.code)
    : failure instanceof SqlError && failure.number === 18456;
}
