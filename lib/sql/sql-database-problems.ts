import { type IConstruct } from "constructs";
import { typeProblems } from "../core/resources";
import { type SqlDatabaseUserProps } from "./sql-database-user";
import { sqlNameProblems } from "./sql-name";

const TYPES = ["azurerm_mssql_database", "azurerm_mssql_managed_database"];

/** What is wrong with what somebody says about the database of a user, and about where it is. */
export function databaseProblems(
  { database, databaseName, server, login }: SqlDatabaseUserProps,
  scope: IConstruct,
): string[] {
  if ((database === undefined) === (databaseName === undefined)) {
    return ["needs database or databaseName, one of them; give the resource where it is in the app"];
  }
  return [
    ...(database ? typeProblems("SqlDatabaseUser", database, TYPES) : sqlNameProblems("database", databaseName, scope)),
    ...(server || login || database?.terraformResourceType === "azurerm_mssql_database"
      ? []
      : [
          `${database ? database.terraformResourceType : "databaseName"} alone does not tell the server; give server as well`,
        ]),
    ...(server?._problems(scope) ?? []),
  ];
}
