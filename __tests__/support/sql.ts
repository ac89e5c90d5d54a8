import { type TerraformStack } from "cdktf";
import { type JsonObject } from "./conformance";
import { resources } from "./synth";

const LEDGER = /_(sql-removals|sql-ledger)_[0-9A-F]{8}$/;

/** The resources of facts, by Terraform name. */
export function factResources(stack: TerraformStack): Record<string, JsonObject> {
  return Object.fromEntries(Object.entries(resources(stack, "terraform_data")).filter(([name]) => !LEDGER.test(name)));
}

/** What is true on SQL servers, by Terraform name without its hash. */
export function facts(stack: TerraformStack): Record<string, JsonObject> {
  return Object.fromEntries(
    Object.entries(factResources(stack)).map(([name, resource]) => [
      name.replace(/_[0-9A-F]{8}$/, ""),
      resource.triggers_replace as JsonObject,
    ]),
  );
}

/** What every fact waits for that Terraform may have to take away. */
export const LEDGER_RESOURCES: readonly string[] = ["sql-ledger", "sql-removals"].map(
  (name) => expect.stringMatching(new RegExp(`^terraform_data\\..*_${name}_[0-9A-F]{8}$`)) as string,
);
