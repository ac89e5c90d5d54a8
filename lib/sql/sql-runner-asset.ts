import { join } from "node:path";
import { AssetType, TerraformAsset, type TerraformStack } from "cdktf";
import { childOf } from "../core/children";
import { StackLibrary } from "../core/stack-library";

const BUNDLE = join(__dirname, "..", "..", "sql-runner", "dist", "sql-runner.js");
const ASSET = "sql-runner";

/** How Terraform starts the program that runs T-SQL, which is copied next to the synthesized stack. */
export function startRunner(stack: TerraformStack): string[] {
  const folder = StackLibrary.of(stack);
  const create = (): TerraformAsset => new TerraformAsset(folder, ASSET, { path: BUNDLE, type: AssetType.FILE });
  return ["node", `\${path.module}/${childOf(folder, ASSET, create).path}`];
}
