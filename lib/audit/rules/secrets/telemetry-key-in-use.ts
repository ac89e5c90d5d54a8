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
  title: "a key of Application Insights lets telemetry in",
  why: "Whoever has the connection string or the instrumentation key can send telemetry, as long as local authentication is on. It lets nobody read.",
  remedy:
    "Turn local authentication off and give the identity of the app the role Monitoring Metrics Publisher; what remains of the connection string is an address.",
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
