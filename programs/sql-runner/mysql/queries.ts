import { type SqlQuery } from "../../../lib/sql/model/catalog-queries";
import { type MySqlPrivilegeFact } from "../../../lib/sql/model/mysql/mysql-fact";

/**
 * Queries of MySQL's system tables. All texts are constant; values are parameters. Strings compare as bytes, because
 * collations treat different letters as equal.
 */

/** One connection reaches the whole server, whatever its database. */
export const ANY = "mysql";

/** The plugin of users that sign in with Entra tokens. Their id has the form "AADSP:<id>:upn:<name>". */
const PLUGIN = "aad_auth";
const ID = "SUBSTRING_INDEX(SUBSTRING_INDEX(u.authentication_string, ':', 2), ':', -1)";
const NAMED = "FROM mysql.user AS u WHERE CAST(u.user AS BINARY) = CAST(@name AS BINARY) AND u.host = '%'";
const MEANT = `u.plugin = '${PLUGIN}' AND (@id = '' OR LOWER(${ID}) = LOWER(@id))`;

export function userExistsQuery(name: string): SqlQuery {
  return { database: ANY, text: `SELECT 1 ${NAMED}`, parameters: { name } };
}

/** Whether a user belongs to a principal: to the one with the id, if it is known. */
export function userOfQuery(name: string, id = ""): SqlQuery {
  return { database: ANY, text: `SELECT 1 ${NAMED} AND ${MEANT}`, parameters: { name, id } };
}

/** The principal of a user, if it is not the one with the id. object_id is NULL if it is not in Entra ID. */
export function otherUserQuery(name: string, id = ""): SqlQuery {
  const text = `SELECT IF(u.plugin = '${PLUGIN}', ${ID}, NULL) AS object_id ${NAMED} AND NOT (${MEANT})`;
  return { database: ANY, text, parameters: { name, id } };
}

export function lockedQuery(name: string): SqlQuery {
  return { database: ANY, text: `SELECT 1 ${NAMED} AND u.account_locked = 'Y'`, parameters: { name } };
}

const same = (column: string, parameter: string): string => `CAST(${column} AS BINARY) = CAST(${parameter} AS BINARY)`;

/** Servers with lower-case names ignore case. */
const sameName = (column: string, parameter: string): string =>
  same(column, `IF(@@lower_case_table_names = 0, ${parameter}, LOWER(${parameter}))`);

/** The format of grantees is 'name'@'host', without escapes. */
const OF_GRANTEE = same("grantee", "CONCAT('''', @grantee, '''@''%''')");

/**
 * Whether a privilege is granted.
 *
 * https://dev.mysql.com/doc/refman/8.4/en/information-schema-schema-privileges-table.html
 *
 * @param pattern the pattern in which database privileges name the database
 */
export function grantedQuery({ table, privilege, grantee, database }: MySqlPrivilegeFact, pattern: string): SqlQuery {
  const granted = `WHERE ${OF_GRANTEE} AND privilege_type = @privilege`;
  return table === undefined
    ? {
        database: ANY,
        text: `SELECT 1 FROM information_schema.schema_privileges ${granted} AND ${sameName("table_schema", "@schema")}`,
        parameters: { grantee, privilege, schema: pattern },
      }
    : {
        database: ANY,
        text:
          `SELECT 1 FROM information_schema.table_privileges ${granted} ` +
          `AND ${sameName("table_schema", "@schema")} AND ${sameName("table_name", "@table")}`,
        parameters: { grantee, privilege, schema: database, table },
      };
}

/** All privileges of a user: on the server, on databases (as patterns), on tables and on columns. */
export function grantsQuery(grantee: string): SqlQuery {
  const from = (columns: string, view: string): string =>
    `SELECT ${columns}, privilege_type AS privilege, is_grantable FROM information_schema.${view} WHERE ${OF_GRANTEE}`;
  const text = [
    `${from("NULL AS pattern, NULL AS db, NULL AS tbl", "user_privileges")} AND privilege_type <> 'USAGE'`,
    from("table_schema, NULL, NULL", "schema_privileges"),
    from("NULL, table_schema, table_name", "table_privileges"),
    from("NULL, table_schema, CONCAT(table_name, '.', column_name)", "column_privileges"),
  ].join(" UNION ALL ");
  return { database: ANY, text, parameters: { grantee } };
}
