import { classify } from "./classify";
import { failureInWords, SqlError } from "./failures";
import { type GivenUp } from "./retry";

/**
 * What a person is told about something that could not be done: why, whether it was tried again, and what to do.
 *
 * @param what as it goes on after "cannot"
 * @param owner whom the token is of
 */
export function explanation(what: string, { failure, attempts, milliseconds }: GivenUp, owner?: string): string {
  const { retry, advice } = classify(failure);
  const tried = `${String(attempts)} attempt${attempts === 1 ? "" : "s"} in ${String(Math.round(milliseconds / 1000))} s`;
  return [
    `cannot ${what}: ${failureInWords(failure)}`,
    ...(retry ? [`Gave up after ${tried}; --retry-for gives more time.`] : []),
    ...(failure instanceof SqlError && failure.number === 18456 && owner ? [`The token has ${owner}.`] : []),
    `${advice}.`,
  ].join("\n");
}
