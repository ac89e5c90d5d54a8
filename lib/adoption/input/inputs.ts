import { readAzureList } from "./azure-lists";
import { readJson } from "./read-file";
import { isTerraformJson, readState } from "./terraform-state";
import { type Thing } from "./thing";

/**
 * The resources in the state of a stack of the app.
 *
 * @param json the output of `terraform show -json`
 * @param file the name that error messages use
 * @throws AdoptionError
 */
export function stateIn(json: unknown, stack: string, file: string): Thing[] {
  return readState(json, file, (address) => ({ in: "stack", stack, address }));
}

/**
 * Existing resources from outside the app: a list from Azure, or another state.
 *
 * @throws AdoptionError
 */
export function existingIn(text: string, file: string): Thing[] {
  const json = readJson(text, file);
  return isTerraformJson(json)
    ? readState(json, file, (address) => ({ in: "other state", file, address }))
    : readAzureList(json, file);
}
