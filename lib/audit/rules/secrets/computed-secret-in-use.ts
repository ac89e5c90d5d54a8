import { type Rule } from "../rule";
import { foundAs } from "./scan/scan";

const app = {
  name: "app-shop",
  resource_group_name: "rg-shop",
  location: "westeurope",
  service_plan_id: "plan",
  site_config: {},
};

export const computedSecretInUse: Rule = {
  id: "computed-secret-in-use",
  severity: "high",
  title: "a key, password or connection string of one resource is passed to another",
  why: "The secret stands in the state and at the place that it is passed to, works for everybody who finds it there, and does not expire.",
  remedy:
    "Give the identity of the reader a role on the resource, and pass the name or the endpoint instead of the secret. Then turn off the keys.",
  constructs: ["ManagedIdentityBinding"],
  scanners: [],
  failing: {
    resource: {
      azurerm_linux_web_app: {
        shop: { ...app, app_settings: { ORDERS: "${azurerm_cosmosdb_account.orders.primary_sql_connection_string}" } },
      },
    },
  },
  passing: {
    resource: {
      azurerm_linux_web_app: {
        shop: {
          ...app,
          identity: { type: "SystemAssigned" },
          app_settings: { ORDERS__accountEndpoint: "${azurerm_cosmosdb_account.orders.endpoint}" },
        },
      },
    },
  },
  check: foundAs("computed"),
};
