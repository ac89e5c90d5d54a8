import { spawnSync } from "node:child_process";
import { DataAzurermSubscription } from "@cdktf/provider-azurerm/lib/data-azurerm-subscription";
import { ManagementGroup } from "@cdktf/provider-azurerm/lib/management-group";
import { RoleDefinition } from "@cdktf/provider-azurerm/lib/role-definition";
import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  BuiltInRole,
  CustomRole,
  type IRole,
  ObjectId,
  Principal,
  RoleAccess,
  type RoleAccessOptions,
} from "../../lib";
import { testWithTerraform } from "../support/terraform";
import { resourceGroup, storageAccount, SUBSCRIPTION } from "../support/azure";
import { onlyResource, problemsOf, testApp, testStack, warningsOf } from "../support/synth";

const PRINCIPAL = "11111111-aaaa-bbbb-cccc-dddddddddddd";
const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const ROLES = "/providers/Microsoft.Authorization/roleDefinitions";

function grant(stack: TerraformStack, scope: string, role: IRole, options?: RoleAccessOptions): void {
  RoleAccess.at(scope, role, options).grantTo(stack, "grant", Principal.servicePrincipal(ObjectId.of(PRINCIPAL)));
}

function roleDefinitionId(stack: TerraformStack): unknown {
  return onlyResource(stack, "azurerm_role_assignment").role_definition_id;
}

describe("access by a role", () => {
  test("is a role assignment that names the role by id and the kind of principal", () => {
    const stack = testStack();
    grant(stack, resourceGroup(stack).id, BuiltInRole.READER);

    expect(onlyResource(stack, "azurerm_role_assignment")).toEqual({
      scope: "${azurerm_resource_group.rg.id}",
      role_definition_id: `/subscriptions/\${element(split("/", azurerm_resource_group.rg.id), 2)}${ROLES}/${READER}`,
      principal_id: PRINCIPAL,
      principal_type: "ServicePrincipal",
    });
  });

  test("carries a condition and a description", () => {
    const stack = testStack();
    const condition = "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'in'";
    grant(stack, storageAccount(stack).id, BuiltInRole.STORAGE_BLOB_DATA_READER, { condition, description: "in only" });

    expect(onlyResource(stack, "azurerm_role_assignment")).toMatchObject({
      condition,
      condition_version: "2.0",
      description: "in only",
    });
  });

  test.each([
    ["a subscription", `/subscriptions/${SUBSCRIPTION}`, `/subscriptions/${SUBSCRIPTION}`],
    ["a resource group", `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`, `/subscriptions/${SUBSCRIPTION}`],
    ["a management group", "/providers/Microsoft.Management/managementGroups/all", ""],
    ["the root", "/", ""],
  ])("takes the subscription of a literal scope: %s", (_what, scope, prefix) => {
    const stack = testStack();
    grant(stack, scope, BuiltInRole.READER);
    expect(roleDefinitionId(stack)).toBe(`${prefix}${ROLES}/${READER}`);
  });

  test("knows that a management group belongs to no subscription", () => {
    const stack = testStack();
    grant(stack, new ManagementGroup(stack, "all", {}).id, BuiltInRole.READER);
    expect(roleDefinitionId(stack)).toBe(`${ROLES}/${READER}`);
  });

  test("takes the subscription of a scope that is composed", () => {
    const stack = testStack();
    const subscription = new DataAzurermSubscription(stack, "current", {});
    grant(stack, `/subscriptions/${subscription.subscriptionId}/resourceGroups/rg`, BuiltInRole.READER);
    expect(roleDefinitionId(stack)).toBe(
      `/subscriptions/\${data.azurerm_subscription.current.subscription_id}${ROLES}/${READER}`,
    );
  });

  test("takes the subscription of what a composed scope starts with", () => {
    const stack = testStack();
    grant(stack, `${storageAccount(stack).id}/blobServices/default/containers/in`, BuiltInRole.READER);
    expect(roleDefinitionId(stack)).toBe(
      `/subscriptions/\${element(split("/", azurerm_storage_account.account.id), 2)}${ROLES}/${READER}`,
    );
  });

  testWithTerraform("lets Terraform find the subscription of a scope that nobody knows at synth", () => {
    const stack = testStack();
    grant(stack, new TerraformVariable(stack, "scope", {}).stringValue, BuiltInRole.READER);
    const expression = String(roleDefinitionId(stack)).slice(0, -`${ROLES}/${READER}`.length);
    expect(expression).toMatch(/^\$\{.*var\.scope.*\}$/);

    const evaluate = (scope: string): string => {
      const input = expression.slice(2, -1).replace("var.scope", JSON.stringify(scope));
      return spawnSync("terraform", ["console"], { input, encoding: "utf8" }).stdout.trim();
    };
    expect(evaluate(`/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`)).toBe(`"/subscriptions/${SUBSCRIPTION}"`);
    expect(evaluate("/providers/Microsoft.Management/managementGroups/all")).toBe('""');
  });

  test("reads a scope of another stack through its outputs", () => {
    const app = testApp();
    const group = resourceGroup(testStack("base", app));
    const stack = testStack("app", app);
    grant(stack, group.id, BuiltInRole.READER);
    stack.prepareStack();
    const output =
      "data.terraform_remote_state.cross-stack-reference-input-base.outputs.cross-stack-output-azurerm_resource_grouprgid";

    const [assignment] = Object.values(
      (
        JSON.parse(JSON.stringify(stack.toTerraform())) as {
          resource: { azurerm_role_assignment: Record<string, object> };
        }
      ).resource.azurerm_role_assignment,
    );
    expect(assignment).toMatchObject({
      scope: `\${${output}}`,
      role_definition_id: `/subscriptions/\${element(split("/", ${output}), 2)}${ROLES}/${READER}`,
    });
  });
});

describe("roles", () => {
  test("can be built-in ones by id", () => {
    const stack = testStack();
    grant(stack, `/subscriptions/${SUBSCRIPTION}`, BuiltInRole.fromId(READER));
    expect(roleDefinitionId(stack)).toBe(`/subscriptions/${SUBSCRIPTION}${ROLES}/${READER}`);
  });

  test("can be a definition in the app, in the subscription of the scope", () => {
    const stack = testStack();
    const definition = new RoleDefinition(stack, "operator", { name: "Operator", scope: "/subscriptions/elsewhere" });
    grant(stack, `/subscriptions/${SUBSCRIPTION}`, CustomRole.fromDefinition(definition));
    expect(roleDefinitionId(stack)).toBe(
      `/subscriptions/${SUBSCRIPTION}${ROLES}/\${azurerm_role_definition.operator.role_definition_id}`,
    );
  });

  test.each([
    ["GUID", "AB1F5F4B-0000-1111-2222-333333333333"],
    ["ARM id", `/subscriptions/elsewhere${ROLES}/ab1f5f4b-0000-1111-2222-333333333333`],
  ])("can be somebody's own by its %s", (_what, id) => {
    const stack = testStack();
    grant(stack, `/subscriptions/${SUBSCRIPTION}`, CustomRole.fromId(id));
    expect(roleDefinitionId(stack)).toBe(`/subscriptions/${SUBSCRIPTION}${ROLES}/ab1f5f4b-0000-1111-2222-333333333333`);
  });

  test("can be somebody's own by an id that only Terraform knows", () => {
    const stack = testStack();
    grant(
      stack,
      `/subscriptions/${SUBSCRIPTION}`,
      CustomRole.fromId(new TerraformVariable(stack, "role", {}).stringValue),
    );
    expect(roleDefinitionId(stack)).toBe(`/subscriptions/${SUBSCRIPTION}${ROLES}/\${basename(var.role)}`);
  });

  test("that are privileged, or open the data of a whole subscription, bring a warning", () => {
    const stack = testStack();
    grant(stack, resourceGroup(stack).id, BuiltInRole.OWNER);
    const data = testStack();
    grant(data, `/subscriptions/${SUBSCRIPTION}`, BuiltInRole.STORAGE_BLOB_DATA_READER);

    expect(problemsOf(stack)).toEqual([]);
    expect(warningsOf(stack)).toEqual(["[stack] privileged-role"]);
    expect(warningsOf(data)).toEqual(["[stack] data-role-on-subscription"]);
  });
});
