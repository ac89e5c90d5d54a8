import { join } from "node:path";

export const ROOT = join(__dirname, "..");

/** The output of `npm run bundle`. */
export const SQL_RUNNER = join(ROOT, "programs", "sql-runner", "dist", "sql-runner.js");
export const AZMI = join(ROOT, "programs", "azmi", "dist", "azmi.js");
/** The page of the access map, without data. */
export const MAP_PAGE = join(ROOT, "programs", "azmi", "dist", "access-map.html");
