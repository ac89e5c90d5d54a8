import * as z from "zod/mini";
import {
  MYSQL_DATABASE_PRIVILEGES,
  MYSQL_TABLE_PRIVILEGES,
  mysqlDatabaseProblem,
  mysqlNameProblem,
  mysqlUserProblem,
} from "../../../lib/sql/model/mysql/mysql-rules";
import { guid, nameBy, onServer } from "../well-formed";

const user = nameBy(mysqlUserProblem);

const identifiedBy = z.optional(guid);

export const mysqlFacts = [
  z.strictObject({ ...onServer, kind: z.literal("mysql-user"), name: user, identifiedBy }),
  z
    .strictObject({
      ...onServer,
      kind: z.literal("mysql-privilege"),
      database: nameBy(mysqlDatabaseProblem),
      privilege: z.enum(MYSQL_DATABASE_PRIVILEGES),
      table: z.optional(nameBy(mysqlNameProblem)),
      grantee: user,
      identifiedBy,
    })
    .check(
      z.refine(
        ({ table, privilege }) => table === undefined || MYSQL_TABLE_PRIVILEGES.includes(privilege),
        "is a privilege that cannot be granted on a table",
      ),
    ),
] as const;
