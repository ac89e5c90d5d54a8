import { type SqlFact } from "../../../lib/sql/model/fact";
import { mysql } from "../mysql/mysql";
import { postgres } from "../postgres/postgres";
import { azureSql } from "./azure-sql";
import { type Engine } from "./engine";

const ENGINES = {
  login: azureSql,
  "server-role-member": azureSql,
  "database-user": azureSql,
  "database-role": azureSql,
  schema: azureSql,
  owner: azureSql,
  "default-schema": azureSql,
  "database-role-member": azureSql,
  permission: azureSql,
  "postgres-role": postgres,
  "postgres-role-member": postgres,
  "postgres-privilege": postgres,
  "mysql-user": mysql,
  "mysql-privilege": mysql,
} as const satisfies Readonly<Record<SqlFact["kind"], unknown>>;

/** The engine of a fact. */
export function engineOf({ kind }: Pick<SqlFact, "kind">): Engine {
  return ENGINES[kind];
}
