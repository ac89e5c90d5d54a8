import { shown } from "../../core/given";
import { rules } from "../../core/rules";
import { MAX_RETRY_SECONDS } from "../model/retry-times";

/** Options that all kinds of endpoints share. */

const ENDPOINTS = "SqlEndpoint, PostgresEndpoint and MySqlEndpoint";

/** Errors in the name of a run. */
export const runProblems = rules<[options: { readonly run?: string }]>(ENDPOINTS, [
  {
    rule: "impossible-run-name",
    when: ({ run }) => run !== undefined && !(typeof run === "string" && /^[A-Za-z0-9-]{1,64}$/.test(run)),
    message: ({ run }) => `run must be 1 to 64 letters, digits and hyphens; got ${shown(run)}`,
  },
]);

/** Errors in the retry time. */
export const retryProblems = rules<[options: { readonly retryForSeconds?: number }]>(ENDPOINTS, [
  {
    rule: "impossible-retry-time",
    when: ({ retryForSeconds = 0 }) =>
      !Number.isInteger(retryForSeconds) || retryForSeconds < 0 || retryForSeconds > MAX_RETRY_SECONDS,
    message: ({ retryForSeconds }) =>
      `retryForSeconds must be a whole number from 0 to ${String(MAX_RETRY_SECONDS)}; got ${String(retryForSeconds)}`,
  },
]);
