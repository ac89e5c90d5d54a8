import { type TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { folderIn } from "./children";

/** Where a stack keeps what its constructs share. */
export function libraryFolder(stack: TerraformStack): Construct {
  return folderIn(stack, "cdktf-azure-managed-identity");
}
