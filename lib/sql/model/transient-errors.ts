/**
 * Transient errors while the service moves, starts or limits a database.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues#list-of-transient-fault-error-codes
 */
const SERVICE_ERRORS = [615, 926, 4060, 4221, 40197, 40501, 40613, 49918, 49919, 49920];

/**
 * Errors that Microsoft's driver for .NET retries by default. 233, 997 and 10060 come from the driver itself, which
 * deployment scripts use.
 *
 * https://learn.microsoft.com/dotnet/api/microsoft.data.sqlclient.sqlconfigurableretryfactory.baselinetransienterrors
 */
const DRIVER_ERRORS = [
  233, 997, 1204, 1205, 1222, 4060, 4221, 10060, 10928, 10929, 40143, 40197, 40501, 40540, 40613, 42108, 42109, 49918,
  49919, 49920,
];

/** Errors that pass once a server, an administrator or a principal is replicated, or another client has finished. */
const PROPAGATION_ERRORS = [4611, 15007, 15023, 15025, 15434, 18456, 33130, 33134, 37353, 40532];

/** All transient errors, by number. */
export const TRANSIENT_ERRORS: readonly number[] = [
  ...new Set([...SERVICE_ERRORS, ...DRIVER_ERRORS, ...PROPAGATION_ERRORS]),
].sort((one, other) => one - other);
