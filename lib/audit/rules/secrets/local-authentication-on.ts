import { LOCAL_AUTHENTICATION, type LocalAuthentication } from "../../data/local-authentication-settings";
import { type Analysis } from "../../terraform/analysis";
import { type Block } from "../../terraform/document";
import { nested } from "../../terraform/values";
import { type Rule } from "../rule";
import { argumentAt } from "./argument-at";

/** Types that only the audit looks at, because nothing else has to turn their keys off. */
const AUDITED_ONLY: Readonly<Record<string, LocalAuthentication>> = {
  azurerm_machine_learning_compute_cluster: { by: "local accounts", attribute: "local_auth_enabled", off: false },
  azurerm_machine_learning_synapse_spark: { by: "local accounts", attribute: "local_auth_enabled", off: false },
};

/** Types with a rule of their own. */
const OTHER_RULES = new Set([
  "azurerm_mssql_managed_instance",
  "azurerm_mssql_server",
  "azurerm_postgresql_flexible_server",
]);

const ROWS = Object.entries({ ...LOCAL_AUTHENTICATION, ...AUDITED_ONLY }).filter(([type]) => !OTHER_RULES.has(type));

const namespace = { name: "sb-shop", resource_group_name: "rg-shop", location: "westeurope", sku: "Standard" };

export const localAuthenticationOn: Rule = {
  id: "local-authentication-on",
  severity: "medium",
  title: "a service that supports Entra ID also accepts keys",
  why: "A key works for anyone who has it, without Conditional Access, without roles and without a name in the logs. As long as the service accepts keys, role assignments do not limit who gets access.",
  remedy:
    "Move all clients to identities, then set the attribute that the message names. Aspects.of(app).add(new DisableLocalAuthentication()) sets it for all services.",
  constructs: ["DisableLocalAuthentication"],
  scanners: [
    "Checkov CKV_AZURE_137",
    "Checkov CKV_AZURE_140",
    "Checkov CKV_AZURE_141",
    "Checkov CKV_AZURE_142",
    "Checkov CKV_AZURE_184",
    "Checkov CKV_AZURE_192",
    "Checkov CKV_AZURE_195",
    "Checkov CKV_AZURE_203",
    "Checkov CKV_AZURE_236",
    "Checkov CKV2_AZURE_40",
    "Terrascan AC_AZURE_0186",
    "KICS b897dfbf-322c-45a8-b67c-1e698beeaa51",
    "PSRule Azure.*.DisableLocalAuth, Azure.*.LocalAuth, Azure.ACR.AdminUser, Azure.AKS.LocalAccounts",
  ],
  failing: { resource: { azurerm_servicebus_namespace: { shop: namespace } } },
  passing: { resource: { azurerm_servicebus_namespace: { shop: { ...namespace, local_auth_enabled: false } } } },
  check: ({ analysis }, report) => {
    for (const [type, row] of ROWS) {
      for (const block of analysis.resourcesOf(type)) {
        const attribute = openAttribute(row, block, analysis);
        if (attribute !== undefined && takesEntra(block)) {
          report({
            block,
            path: attribute,
            message: `sign-in with ${row.by} is allowed: ${attribute} is not ${offValue(row, attribute)}`,
          });
        }
      }
    }
  },
};

/** The attribute that leaves local authentication on; undefined if it is off, or nobody knows. */
function openAttribute(row: LocalAuthentication, block: Block, analysis: Analysis): string | undefined {
  const later = row.later && argumentAt(block.values, row.later.attribute) !== undefined ? row.later : undefined;
  const { attribute, off } = later ?? row;
  const value = argumentAt(block.values, attribute);
  if (value === undefined) {
    return row.offByDefault ? undefined : attribute;
  }
  if (typeof off !== "boolean") {
    return Array.isArray(value) && value.every((one) => off.includes(one as string)) ? undefined : attribute;
  }
  const literal = analysis.literalOf(value, block);
  return literal === undefined || String(literal) === String(off) ? undefined : attribute;
}

function offValue({ attribute, off, later }: LocalAuthentication, named: string): string {
  const value = named === attribute ? off : later!.off;
  return typeof value === "boolean" ? String(value) : value.join(" or ");
}

/** Of the interfaces of Cosmos DB, only that of NoSQL and that of tables take Entra ID. */
function takesEntra({ type, values }: Block): boolean {
  if (type !== "azurerm_cosmosdb_account") {
    return true;
  }
  const others = nested(values, "capabilities").some(({ name }) =>
    /^Enable(Cassandra|Gremlin|Mongo)$/.test(String(name)),
  );
  return !others && (values.kind ?? "GlobalDocumentDB") === "GlobalDocumentDB";
}
