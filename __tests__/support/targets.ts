import { TerraformResource, type TerraformStack } from "cdktf";
import { NEWEST, OLDEST, releaseData } from "../../simulator/data";
import { type Schema } from "../../simulator/provider/schema";
import { anyConfiguration } from "./any-configuration";
import { TENANT } from "./azure";
import { type Json, type JsonObject } from "./conformance";
import { AZURERM_VERSION, IS_AZURERM_5 } from "./release";

/** A resource of any type of azurerm with what its schema demands, for accesses that ask for nothing more. */
export function targetOf(stack: TerraformStack, type: string, more: JsonObject = {}): TerraformResource {
  const id = type.replace("azurerm_", "").replaceAll("_", "-");
  return (
    (stack.node.tryFindChild(id) as Target | undefined) ?? new Target(stack, id, type, argumentsOf(stack, type, more))
  );
}

/** Bindings have a class per type; this stands for all of them, as the library sees them. */
class Target extends TerraformResource {
  public constructor(
    stack: TerraformStack,
    id: string,
    type: string,
    private readonly given: JsonObject,
  ) {
    super(stack, id, {
      terraformResourceType: type,
      terraformGeneratorMetadata: { providerName: "azurerm", providerVersion: AZURERM_VERSION },
    });
  }

  public argument(name: string): unknown {
    return this.given[name];
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.given };
  }
}

/** The name of a resource that `targetOf` makes. */
export function nameOfTarget(type: string): string {
  return type.replace(/^azurerm_|_/g, "").slice(0, 20);
}

const { schema: provider, resourceRules } = releaseData("azurerm", (IS_AZURERM_5 ? NEWEST : OLDEST).azurerm);

export function schemaOfType(type: string): Schema | undefined {
  return Object.hasOwn(provider.resource_schemas, type) ? provider.resource_schemas[type] : undefined;
}

/** What resources are in: the attribute that names it, by its id or its name, and its type. */
const PARENTS: Readonly<Record<string, readonly [attribute: string, type: string]>> = {
  azurerm_cosmosdb_sql_container: ["database_name", "azurerm_cosmosdb_sql_database"],
  azurerm_cosmosdb_sql_database: ["account_name", "azurerm_cosmosdb_account"],
  azurerm_cognitive_account_project: ["cognitive_account_id", "azurerm_cognitive_account"],
  azurerm_ai_foundry_project: ["ai_services_hub_id", "azurerm_ai_foundry"],
  azurerm_eventgrid_domain_topic: ["domain_name", "azurerm_eventgrid_domain"],
  azurerm_eventgrid_namespace_topic: ["eventgrid_namespace_id", "azurerm_eventgrid_namespace"],
  azurerm_eventhub: ["namespace_id", "azurerm_eventhub_namespace"],
  azurerm_eventhub_consumer_group: ["eventhub_name", "azurerm_eventhub"],
  azurerm_eventhub_namespace_schema_group: ["namespace_id", "azurerm_eventhub_namespace"],
  azurerm_healthcare_dicom_service: ["workspace_id", "azurerm_healthcare_workspace"],
  azurerm_healthcare_fhir_service: ["workspace_id", "azurerm_healthcare_workspace"],
  azurerm_key_vault_certificate: ["key_vault_id", "azurerm_key_vault"],
  azurerm_key_vault_key: ["key_vault_id", "azurerm_key_vault"],
  azurerm_key_vault_secret: ["key_vault_id", "azurerm_key_vault"],
  azurerm_kusto_database: ["cluster_name", "azurerm_kusto_cluster"],
  azurerm_relay_hybrid_connection: ["relay_namespace_name", "azurerm_relay_namespace"],
  azurerm_servicebus_queue: ["namespace_id", "azurerm_servicebus_namespace"],
  azurerm_servicebus_subscription: ["topic_id", "azurerm_servicebus_topic"],
  azurerm_servicebus_topic: ["namespace_id", "azurerm_servicebus_namespace"],
  azurerm_storage_container: ["storage_account_id", "azurerm_storage_account"],
  azurerm_storage_data_lake_gen2_filesystem: ["storage_account_id", "azurerm_storage_account"],
  azurerm_storage_queue: ["storage_account_id", "azurerm_storage_account"],
  azurerm_storage_share: ["storage_account_id", "azurerm_storage_account"],
  azurerm_storage_table: ["storage_account_id", "azurerm_storage_account"],
  azurerm_synapse_spark_pool: ["synapse_workspace_id", "azurerm_synapse_workspace"],
  azurerm_web_pubsub_hub: ["web_pubsub_id", "azurerm_web_pubsub"],
};

/** What names the parent otherwise than its id, in releases that take either. */
const WITHOUT: Readonly<Record<string, readonly string[]>> = {
  azurerm_eventhub: ["namespace_name", "resource_group_name"],
};

/** Attributes that follow from another parent further up. */
const ABOVE: Readonly<Record<string, string>> = {
  account_name: "azurerm_cosmosdb_account",
  namespace_name: "azurerm_eventhub_namespace",
  storage_account_name: "azurerm_storage_account",
};

function argumentsOf(stack: TerraformStack, type: string, more: JsonObject): JsonObject {
  const schema = schemaOfType(type);
  if (!schema) {
    return { name: "any", resource_group_name: "rg-test", location: "westeurope", ...more };
  }
  const attributes = schema.block.attributes ?? {};
  const nameOf = (parent: string, attribute: string): string =>
    targetOf(stack, parent).getStringAttribute(attribute.endsWith("_id") ? "id" : "name");
  const [attribute = "", parent = ""] = PARENTS[type] ?? [];
  const config = anyConfiguration(schema, resourceRules[type] ?? {}, "least", (name, valueType) =>
    valueType !== "string" ? undefined : valueOf(stack, name, type),
  );
  const above = Object.entries(ABOVE).filter(([name]) => attributes[name]?.required);
  WITHOUT[type]?.forEach((name) => Reflect.deleteProperty(config, name));
  return {
    ...config,
    ...(config.identity !== undefined && { identity: [{ type: "SystemAssigned" }] }),
    ...Object.fromEntries(above.map(([name, of]) => [name, nameOf(of, name)])),
    ...(attributes[attribute] && { [attribute]: nameOf(parent, attribute) }),
    ...SETTINGS[type],
    ...more,
  };
}

function valueOf(stack: TerraformStack, name: string, type: string): Json | undefined {
  switch (name) {
    case "resource_group_name":
      return "rg-test";
    case "location":
      return "westeurope";
    case "tenant_id":
      return TENANT;
    case "name":
      return nameOfTarget(type);
    default:
      return name.endsWith("_id") ? idFor(stack, name) : undefined;
  }
}

/** Ids of what an access does not ask about. */
function idFor(stack: TerraformStack, attribute: string): string {
  const type = attribute === "storage_account_id" ? "azurerm_storage_account" : "azurerm_key_vault";
  return targetOf(stack, type).getStringAttribute("id");
}

/** Without these, roles on them open nothing. */
const SETTINGS: Readonly<Record<string, JsonObject>> = {
  azurerm_key_vault: { rbac_authorization_enabled: true },
  azurerm_kubernetes_cluster: {
    azure_active_directory_role_based_access_control: [{ azure_rbac_enabled: true, tenant_id: TENANT }],
  },
  azurerm_search_service: { local_authentication_enabled: false },
};
