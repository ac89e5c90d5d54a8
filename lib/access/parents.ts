import { type ITerraformResource } from "cdktf";
import { configured } from "../core/attributes";
import { elementAt, referenceIn } from "../core/reference";

/** Attributes with which azurerm says what a resource is in, by id or by name. */
const PARENTS = [
  "storage_account_id",
  "storage_account_name",
  "key_vault_id",
  "namespace_id",
  "namespace_name",
  "topic_id",
  "eventgrid_namespace_id",
  "account_name",
  "web_pubsub_id",
  "cluster_name",
  "domain_name",
  "relay_namespace_name",
  "cognitive_account_id",
];

/** What a resource is in, as far as the app has it. */
export function parentsOf(resource: ITerraformResource): ITerraformResource[] {
  return PARENTS.map((attribute) => configured(resource, attribute))
    .filter((value) => typeof value === "string")
    .map((value) => referenceIn(value))
    .map((reference) => reference && elementAt(reference))
    .filter((parent) => parent !== undefined);
}
