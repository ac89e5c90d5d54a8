/** How long transient errors are retried by default, and at most, in seconds. */
export const DEFAULT_RETRY_SECONDS = 300;
export const MAX_RETRY_SECONDS = 999_999;

/**
 * Microsoft's recommended delays, in seconds: 5 s before the first retry, then up to 60 s.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues#implementing-retry-logic
 */
export const FIRST_DELAY_SECONDS = 5;
export const LONGEST_DELAY_SECONDS = 60;
