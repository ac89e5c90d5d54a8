import { readAzureList } from "./azure-lists";
import { readJson } from "./read-file";
import { isTerraformJson, readState } from "./terraform-state";
import { type Thing } from "./thing";

/**
 * What the state of a stack of the app has.
 *
 * @param json what `terraform show -json` printed
 * @param file what messages call it
 * @throws AdoptionError
 */
export function stateIn(json: unknown, stack: string, file: string): Thing[] {
  return readState(json, file, (address) => ({ in: "stack", stack, address }));
}

/**
 * What exists beside the app: a list of Azure, or the state of something else.
 *
 * @throws AdoptionError
 */
export function existingIn(text: string, file: string): Thing[] {
  const json = readJson(text, file);
  return isTerraformJson(json)
    ? readState(json, file, (address) => ({ in: "other state", file, address }))
    : readAzureList(json, file);
}
