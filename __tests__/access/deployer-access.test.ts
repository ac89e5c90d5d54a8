import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { RoleDefinition } from "@cdktf/provider-azurerm/lib/role-definition";
import {
  BuiltInRole,
  CustomRole,
  DeployerAccess,
  type IRole,
  ManagedIdentityBinding,
  ObjectId,
  Principal,
  RoleAccess,
} from "../../lib";
import { identity, resourceGroup, SUBSCRIPTION } from "../support/azure";
import { problemsOf, resources, testApp, testStack, warningsOf } from "../support/synth";

const USER = Principal.user(ObjectId.of("11111111-aaaa-bbbb-cccc-dddddddddddd"));
const GROUP = Principal.group(ObjectId.of("22222222-aaaa-bbbb-cccc-dddddddddddd"));
const SCOPE = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-shop`;

type Stack = ReturnType<typeof testStack>;

function delegate(stack: Stack, id = "deployer", withoutRoles?: IRole[]): void {
  new ManagedIdentityBinding(stack, `${id}-access`, {
    identity: identity(stack, id),
    access: [DeployerAccess.assignRolesOfApp(SCOPE, { withoutRoles })],
  });
}

function grant(stack: Stack, role: IRole, principal = USER, id = role.roleName): void {
  RoleAccess.at(SCOPE, role).grantTo(stack, id, principal);
}

const conditionsIn = (stack: Stack): string[] =>
  Object.values(resources(stack, "azurerm_role_assignment"))
    .map(({ condition }) => condition as string | undefined)
    .filter((condition) => condition !== undefined);

/** "Constrain roles and principal types" of https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples */
const EXAMPLE = `
(
 (
  !(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})
 )
 OR
 (
  @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {5e467623-bb1f-42f4-a55d-6e525e11384b, a795c7a0-d4a2-40c1-ae25-d81f01202912}
  AND
  @Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'Group', 'User'}
 )
)
AND
(
 (
  !(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})
 )
 OR
 (
  @Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {5e467623-bb1f-42f4-a55d-6e525e11384b, a795c7a0-d4a2-40c1-ae25-d81f01202912}
  AND
  @Resource[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'Group', 'User'}
 )
)`;

const withoutSpaces = (text = ""): string => text.replace(/\s+/g, "");

describe("a deployer", () => {
  test("may assign the roles that the app grants, to the kinds of principals it grants them to", () => {
    const stack = testStack();
    delegate(stack);
    grant(stack, BuiltInRole.BACKUP_READER);
    grant(stack, BuiltInRole.BACKUP_CONTRIBUTOR, GROUP);
    grant(stack, BuiltInRole.BACKUP_CONTRIBUTOR);
    const [condition, ...more] = conditionsIn(stack);
    expect(more).toEqual([]);
    expect(withoutSpaces(condition)).toBe(withoutSpaces(EXAMPLE));
    expect(warningsOf(stack)).toEqual([]);
  });

  test("may assign what other stacks grant, and what is granted by hand", () => {
    const app = testApp();
    const [bootstrap, shop] = [testStack("bootstrap", app), testStack("shop", app)];
    delegate(bootstrap);
    grant(shop, BuiltInRole.BACKUP_READER);
    new RoleAssignment(shop, "by-hand", {
      scope: SCOPE,
      principalId: GROUP.objectId.value,
      roleDefinitionName: "Backup Contributor",
    });
    const [condition = ""] = conditionsIn(bootstrap);
    expect(condition).toContain("{5e467623-bb1f-42f4-a55d-6e525e11384b, a795c7a0-d4a2-40c1-ae25-d81f01202912}");
    // Nobody knows the kind of the second principal.
    expect(condition).not.toContain("PrincipalType");
  });

  test("may not assign what is left to others, nor the right to assign", () => {
    const stack = testStack();
    delegate(stack, "one", [BuiltInRole.OWNER]);
    delegate(stack, "two", [BuiltInRole.OWNER]);
    grant(stack, BuiltInRole.OWNER);
    grant(stack, BuiltInRole.READER);
    const conditions = conditionsIn(stack);
    expect(conditions).toHaveLength(2);
    conditions.forEach((condition) => {
      expect(condition.match(/\{[0-9a-f-, ]+\}/g)).toEqual(Array(2).fill(`{${BuiltInRole.READER.roleId}}`));
    });
  });

  test("may assign a custom role of the same stack", () => {
    const stack = testStack();
    delegate(stack);
    grant(stack, CustomRole.fromDefinition(new RoleDefinition(stack, "watcher", { name: "Watcher", scope: SCOPE })));
    expect(conditionsIn(stack)[0]).toContain("GuidEquals {${azurerm_role_definition.watcher.role_definition_id}}");
  });
});

describe("a deployer's access is refused", () => {
  test("in an app that grants nothing", () => {
    const stack = testStack();
    delegate(stack);
    expect(problemsOf(stack)).toEqual(["[stack/deployer-access] deployer-without-roles"]);
  });

  test("in an app that grants a privileged role", () => {
    const stack = testStack();
    delegate(stack);
    grant(stack, BuiltInRole.OWNER);
    expect(problemsOf(stack)).toEqual(["[stack/deployer-access] deployer-could-assign-privileged-role"]);
  });

  test("for custom roles that its stack does not know", () => {
    const app = testApp();
    const [bootstrap, shop] = [testStack("bootstrap", app), testStack("shop", app)];
    delegate(bootstrap);
    grant(shop, CustomRole.fromDefinition(new RoleDefinition(shop, "watcher", { name: "Watcher", scope: SCOPE })));
    new RoleAssignment(shop, "by-hand", {
      scope: resourceGroup(shop).id,
      principalId: GROUP.objectId.value,
      roleDefinitionName: "Watcher",
    });
    expect(problemsOf(bootstrap)).toEqual(Array(2).fill("[bootstrap/deployer-access] deployer-role-unknown"));
  });
});
