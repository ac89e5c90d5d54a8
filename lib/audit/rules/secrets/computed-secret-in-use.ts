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
  why: "The secret is stored in the state and in the resource that receives it. It works for anyone who finds it there, and it usually does not expire.",
  remedy:
    "Grant a role on the resource to the identity of the caller, and pass the name or the endpoint instead of the secret. Then turn off the keys.",
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
