import { type TerraformDocument } from "./document";
import { readConfiguration } from "./read-configuration";
import { readPlan, readState } from "./read-plan";
import { isObject } from "./values";

/**
 * Reads a document of Terraform: a configuration in JSON syntax, or what `terraform show -json` says of a plan or a state.
 *
 * @param name the stack or the file, as users know it
 */
export function readDocument(name: string, json: unknown): TerraformDocument {
  if (isObject(json) && "format_version" in json) {
    return "planned_values" in json || "configuration" in json ? readPlan(name, json) : readState(name, json);
  }
  return readConfiguration(name, [{ json }]);
}
