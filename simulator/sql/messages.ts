/**
 * Errors of Azure SQL Database by number: severity and text, with %s for what is inserted.
 *
 * https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
 * https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues
 */
export const MESSAGES: Readonly<Record<number, readonly [severity: number, text: string]>> = {
  // Syntax, found before anything runs.
  102: [15, "Incorrect syntax near '%s'."],
  103: [15, "The identifier that starts with '%s' is too long. Maximum length is 128."],
  105: [15, "Unclosed quotation mark after the character string '%s'."],
  111: [15, "'%s' must be the first statement in a query batch."],
  113: [15, "Missing end comment mark '*/'."],
  131: [15, "The size (%s) given to the type '%s' exceeds the maximum allowed for any data type (%s)."],
  137: [15, 'Must declare the scalar variable "%s".'],
  156: [15, "Incorrect syntax near the keyword '%s'."],
  191: [
    15,
    "Some part of your SQL statement is nested too deeply. Rewrite the query or break it up into smaller queries.",
  ],
  1038: [
    15,
    'An object or column name is missing or empty. For SELECT INTO statements, verify each column has a name. For other statements, look for empty alias names. Aliases defined as "" or [] are not allowed. Change the alias to a valid name.',
  ],
  40530: [16, "The %s statement must be the only statement in the batch."],

  // Names and values.
  116: [15, "Only one expression can be specified in the select list when the subquery is not introduced with EXISTS."],
  174: [15, "The %s function requires %s argument(s)."],
  205: [
    16,
    "All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.",
  ],
  206: [16, "Operand type clash: %s is incompatible with %s"],
  207: [16, "Invalid column name '%s'."],
  208: [16, "Invalid object name '%s'."],
  209: [16, "Ambiguous column name '%s'."],
  245: [16, "Conversion failed when converting the %s value '%s' to data type %s."],
  263: [16, "Must specify table to select from."],
  1001: [16, "Length or precision specification %s is invalid."],
  1011: [15, "The correlation name '%s' is specified multiple times in a FROM clause."],
  2714: [16, "There is already an object named '%s' in the database."],
  2759: [16, "CREATE SCHEMA failed due to previous errors."],
  4104: [16, 'The multi-part identifier "%s" could not be bound.'],
  8115: [16, "Arithmetic overflow error converting expression to data type %s."],
  8169: [16, "Conversion failed when converting from a character string to uniqueidentifier."],
  35100: [
    16,
    "Error number %s in the THROW statement is outside the valid range. Specify an error number in the valid range of 50000 to 2147483647.",
  ],
  8178: [16, "The parameterized query '%s' expects the parameter '%s', which was not supplied."],

  // Principals, roles and permissions.
  1911: [16, "Column name '%s' does not exist in the target table or view."],
  3729: [16, "Cannot drop schema '%s' because it is being referenced by object '%s'."],
  4611: [16, "To revoke or deny grantable privileges, specify the CASCADE option."],
  4613: [16, "Grantor does not have GRANT permission."],
  4617: [16, "Cannot grant, deny or revoke permissions to or from special roles."],
  5001: [16, "User must be in the master database."],
  15007: [16, "'%s' is not a valid login or you do not have permission."],
  15023: [16, "User, group, or role '%s' already exists in the current database."],
  15025: [16, "The server principal '%s' already exists."],
  15063: [16, "The login already has an account under a different user name."],
  15138: [16, "The database principal owns a %s in the database, and cannot be dropped."],
  15144: [16, "The role has members. It must be empty before it can be dropped."],
  15150: [16, "Cannot %s the %s '%s'."],
  15151: [16, "Cannot %s the %s '%s', because it does not exist or you do not have permission."],
  15183: [16, "The database principal owns objects in the database and cannot be dropped."],
  15184: [16, "The database principal owns data types in the database and cannot be dropped."],
  15259: [16, "The DEFAULT_SCHEMA clause cannot be used with principals mapped to certificates or asymmetric keys."],
  15247: [16, "User does not have permission to perform this action."],
  15284: [
    16,
    "The database principal has granted or denied permissions to objects in the database and cannot be dropped.",
  ],
  15517: [
    16,
    'Cannot execute as the database principal because the principal "%s" does not exist, this type of principal cannot be impersonated, or you do not have permission.',
  ],
  15405: [11, "Cannot use the special principal '%s'."],
  15413: [11, "Cannot make a role a member of itself."],
  15419: [16, "Supplied parameter sid should be binary(16)."],
  15433: [16, "Supplied parameter sid is in use."],

  // The directory.
  33130: [16, "Principal '%s' could not be found or this principal type is not supported."],
  33131: [
    16,
    "Principal '%s' has a duplicate display name. Make the display name unique in Azure Active Directory and execute this statement again.",
  ],
  33134: [16, "Principal '%s' could not be resolved. Error message: '%s'"],
  33159: [
    16,
    "Principal '%s' could not be created. Only connections established with Active Directory accounts can create other Active Directory users.",
  ],
  37353: [
    16,
    "Server identity does not have the Microsoft Entra Directory Readers permission. For more information, see https://go.microsoft.com/fwlink/?linkid=2323204.",
  ],
  37545: [16, "'%s' is not a valid object id for '%s' or you do not have permission."],

  // What Azure SQL Database does not have.
  40508: [
    16,
    "USE statement is not supported to switch between databases. Use a new connection to connect to a different database.",
  ],
  40514: [16, "'%s' is not supported in this version of SQL Server."],
  40515: [16, "Reference to database and/or server name in '%s' is not supported in this version of SQL Server."],
  40518: [16, "DBCC command '%s' is not supported in this version of SQL Server."],

  // What it has, and the stand-in has not.
  40510: [16, "Not modelled: %s. What is, is listed in simulator/sql/language.ts."],

  // Signing in.
  4060: [11, 'Cannot open database "%s" requested by the login. The login failed.'],
  18456: [14, "Login failed for user '%s'."],
  18470: [14, "Login failed for user '%s'. Reason: The account is disabled."],
  40532: [20, 'Cannot open server "%s" requested by the login. The login failed.'],
  40615: [
    14,
    "Cannot open server '%s' requested by the login. Client with IP address '%s' is not allowed to access the server. To enable access, use the Azure Management Portal or run sp_set_firewall_rule on the master database to create a firewall rule for this IP address or address range. It may take up to five minutes for this change to take effect.",
  ],
  47073: [
    20,
    "An instance-specific error occurred while establishing a connection to SQL Server. The public network interface on this server is not accessible. To connect to this server, use the Private Endpoint from inside your virtual network.",
  ],
};

/** Errors that pass by themselves, of which %s is the database and the server or nothing. */
export const TRANSIENT: Readonly<Record<number, readonly [severity: number, text: string]>> = {
  4221: [16, "Login to read-secondary failed due to long wait on 'HADR_DATABASE_WAIT_FOR_TRANSITION_TO_VERSIONING'."],
  10928: [
    20,
    "Resource ID: 1. The request limit for the database is 30 and has been reached. See http://go.microsoft.com/fwlink/?LinkId=267637 for assistance.",
  ],
  10929: [
    20,
    "Resource ID: 1. The request minimum guarantee is 0, maximum limit is 30 and the current usage for the database is 30. However, the server is currently too busy to support requests greater than 0 for this database. See http://go.microsoft.com/fwlink/?LinkId=267637 for assistance. Otherwise, please try again later.",
  ],
  40143: [20, "The service has encountered an error processing your request. Please try again."],
  40197: [20, "The service has encountered an error processing your request. Please try again. Error code 40613."],
  40501: [20, "The service is currently busy. Retry the request after 10 seconds. Code: (0)."],
  40540: [20, "The service has encountered an error processing your request. Please try again."],
  40613: [
    17,
    "Database '%s' on server '%s' is not currently available. Please retry the connection later. If the problem persists, contact customer support.",
  ],
  49918: [16, "Cannot process request. Not enough resources to process request. Please retry your request later."],
  49919: [
    16,
    "Cannot process create or update request. Too many operations in progress. Please retry your request later.",
  ],
  49920: [16, "Cannot process request. Too many operations in progress. Please retry your request later."],
};
