import { type TerraformStack } from "cdktf";
import { type JsonObject } from "./conformance";
import { resources } from "./synth";

/** What is true on SQL servers, by Terraform name without its hash. */
export function facts(stack: TerraformStack): Record<string, JsonObject> {
  return Object.fromEntries(
    Object.entries(resources(stack, "terraform_data")).map(([name, resource]) => [
      name.replace(/_[0-9A-F]{8}$/, ""),
      resource.triggers_replace as JsonObject,
    ]),
  );
}
