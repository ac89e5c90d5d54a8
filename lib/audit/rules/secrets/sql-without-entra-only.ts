import { type Analysis } from "../../terraform/analysis";
import { type Block } from "../../terraform/document";
import { type Rule } from "../rule";
import { argumentAt } from "./argument-at";

/** The argument that lets nobody in but Entra ID, and the resource that can do it as well, by the argument that names the server. */
interface SqlServer {
  readonly argument: string;
  readonly companion?: readonly [type: string, server: string];
}

const SERVERS: Readonly<Record<string, SqlServer>> = {
  azurerm_mssql_managed_instance: {
    argument: "azure_active_directory_administrator.azuread_authentication_only_enabled",
    companion: ["azurerm_mssql_managed_instance_active_directory_administrator", "managed_instance_id"],
  },
  azurerm_mssql_server: { argument: "azuread_administrator.azuread_authentication_only" },
  azurerm_sql_managed_instance: {
    argument: "azuread_authentication_only",
    companion: ["azurerm_sql_managed_instance_active_directory_administrator", "managed_instance_name"],
  },
  azurerm_sql_server: {
    argument: "azuread_authentication_only",
    companion: ["azurerm_sql_active_directory_administrator", "server_name"],
  },
  azurerm_synapse_workspace: { argument: "azuread_authentication_only" },
};

const server = {
  name: "sql-shop",
  resource_group_name: "rg-shop",
  location: "westeurope",
  version: "12.0",
};
const administrator = { login_username: "sql-admins", object_id: "11111111-1111-1111-1111-111111111111" };

export const sqlWithoutEntraOnly: Rule = {
  id: "sql-without-entra-only",
  severity: "medium",
  title: "a SQL server allows password sign-in",
  why: "A password works for anyone who has it, and the administrator's password opens every database. Entra-only authentication turns passwords off.",
  remedy:
    "Set an Entra ID administrator and azuread_authentication_only = true, and remove the administrator's password.",
  constructs: ["SqlAccess", "DisableLocalAuthentication"],
  scanners: [
    "Checkov CKV2_AZURE_27 (an administrator only)",
    "PSRule Azure.SQL.AADOnly",
    "PSRule Azure.SQLMI.AADOnly",
    "Terrascan AC_AZURE_0378 (an administrator only)",
    "KICS a3a055d2-9a2e-4cc9-b9fb-12850a1a3a4b (an administrator only)",
  ],
  failing: { resource: { azurerm_mssql_server: { shop: { ...server, azuread_administrator: administrator } } } },
  passing: {
    resource: {
      azurerm_mssql_server: {
        shop: { ...server, azuread_administrator: { ...administrator, azuread_authentication_only: true } },
      },
    },
  },
  check: ({ analysis }, report) => {
    for (const [type, { argument, companion }] of Object.entries(SERVERS)) {
      const closed = companion ? closedBy(companion, analysis) : new Set<Block>();
      for (const block of analysis.resourcesOf(type)) {
        const [only] = argument.split(".");
        if (!closed.has(block) && !isOn(argumentAt(block.values, argument), block, analysis)) {
          report({ block, path: only, message: `password sign-in is allowed: ${argument} is not true` });
        }
      }
    }
  },
};

/** On, or not known before the apply. */
function isOn(value: unknown, block: Block, analysis: Analysis): boolean {
  return value !== undefined && String(analysis.literalOf(value, block) ?? true) === "true";
}

function closedBy([type, server]: readonly [string, string], analysis: Analysis): ReadonlySet<Block> {
  const closing = analysis
    .resourcesOf(type)
    .filter((block) => isOn(block.values.azuread_authentication_only, block, analysis));
  const servers = closing.flatMap((block) =>
    analysis.originsOf(block.values[server], block).map((origin) => origin.block),
  );
  const owners = closing.map((block) => analysis.ownerOf(block.values[server], block)?.block);
  return new Set([...servers, ...owners].filter((block) => block !== undefined));
}
