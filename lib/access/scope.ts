import { type ITerraformResource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { configured } from "../core/attributes";
import { isGuid } from "../core/guid";
import { attributeOf } from "../core/resources";
import { describe, elementOf, referenceIn, type Reference } from "../core/reference";

/** Scopes of role assignments are ARM ids; here is what is wrong with one that is not. */

const ADVICE = "give an ARM id, such as the id of a resource, a resource group or a subscription";

/** Types whose `id` is no ARM id, and where to find it instead. */
const OTHER_IDS: Readonly<Record<string, string>> = {
  azurerm_app_configuration_feature: "the id of its azurerm_app_configuration",
  azurerm_app_configuration_key: "the id of its azurerm_app_configuration",
  azurerm_key_vault_certificate: "resource_manager_versionless_id",
  azurerm_key_vault_key: "resource_versionless_id",
  azurerm_key_vault_secret: "resource_versionless_id",
  azurerm_role_definition: "the scope that the role is defined at",
  azurerm_storage_blob: "the id of its container",
  azurerm_storage_data_lake_gen2_filesystem: "BlobStorageAccess, or the id of its account",
  azurerm_storage_data_lake_gen2_path: "the id of its account",
  azurerm_storage_share_directory: "the id of its account",
  azurerm_storage_share_file: "the id of its account",
  azurerm_storage_table: "resource_manager_id",
  azurerm_storage_table_entity: "the resource_manager_id of its table",
  azurerm_subscription: '"/subscriptions/${subscription.subscriptionId}"',
};

/** Types whose `id` is an ARM id only when they were created with `storage_account_id`. */
const STORAGE_CHILDREN = ["azurerm_storage_container", "azurerm_storage_queue", "azurerm_storage_share"];

/** Attributes whose names end in "id" and that name something else than an ARM resource. */
const NOT_ARM_IDS = /(^|_)(object|principal|client|tenant|application|subscription|key_vault_key|secret)_id$/;

/** What is wrong with the scope of a role assignment. */
export function scopeProblems(scope: string, construct: IConstruct): string[] {
  if (!Token.isUnresolved(scope)) {
    const problem = literalProblem(scope);
    return problem ? [`scope ${describe(scope, construct)} ${problem}; ${ADVICE}`] : [];
  }
  const reference = referenceIn(scope);
  if (!reference) {
    return [];
  }
  const remedy = wrongAttribute(reference);
  return remedy ? [`scope ${describe(scope, construct)} is no ARM id; ${remedy}`] : [];
}

function wrongAttribute(reference: Reference): string | undefined {
  const { type, attribute, isDataSource } = reference;
  if (type.startsWith("azuread_")) {
    return ADVICE;
  }
  if (!type.startsWith("azurerm_")) {
    return undefined;
  }
  if (!/(^|_)id$/.test(attribute) || NOT_ARM_IDS.test(attribute)) {
    return ADVICE;
  }
  if (attribute !== "id") {
    return undefined;
  }
  if (STORAGE_CHILDREN.includes(type) && !hasArmId(reference)) {
    return "give its resource_manager_id, or create it with storage_account_id";
  }
  const other = OTHER_IDS[type];
  return other !== undefined && !(type === "azurerm_subscription" && isDataSource) ? `give ${other}` : undefined;
}

function hasArmId(reference: Reference): boolean {
  const element = elementOf(reference);
  return (
    element !== undefined && configured(element as unknown as ITerraformResource, "storage_account_id") !== undefined
  );
}

/** The id that names a storage container, queue or share in role assignments, however it was created. */
export function storageChildScope(child: ITerraformResource): string {
  const attribute = configured(child, "storage_account_id") === undefined ? "resource_manager_id" : "id";
  return attributeOf(child, attribute);
}

function literalProblem(scope: string): string | undefined {
  if (scope === "/") {
    return undefined;
  }
  if (!scope.startsWith("/") || scope.endsWith("/") || scope.includes("//") || /\s$|^\s|[?#]/.test(scope)) {
    return "is no ARM id";
  }
  const [root = "", name = "", ...rest] = scope.slice(1).split("/");
  switch (root.toLowerCase()) {
    case "subscriptions":
      return isGuid(name) ? pathProblem(rest) : `names subscription ${JSON.stringify(name)}, which is no GUID`;
    case "providers":
      return pathProblem(["providers", name, ...rest]);
    default:
      return "is no ARM id";
  }
}

/** After the subscription come pairs, and "providers" is followed by a namespace before its pairs. */
function pathProblem(segments: readonly string[]): string | undefined {
  const providersAt = segments.findIndex((segment) => segment.toLowerCase() === "providers");
  const groups = providersAt < 0 ? segments : segments.slice(0, providersAt);
  const resource = providersAt < 0 ? [] : segments.slice(providersAt + 2);
  const groupsFit = groups.length === 0 || (groups.length === 2 && groups[0]?.toLowerCase() === "resourcegroups");
  const resourceFits = providersAt < 0 || (resource.length >= 2 && hasWholePairs(resource));
  return groupsFit && resourceFits ? undefined : "is no complete ARM id";
}

/** Extension resources bring another "providers/<namespace>", which is a pair itself. */
function hasWholePairs(segments: readonly string[]): boolean {
  return segments.length % 2 === 0;
}
