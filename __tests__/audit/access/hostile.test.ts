import { PRIVILEGE_RULES } from "../../../lib/audit/rules/privilege";
import { modelOf } from "../../support/access";
import { findingsOf } from "../../support/audit";

const TYPES = [
  "azapi_resource",
  "azuread_app_role_assignment",
  "azuread_application_flexible_federated_identity_credential",
  "azuread_group",
  "azuread_group_member",
  "azurerm_cosmosdb_sql_role_assignment",
  "azurerm_federated_identity_credential",
  "azurerm_key_vault",
  "azurerm_key_vault_access_policy",
  "azurerm_linux_web_app",
  "azurerm_resource_group_template_deployment",
  "azurerm_role_assignment",
  "azurerm_role_definition",
  "azurerm_user_assigned_identity",
  "terraform_data",
];

const ARGUMENTS = [
  "access_policy",
  "audience",
  "body",
  "claims_matching_expression",
  "id",
  "identity",
  "issuer",
  "members",
  "name",
  "object_id",
  "parent_id",
  "permissions",
  "principal_id",
  "resource_group_name",
  "role_definition_id",
  "role_definition_name",
  "scope",
  "secret_permissions",
  "subject",
  "template_content",
  "triggers_replace",
  "type",
];

/** Resources of all types with one value for all arguments. */
const everywhere = (value: unknown): unknown => ({
  resource: Object.fromEntries(
    TYPES.map((type) => [type, { it: Object.fromEntries(ARGUMENTS.map((name) => [name, value])) }]),
  ),
});

function deep(levels: number): unknown {
  let value: unknown = "x";
  for (let level = 0; level < levels; level += 1) {
    value = level % 2 === 0 ? [value] : { identity: value };
  }
  return value;
}

describe("values that no configuration has are no reason to fail", () => {
  test.each<[string, unknown]>([
    ["null", null],
    ["a number", 1],
    ["a list of anything", [1, null, "x", { a: 1 }, []]],
    ["an object", { a: { b: 1 } }],
    ["a long text", "a".repeat(200_000)],
    ["a long id", `/subscriptions/${"a/".repeat(100_000)}`],
    ["many wildcards", "*".repeat(200_000)],
    ["many beginnings of expressions", "${".repeat(20_000)],
    ["a subject of wildcards", `repo:${"*:".repeat(100_000)}`],
    ["an expression of quotes", "claims['sub'] matches '".repeat(10_000)],
    ["deep nesting", deep(10_000)],
  ])("%s", (_, value) => {
    for (const { message } of findingsOf(PRIVILEGE_RULES, everywhere(value))) {
      expect(message.length).toBeLessThan(5_000);
    }
  });

  test("names that objects have themselves", () => {
    const json = JSON.parse(
      '{"resource": {"azurerm_role_assignment": {"__proto__": {"principal_id": "constructor", "scope": "/", ' +
        '"role_definition_name": "__proto__"}, "toString": {"principal_id": "__proto__", "role_definition_id": "constructor", "scope": "/"}}, ' +
        '"terraform_data": {"x": {"triggers_replace": {"kind": "constructor", "server": "x"}}}}}',
    ) as unknown;
    expect(modelOf(json).grants.map(({ what }) => what)).toEqual(["__proto__", "constructor"]);
  });

  test("references in circles", () => {
    const model = modelOf({
      data: {
        azuread_service_principal: {
          a: { object_id: "${data.azuread_service_principal.b.object_id}" },
          b: { object_id: "${data.azuread_service_principal.a.object_id}" },
        },
      },
      resource: {
        azurerm_role_assignment: {
          x: {
            principal_id: "${data.azuread_service_principal.a.object_id}",
            scope: "${azurerm_role_assignment.y.scope}",
          },
          y: { principal_id: "${azurerm_role_assignment.x.principal_id}", scope: "${azurerm_role_assignment.x.scope}" },
        },
        azurerm_storage_container: { c: { name: "c", storage_account_id: "${azurerm_storage_container.c.id}" } },
      },
    });
    expect(model.grants).toHaveLength(2);
  });

  test("many grants of one principal on one scope", () => {
    const assignments = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, index) => [
        `a${String(index)}`,
        {
          principal_id: "aaaaaaaa-0000-4000-8000-000000000001",
          principal_type: "Group",
          scope: "/subscriptions/00000000-0000-4000-8000-000000000001",
          role_definition_name: index % 2 === 0 ? "Reader" : "Contributor",
        },
      ]),
    );
    const found = findingsOf(PRIVILEGE_RULES, { resource: { azurerm_role_assignment: assignments } });
    // All but the first of each role are duplicates, and Contributor contains each Reader.
    expect(found.filter(({ rule }) => rule.id === "duplicate-assignment")).toHaveLength(2_998);
    expect(found.filter(({ rule }) => rule.id === "redundant-assignment")).toHaveLength(1_500);
  });
});
