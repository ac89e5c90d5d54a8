/** For how long transient errors are retried, where nobody says otherwise, and at most, in seconds. */
export const DEFAULT_RETRY_SECONDS = 300;
export const MAX_RETRY_SECONDS = 999_999;

/**
 * The delays that Microsoft asks for, in seconds: the first retry after 5 s, later ones after up to 60 s.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues#implementing-retry-logic
 */
export const FIRST_DELAY_SECONDS = 5;
export const LONGEST_DELAY_SECONDS = 60;
