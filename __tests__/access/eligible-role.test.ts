import { PimEligibleRoleAssignment } from "@cdktf/provider-azurerm/lib/pim-eligible-role-assignment";
import { BuiltInRole, KeyVaultAccess, ObjectId, Principal, RoleAccess } from "../../lib";
import { identity, keyVault, resourceGroup } from "../support/azure";
import { onlyResource, problemsOf, resources, testStack, warningsOf } from "../support/synth";

const OPERATORS = "11111111-aaaa-bbbb-cccc-dddddddddddd";
const operators = (): Principal => Principal.group(ObjectId.of(OPERATORS), { displayName: "Operators" });

// https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-resource-roles-assign-roles
describe("a group that is eligible for a role", () => {
  test("gets an eligible assignment and no other", () => {
    const stack = testStack();
    KeyVaultAccess.readSecrets(keyVault(stack), { eligibleForDays: 180, description: "On call" }).grantTo(
      stack,
      "grant",
      operators(),
    );
    expect(onlyResource(stack, "azurerm_pim_eligible_role_assignment")).toEqual({
      scope: "${azurerm_key_vault.vault.id}",
      principal_id: OPERATORS,
      role_definition_id: expect.stringMatching(/roleDefinitions\/4633458b-17de-408a-b874-0445c86b69e6$/) as string,
      justification: "On call",
      schedule: [{ expiration: [{ duration_days: 180 }] }],
    });
    expect(resources(stack, "azurerm_role_assignment")).toEqual({});
    expect(problemsOf(stack)).toEqual([]);
  });

  test("can have the role for good as well", () => {
    const stack = testStack();
    const vault = keyVault(stack);
    KeyVaultAccess.readSecrets(vault).grantTo(stack, "always", operators());
    KeyVaultAccess.readSecrets(vault, { eligibleForDays: 30 }).grantTo(stack, "sometimes", operators());
    expect(problemsOf(stack)).toEqual([]);
    expect(Object.keys(resources(stack, "azurerm_role_assignment"))).toHaveLength(1);
    expect(Object.keys(resources(stack, "azurerm_pim_eligible_role_assignment"))).toHaveLength(1);
  });

  test("is eligible once, however often that is granted; with one number of days", () => {
    const stack = testStack();
    const vault = keyVault(stack);
    [30, 30, 60].forEach((eligibleForDays) => {
      KeyVaultAccess.readSecrets(vault, { eligibleForDays }).grantTo(stack, "grant", operators());
    });
    expect(problemsOf(stack)).toEqual(["[stack] role-granted-differently"]);
  });

  test("is not made eligible by hand as well", () => {
    const stack = testStack();
    const vault = keyVault(stack);
    KeyVaultAccess.readSecrets(vault, { eligibleForDays: 30 }).grantTo(stack, "grant", operators());
    new PimEligibleRoleAssignment(stack, "by-hand", {
      scope: vault.id,
      roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${BuiltInRole.KEY_VAULT_SECRETS_USER.roleId}`,
      principalId: OPERATORS,
    });
    expect(problemsOf(stack)).toEqual(["[stack] duplicate-eligible-assignment"]);
  });

  test("may be eligible for a privileged role without a warning", () => {
    const stack = testStack();
    const { id } = resourceGroup(stack);
    RoleAccess.at(id, BuiltInRole.OWNER, { eligibleForDays: 30 }).grantTo(stack, "grant", operators());
    expect(warningsOf(stack)).toEqual([]);
  });
});

test("an identity cannot activate a role, so it cannot be eligible", () => {
  const stack = testStack();
  KeyVaultAccess.readSecrets(keyVault(stack), { eligibleForDays: 30 }).grantTo(stack, "grant", identity(stack));
  expect(problemsOf(stack)).toEqual(["[stack] eligible-principal-cannot-activate"]);
});

test.each([0, 1.5, -1, NaN])("%p is no number of days", (eligibleForDays) => {
  const stack = testStack();
  KeyVaultAccess.readSecrets(keyVault(stack), { eligibleForDays }).grantTo(stack, "grant", operators());
  expect(problemsOf(stack)).toEqual(["[stack] eligibility-days-invalid"]);
});
