import { dirname, join } from "node:path";
import { type ProviderName } from "../../simulator/data";
import { type BindingSchemas, type FilledIn, readBindingSchemas } from "./binding-schema";

/**
 * The types that the schemas lack: Data Factory and Synapse. They come from the newest bindings that are not newer than
 * the release. Later changes are missing.
 */
const LACKING = /^(data-azurerm-)?(data-factory|synapse)(-|$)/;

const BINDINGS: readonly { readonly azurerm: string; readonly module: string }[] = [
  { azurerm: "4.55.0", module: "@cdktf/provider-azurerm" },
  { azurerm: "4.73.0", module: "@cdktn/provider-azurerm" },
];

/**
 * Arguments that the provider sets, which bindings do not show. From its source,
 * internal/services/{datafactory,synapse}.
 */
const FILLED_IN: FilledIn = {
  azurerm_data_factory_managed_private_endpoint: ["fqdns"],
  azurerm_data_factory_trigger_schedule: ["start_time"],
  azurerm_synapse_sql_pool: ["collation"],
  azurerm_synapse_workspace: ["managed_resource_group_name", "sql_administrator_login"],
};

export function missingTypes(provider: ProviderName, version: string): BindingSchemas {
  const known = BINDINGS.filter(({ azurerm }) => azurerm.localeCompare(version, "en", { numeric: true }) <= 0).at(-1);
  return provider === "azurerm" && known
    ? readBindingSchemas(dirname(require.resolve(join(known.module, "package.json"))), LACKING, FILLED_IN)
    : { resources: {}, dataSources: {} };
}
