import { type Analysis } from "../../terraform/analysis";
import { type Block } from "../../terraform/document";
import { isObject, nested, objectsIn } from "../../terraform/values";
import { type Rule } from "../rule";

const CONNECTIONS = [
  "azurerm_app_service_connection",
  "azurerm_app_service_slot_connection",
  "azurerm_function_app_connection",
  "azurerm_spring_cloud_connection",
];

/** https://learn.microsoft.com/azure/templates/microsoft.servicelinker/linkers, authInfo. */
const WITH_SECRET = /^(accesskey|secret|serviceprincipalcertificate|serviceprincipalsecret)$/i;
const AUTH_TYPE = /"?authType"?\s{0,3}[:=]\s{0,3}"(\w{1,40})"/;

const connection = {
  name: "orders",
  app_service_id: "${azurerm_linux_web_app.shop.id}",
  target_resource_id: "${azurerm_cosmosdb_sql_database.orders.id}",
};

export const serviceConnectorSecret: Rule = {
  id: "service-connector-secret",
  severity: "high",
  title: "a Service Connector connects with a secret",
  why: "Service Connector writes the key, the password or the client secret into the settings of the app.",
  remedy:
    "Connect with the managed identity of the app: authentication type systemAssignedIdentity or userAssignedIdentity.",
  constructs: ["ManagedIdentityBinding"],
  scanners: [],
  failing: {
    resource: {
      azurerm_app_service_connection: {
        orders: { ...connection, authentication: { type: "secret", name: "shop", secret: "${var.password}" } },
      },
    },
  },
  passing: {
    resource: {
      azurerm_app_service_connection: { orders: { ...connection, authentication: { type: "systemAssignedIdentity" } } },
    },
  },
  check: ({ analysis }, report) => {
    for (const block of CONNECTIONS.flatMap((type) => analysis.resourcesOf(type))) {
      for (const { type } of nested(block.values, "authentication")) {
        const kind = analysis.literalOf(type, block);
        if (typeof kind === "string" && WITH_SECRET.test(kind)) {
          report({ block, path: "authentication.type", message: `the app connects with ${kind}` });
        }
      }
    }
    for (const block of analysis.resourcesOf("azapi_resource")) {
      const kind = azapiAuthentication(block, analysis);
      if (kind !== undefined && WITH_SECRET.test(kind)) {
        report({ block, path: "body", message: `the app connects with ${kind}` });
      }
    }
  },
};

function azapiAuthentication(block: Block, analysis: Analysis): string | undefined {
  const type = analysis.literalOf(block.values.type, block);
  if (typeof type !== "string" || !/^microsoft\.servicelinker\/(?:linkers|connectors)@/i.test(type)) {
    return undefined;
  }
  const { body } = block.values;
  if (typeof body === "string") {
    return AUTH_TYPE.exec(body)?.[1];
  }
  const [properties] = objectsIn(isObject(body) ? body.properties : undefined);
  const kind = analysis.literalOf(objectsIn(properties?.authInfo)[0]?.authType, block);
  return typeof kind === "string" ? kind : undefined;
}
