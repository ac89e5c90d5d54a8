import { type Pack } from "../../lib/audit/rules/packs";
import { type Rule } from "../../lib/audit/rules/rule";

const server = { name: "sql-shop", resource_group_name: "rg-shop", location: "westeurope", version: "12.0" };
const owner = { scope: "/subscriptions/0", principal_id: "1", role_definition_name: "Owner" };

/** Small rules for tests of everything around rules: one about secrets that is severe, one about access that is advice. */
export const PASSWORD: Rule = {
  id: "example-password",
  severity: "high",
  title: "a password of a server in the code",
  why: "Everybody who reads the code can sign in.",
  remedy: "Let Entra ID sign in.",
  constructs: ["SqlDatabaseUser"],
  scanners: ["Other 1"],
  failing: { resource: { azurerm_mssql_server: { sql: { ...server, administrator_login_password: "hunter2" } } } },
  passing: { resource: { azurerm_mssql_server: { sql: server } } },
  check: ({ analysis }, report) => {
    analysis.resourcesOf("azurerm_mssql_server").forEach((block) => {
      if (analysis.literalOf(block.values.administrator_login_password, block) !== undefined) {
        report({ block, path: "administrator_login_password", message: "a literal password" });
      }
    });
  },
};

export const OWNER: Rule = {
  id: "example-owner",
  severity: "low",
  title: "an owner",
  why: "An owner can do everything.",
  remedy: "Give a smaller role.",
  constructs: [],
  scanners: [],
  failing: { resource: { azurerm_role_assignment: { it: owner } } },
  passing: { resource: { azurerm_role_assignment: { it: { ...owner, role_definition_name: "Reader" } } } },
  check: ({ analysis }, report) => {
    analysis
      .resourcesOf("azurerm_role_assignment")
      .filter(({ values }) => values.role_definition_name === "Owner")
      .forEach((block) => {
        report({ block, message: "an owner" });
      });
  },
};

/** In place of lib/audit/rules/packs: `jest.mock(…, () => jest.requireActual("…/support/audit-rules"))`. */
export const ZERO_SECRET: Pack = { id: "zero-secret", promise: "No secret.", rules: [PASSWORD] };
export const LEAST_PRIVILEGE: Pack = { id: "least-privilege", promise: "No owner.", rules: [OWNER] };
export const PACKS: readonly Pack[] = [ZERO_SECRET, LEAST_PRIVILEGE];
export const ALL_RULES: readonly Rule[] = [PASSWORD, OWNER];
