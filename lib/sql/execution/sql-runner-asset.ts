import { existsSync } from "node:fs";
import { join } from "node:path";
import { AssetType, TerraformAsset, type TerraformStack } from "cdktf";
import { childOf } from "../../core/children";
import { checkAtSynth } from "../../core/problems";
import { StackLibrary } from "../../core/stack-library";

const ASSET = "sql-runner";
const PROGRAM = ["programs", "sql-runner", "dist", "sql-runner.js"];

/** The command with which Terraform starts the SQL runner, which is copied next to the synthesized stack. */
export function startRunner(stack: TerraformStack): string[] {
  const path = join(__dirname, "..", "..", "..", ...PROGRAM);
  const folder = StackLibrary.of(stack);
  if (!existsSync(path)) {
    checkAtSynth(stack, () => [missing(path)]);
    return ["node", "missing"];
  }
  const create = (): TerraformAsset => new TerraformAsset(folder, ASSET, { path, type: AssetType.FILE });
  return ["node", `\${path.module}/${childOf(folder, ASSET, create).path}`];
}

/** Bundlers copy code, but not the files next to it. */
const missing = (path: string): string =>
  `needs the program that runs T-SQL, which is not at ${path}; where the app is bundled, leave this package out of the bundle ` +
  "(esbuild: --external:cdktf-azure-managed-identity)";
