import { type Analysis } from "../../terraform/analysis";
import { type Block } from "../../terraform/document";
import { type Rule } from "../rule";
import { argumentAt } from "./argument-at";

const POSTGRES = "azurerm_postgresql_flexible_server";
const MYSQL = "azurerm_mysql_flexible_server";
const CONFIGURATION = `${MYSQL}_configuration`;

/** Servers that are retired and take passwords only. */
const RETIRED = ["azurerm_mariadb_server", "azurerm_mysql_server", "azurerm_postgresql_server"];

const PASSWORDS = "authentication.password_auth_enabled";

const server = { name: "psql-shop", resource_group_name: "rg-shop", location: "westeurope", version: "16" };
const authentication = { active_directory_auth_enabled: true, tenant_id: "11111111-1111-1111-1111-111111111111" };

export const flexibleServerPassword: Rule = {
  id: "flexible-server-password",
  severity: "medium",
  title: "a PostgreSQL or MySQL server allows password sign-in",
  why: "A password works for anyone who has it, and the administrator's password opens every database.",
  remedy:
    'PostgreSQL: set active_directory_auth_enabled = true and password_auth_enabled = false. MySQL: set aad_auth_only = "ON" with azurerm_mysql_flexible_server_configuration.',
  constructs: ["PostgresAccess", "MySqlAccess", "DisableLocalAuthentication"],
  scanners: ["PSRule Azure.PostgreSQL.AADOnly", "PSRule Azure.MySQL.AADOnly"],
  failing: { resource: { [POSTGRES]: { shop: { ...server, authentication } } } },
  passing: {
    resource: {
      [POSTGRES]: { shop: { ...server, authentication: { ...authentication, password_auth_enabled: false } } },
    },
  },
  check: ({ analysis }, report) => {
    for (const block of analysis.resourcesOf(POSTGRES).filter(isNoReplica)) {
      const value = argumentAt(block.values, PASSWORDS);
      if (value === undefined || String(analysis.literalOf(value, block)) === "true") {
        report({ block, path: "authentication", message: `password sign-in is allowed: ${PASSWORDS} is not false` });
      }
    }
    const entraOnly = mysqlEntraOnly(analysis);
    for (const block of analysis.resourcesOf(MYSQL).filter(isNoReplica)) {
      if (!entraOnly.has(block) && !entraOnly.has(nameOf(block, analysis))) {
        report({ block, message: "password sign-in is allowed: aad_auth_only is not ON" });
      }
    }
    for (const block of RETIRED.flatMap((type) => analysis.resourcesOf(type)).filter(isNoReplica)) {
      report({ block, message: "password sign-in is allowed and cannot be turned off: use a flexible server" });
    }
  },
};

/** A replica lets in as its source does. */
const isNoReplica = ({ values }: Block): boolean =>
  !/^(geo)?replica$/i.test(typeof values.create_mode === "string" ? values.create_mode : "");

/** The servers with aad_auth_only, and the names of those that no block in the documents is found for. */
function mysqlEntraOnly(analysis: Analysis): ReadonlySet<unknown> {
  const settings = analysis
    .resourcesOf(CONFIGURATION)
    .filter((block) => analysis.literalOf(block.values.name, block) === "aad_auth_only")
    .filter((block) => String(analysis.literalOf(block.values.value, block)).toUpperCase() === "ON");
  return new Set(
    settings.flatMap((block) => [
      ...analysis.originsOf(block.values.server_name, block).map((origin) => origin.block),
      analysis.literalOf(block.values.server_name, block),
    ]),
  );
}

const nameOf = (block: Block, analysis: Analysis): unknown => analysis.literalOf(block.values.name, block) ?? block;
