import { join } from "node:path";

/** The root of the repository. */
export const ROOT = join(__dirname, "..");

/** The bundled programs, as `npm run bundle` leaves them. */
export const SQL_RUNNER = join(ROOT, "programs", "sql-runner", "dist", "sql-runner.js");
export const AZMI = join(ROOT, "programs", "azmi", "dist", "azmi.js");
