import { join } from "node:path";
import { ROOT } from "../paths";

/** Where the package for CDK Terrain is made. */
export const CDKTN_PACKAGE = join(ROOT, "packages", "cdktn");
