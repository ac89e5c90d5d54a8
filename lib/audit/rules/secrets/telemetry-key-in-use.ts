import { type Rule } from "../rule";
import { foundAs } from "./scan/scan";

const function_app = {
  name: "func-shop",
  resource_group_name: "rg-shop",
  location: "westeurope",
  service_plan_id: "plan",
  storage_account_name: "stshop",
  storage_uses_managed_identity: true,
  app_settings: { APPLICATIONINSIGHTS_CONNECTION_STRING: "${azurerm_application_insights.shop.connection_string}" },
};
const insights = {
  name: "appi-shop",
  resource_group_name: "rg-shop",
  location: "westeurope",
  application_type: "web",
  workspace_id: "workspace",
};

export const telemetryKeyInUse: Rule = {
  id: "telemetry-key-in-use",
  severity: "low",
  title: "an Application Insights key can be used to send telemetry",
  why: "Anyone who has the connection string or the instrumentation key can send telemetry while local authentication is on. The key does not allow reading.",
  remedy:
    "Turn off local authentication and grant Monitoring Metrics Publisher to the identity of the app. The connection string is then only an address.",
  constructs: ["ApplicationInsightsAccess"],
  scanners: [],
  failing: { resource: { azurerm_linux_function_app: { shop: function_app } } },
  passing: {
    resource: {
      azurerm_application_insights: { shop: { ...insights, local_authentication_enabled: false } },
      azurerm_linux_function_app: { shop: function_app },
    },
  },
  check: foundAs("telemetry"),
};
