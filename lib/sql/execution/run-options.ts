import { shown } from "../../core/given";
import { MAX_RETRY_SECONDS } from "../model/retry-times";

/** Options that all kinds of endpoints share. */

/** Errors in the name of a run. */
export function runProblems({ run }: { readonly run?: string }): string[] {
  return run === undefined || (typeof run === "string" && /^[A-Za-z0-9-]{1,64}$/.test(run))
    ? []
    : [`run must be a name of 1 to 64 letters, digits and hyphens; got ${shown(run)}`];
}

/** Errors in the retry time. */
export function retryProblems({ retryForSeconds = 0 }: { readonly retryForSeconds?: number }): string[] {
  return Number.isInteger(retryForSeconds) && retryForSeconds >= 0 && retryForSeconds <= MAX_RETRY_SECONDS
    ? []
    : [
        `retryForSeconds ${String(retryForSeconds)} is not a number of seconds; give a whole one from 0 to ${String(MAX_RETRY_SECONDS)}`,
      ];
}
