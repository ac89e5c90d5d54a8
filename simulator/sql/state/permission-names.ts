import PERMISSIONS from "../../data/sql-permissions.json";
import { type PermissionClass } from "./database-state";

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
  IMPERSONATE: "IM",
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

/** Permissions that are newer than most lists of them. */
const NEWER: readonly string[] = ["ALTER ANY EXTERNAL MODEL", "CREATE EXTERNAL MODEL"];

/** https://learn.microsoft.com/sql/t-sql/statements/grant-transact-sql */
export const isPermission = (name: string, on: PermissionClass): boolean =>
  on === "DATABASE" && NEWER.includes(name) ? true : PERMISSIONS[on].includes(name);
