import { PERMISSIONS } from "../../../lib/sql/fact-rules";

/**
 * Permissions by what they are granted on, with the codes of sys.database_permissions.
 *
 * https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-database-permissions-transact-sql
 */
export const CODES: Readonly<Record<string, string>> = {
  ALTER: "AL",
  "ALTER ANY ROLE": "ALRL",
  "ALTER ANY SCHEMA": "ALSM",
  "ALTER ANY USER": "ALUS",
  AUTHENTICATE: "AUTH",
  CONNECT: "CO",
  CONTROL: "CL",
  "CREATE FUNCTION": "CRFN",
  "CREATE PROCEDURE": "CRPR",
  "CREATE ROLE": "CRRL",
  "CREATE SCHEMA": "CRSM",
  "CREATE TABLE": "CRTB",
  "CREATE TYPE": "CRTY",
  "CREATE USER": "CUSR",
  "CREATE VIEW": "CRVW",
  DELETE: "DL",
  EXECUTE: "EX",
  INSERT: "IN",
  "KILL DATABASE CONNECTION": "KIDC",
  RECEIVE: "RC",
  REFERENCES: "RF",
  SELECT: "SL",
  SHOWPLAN: "SPLN",
  "TAKE OWNERSHIP": "TO",
  UNMASK: "UMSK",
  UPDATE: "UP",
  "VIEW CHANGE TRACKING": "VWCT",
  "VIEW DATABASE STATE": "VWDS",
  "VIEW DEFINITION": "VW",
};

/** What ALL stands for. */
export const ALL = {
  DATABASE: ["CREATE FUNCTION", "CREATE PROCEDURE", "CREATE TABLE", "CREATE VIEW"],
  OBJECT: ["DELETE", "INSERT", "REFERENCES", "SELECT", "UPDATE"],
} as const;

export const isPermission = (name: string, on: "DATABASE" | "SCHEMA" | "OBJECT"): boolean =>
  PERMISSIONS[on].includes(name);
