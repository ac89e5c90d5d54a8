/**
 * Numbers of errors that may pass by themselves: servers that start, move or throttle, principals and administrators that
 * are not known everywhere yet, races.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues
 */
export const TRANSIENT_ERRORS: readonly number[] = [
  1205, 1222, 4060, 4221, 10928, 10929, 15007, 15023, 15025, 15434, 18456, 33130, 33134, 37353, 40143, 40197, 40501,
  40532, 40540, 40613, 49918, 49919, 49920,
];
