import { type TerraformStack } from "cdktf";
import { type JsonObject } from "./conformance";
import { resources } from "./synth";

const LEDGER = ["azmi_sql-ledger", "azmi_sql-removals"];

/** The resources of facts, by Terraform name. */
export function factResources(stack: TerraformStack): Record<string, JsonObject> {
  const all = Object.entries(resources(stack, "terraform_data"));
  return Object.fromEntries(all.filter(([, { triggers_replace: said }]) => isFact(said)));
}

/** The resources that make facts true, by Terraform name. */
export function runResources(stack: TerraformStack): Record<string, JsonObject> {
  const all = Object.entries(resources(stack, "terraform_data"));
  return Object.fromEntries(
    all.filter(([name, { triggers_replace: facts }]) => Array.isArray(facts) && !name.startsWith("azmi_sql-removals")),
  );
}

const isFact = (said: unknown): boolean => typeof said === "object" && said !== null && "kind" in said;

/** What is true on SQL servers, by Terraform name. */
export function facts(stack: TerraformStack): Record<string, JsonObject> {
  return Object.fromEntries(
    Object.entries(factResources(stack)).map(([name, { triggers_replace: fact }]) => [name, fact as JsonObject]),
  );
}

/** What every fact waits for that Terraform may have to take away. */
export const LEDGER_RESOURCES: readonly string[] = LEDGER.map((name) => `terraform_data.${name}`);
