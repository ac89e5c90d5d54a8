import { PRIVILEGE_RULES } from "../../../../lib/audit/rules/privilege";
import { planOf, stateOf } from "../../../support/access";
import { findingsOf } from "../../../support/audit";

const GROUP = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-shop";
const VAULT = { id: `${GROUP}/providers/Microsoft.KeyVault/vaults/kv`, name: "kv", resource_group_name: "rg-shop" };
const APP = {
  id: `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-app`,
  name: "id-app",
  resource_group_name: "rg-shop",
  principal_id: "aaaaaaaa-0000-4000-8000-000000000001",
  client_id: "bbbbbbbb-0000-4000-8000-000000000001",
};
const SITE = {
  id: `${GROUP}/providers/Microsoft.Web/sites/app-web`,
  name: "app-web",
  identity: [{ type: "UserAssigned", identity_ids: [APP.id] }],
};

type State = Parameters<typeof stateOf>[0];

const RESOURCES: State = [
  ["azurerm_key_vault", "vault", VAULT],
  ["azurerm_user_assigned_identity", "app", APP],
  ["azurerm_linux_web_app", "web", SITE],
];

const assignment = (name: string, role: string, scope: string, principal = APP.principal_id): State[number] => [
  "azurerm_role_assignment",
  name,
  { scope, role_definition_name: role, principal_id: principal, principal_type: "ServicePrincipal" },
];

const found = (json: unknown): string[] =>
  findingsOf(PRIVILEGE_RULES, json).map(({ rule, block }) => `${rule.id}: ${block.address}`);

describe("in a state", () => {
  test.each<[string, State, string[]]>([
    ["a role on the vault is fine", [assignment("a", "Key Vault Secrets User", VAULT.id)], []],
    [
      "Owner is found",
      [assignment("a", "Owner", GROUP)],
      ["privileged-role-for-managed-identity: azurerm_role_assignment.a"],
    ],
    [
      "a data role on the group is found",
      [assignment("a", "Key Vault Secrets User", GROUP)],
      ["data-role-at-broad-scope: azurerm_role_assignment.a"],
    ],
    [
      "the same in other letters is a duplicate",
      [assignment("a", "Reader", VAULT.id), assignment("b", "Reader", VAULT.id.toLowerCase())],
      ["duplicate-assignment: azurerm_role_assignment.b"],
    ],
    [
      "a role in a group is redundant",
      [assignment("a", "Reader", VAULT.id), assignment("b", "Reader", GROUP)],
      ["redundant-assignment: azurerm_role_assignment.a"],
    ],
    [
      "a client id is recognized by its text",
      [assignment("a", "Key Vault Secrets User", VAULT.id, APP.client_id)],
      ["client-id-as-object-id: azurerm_role_assignment.a"],
    ],
    [
      "a role of another service is found",
      [assignment("a", "Storage Blob Data Reader", VAULT.id)],
      ["role-without-effect: azurerm_role_assignment.a"],
    ],
  ])("%s", (_, resources, expected) => {
    expect(found(stateOf([...RESOURCES, ...resources]))).toEqual(expected);
  });

  test("an identity that no resource has is found", () => {
    expect(found(stateOf([["azurerm_user_assigned_identity", "app", APP]]))).toEqual([
      "unused-identity: azurerm_user_assigned_identity.app",
    ]);
  });
});

describe("in a plan", () => {
  const identity = {
    type: "azurerm_user_assigned_identity",
    name: "app",
    known: { name: "id-app", resource_group_name: "rg-shop", location: "westeurope" },
  };

  test("an identity whose id is not known yet is used by its reference", () => {
    const app = {
      type: "azurerm_linux_web_app",
      name: "web",
      known: { name: "app-web" },
      references: { identity_id: ["azurerm_user_assigned_identity.app.id", "azurerm_user_assigned_identity.app"] },
    };
    expect(found(planOf([identity, app]))).toEqual([]);
    expect(found(planOf([identity]))).toEqual(["unused-identity: azurerm_user_assigned_identity.app"]);
  });

  test("a role for an identity that does not exist yet is found", () => {
    const role = {
      type: "azurerm_role_assignment",
      name: "a",
      known: { scope: GROUP, role_definition_name: "Owner" },
      references: {
        principal_id: ["azurerm_user_assigned_identity.app.principal_id", "azurerm_user_assigned_identity.app"],
      },
    };
    expect(found(planOf([identity, role]))).toEqual([
      "privileged-role-for-managed-identity: azurerm_role_assignment.a",
      "unused-identity: azurerm_user_assigned_identity.app",
    ]);
  });
});
