import { join } from "node:path";
import { AssetType, TerraformAsset, type TerraformStack } from "cdktf";
import { childOf } from "../core/children";
import { libraryFolder } from "../core/library-folder";

const BUNDLE = join(__dirname, "..", "..", "sql-runner", "dist", "sql-runner.js");
const ASSET = "sql-runner";

/** Path of the program that runs T-SQL at apply, copied next to the synthesized stack; relative to that stack. */
export function sqlRunnerPath(stack: TerraformStack): string {
  const folder = libraryFolder(stack);
  return childOf(folder, ASSET, () => new TerraformAsset(folder, ASSET, { path: BUNDLE, type: AssetType.FILE })).path;
}
