import { accessOf, deploying, errorsOf, GROUP, identity, inAzure, vault, workflow } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";

const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const SUBSCRIPTION_OF_SCOPE = '${element(split("/", azurerm_resource_group.it.id), 2)}';
const ROLES = "providers/Microsoft.Authorization/roleDefinitions";
const NOBODY = "12345678-1234-4234-8234-123456789abc";

const identities = { azurerm_user_assigned_identity: { it: identity() } };
const principal_id = "${azurerm_user_assigned_identity.it.principal_id}";
const scope = "${azurerm_resource_group.it.id}";

/** An assignment on the resource group to the identity, and what differs. */
const assigning = (
  assignment: Record<string, unknown>,
  more: Record<string, Record<string, unknown>> = {},
): ReturnType<typeof deploying> =>
  deploying({
    ...GROUP,
    ...identities,
    ...more,
    azurerm_role_assignment: { it: { scope, principal_id, ...assignment } },
  });

describe("a role assignment", () => {
  testWithTerraform("by the role id of the scope's subscription gives access, and the next plan is empty", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(
        assigning({
          role_definition_id: `/subscriptions/${SUBSCRIPTION_OF_SCOPE}/${ROLES}/${READER}`,
          principal_type: "ServicePrincipal",
        }),
      );
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(simulator.access()).toEqual([
        {
          principal: "id-orders",
          principalId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
          principalType: "ServicePrincipal",
          role: "Reader",
          scope: `/subscriptions/${simulator.account.subscriptionId}/resourceGroups/rg`,
        },
      ]);
      expect(await deploy.plan()).toMatchObject({ isEmpty: true, changes: [] });
      await deploy.destroy();
      expect(simulator.access()).toEqual([]);
      expect(simulator.resources()).toEqual([]);
    }),
  );

  testWithTerraform("by a role id without the scope's subscription is replaced on every plan", () =>
    inAzure(async (simulator, session) => {
      const foreign = "/subscriptions/00000000-0000-0000-0000-000000000001";
      const deploy = session(assigning({ role_definition_id: `/${ROLES}/${READER}` }));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect((await deploy.plan()).changes).toMatchObject([
        { address: "azurerm_role_assignment.it", action: "replace" },
      ]);
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect((await deploy.plan()).isEmpty).toBe(false);
      deploy.change(assigning({ role_definition_id: `${foreign}/${ROLES}/${READER}` }));
      await deploy.apply();
      expect((await deploy.plan()).changes).toMatchObject([
        { address: "azurerm_role_assignment.it", action: "replace" },
      ]);
      expect(accessOf(simulator)).toEqual(["id-orders: Reader at resourceGroups/rg"]);
    }),
  );

  const management = { azurerm_management_group: { it: { name: "all", display_name: "all" } } };
  const atManagementGroup = (role_definition_id: string): ReturnType<typeof deploying> =>
    assigning({ scope: "${azurerm_management_group.it.id}", role_definition_id }, management);

  testWithTerraform("at a management group has a role id without any subscription", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(atManagementGroup(`/${ROLES}/${READER}`));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect((await deploy.plan()).changes).toEqual([]);
      expect(accessOf(simulator)).toEqual(["id-orders: Reader at managementGroups/all"]);
    }),
  );

  testWithTerraform.each([
    ["what stands third in the id of the group", `/subscriptions/Microsoft.Management/${ROLES}/${READER}`],
    ["the subscription", `/subscriptions/00000000-0000-0000-0000-000000000001/${ROLES}/${READER}`],
  ])("at a management group by a role id with %s is replaced on every plan", (_, id) =>
    inAzure(async (__, session) => {
      const deploy = session(atManagementGroup(id));
      const applyAndReplan = async (): Promise<void> => {
        expect(errorsOf(await deploy.apply())).toEqual([]);
        expect((await deploy.plan()).changes).toMatchObject([
          {
            action: "replace",
            attributes: expect.arrayContaining([
              { path: "role_definition_id", before: `/${ROLES}/${READER}`, after: id },
            ]) as unknown,
            replacedBecauseOf: ["role_definition_id"],
          },
        ]);
      };
      await applyAndReplan();
      await applyAndReplan();
    }),
  );

  testWithTerraform("at a scope in other letters than Azure's is replaced on every plan", () =>
    inAzure(async (simulator, session) => {
      const asAzure = `/subscriptions/${simulator.account.subscriptionId}/resourceGroups/rg`;
      const lower = asAzure.replace("resourceGroups", "resourcegroups");
      const at = (place: string): ReturnType<typeof deploying> =>
        assigning({ scope: place, role_definition_name: "Reader", depends_on: ["azurerm_resource_group.it"] });
      const deploy = session(at(lower));
      const applyAndReplan = async (): Promise<void> => {
        expect(errorsOf(await deploy.apply())).toEqual([]);
        expect((await deploy.plan()).changes).toMatchObject([{ action: "replace", replacedBecauseOf: ["scope"] }]);
      };
      await applyAndReplan();
      await applyAndReplan();
      expect(simulator.access()).toMatchObject([{ scope: asAzure }]);
      deploy.change(at(asAzure));
      expect((await deploy.plan()).changes).toEqual([]);
    }),
  );

  testWithTerraform("by a role in other letters than Azure's is the same", () =>
    inAzure(async (_, session) => {
      const id = `/subscriptions/${SUBSCRIPTION_OF_SCOPE}/${ROLES}/${READER}`;
      const deploy = session(
        assigning({
          role_definition_id: id.toUpperCase().replace(SUBSCRIPTION_OF_SCOPE.toUpperCase(), SUBSCRIPTION_OF_SCOPE),
        }),
      );
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect((await deploy.plan()).changes).toEqual([]);
      deploy.change(assigning({ role_definition_name: "READER" }));
      expect((await deploy.plan()).changes).toEqual([]);
    }),
  );

  testWithTerraform.each([
    ["that begins with two slashes", "/${azurerm_resource_group.it.id}"],
    ["with a segment that Azure does not know", "/subscriptions/x/resource_groups/rg"],
    ["that is no id", "0d5ae2b1-0000-4000-8000-000000000000"],
  ])("at a scope %s is refused", (_, place) =>
    inAzure(async (simulator, session) => {
      const deploy = session(assigning({ scope: place, role_definition_name: "Reader" }));
      expect(errorsOf(await deploy.apply()).join()).toContain("MissingSubscription");
      expect(simulator.access()).toEqual([]);
    }),
  );

  testWithTerraform("by name finds built-in and custom roles, wherever they may be assigned", () =>
    inAzure(async (simulator, session) => {
      const definition = {
        name: "Queue Watcher",
        scope,
        permissions: [{ actions: ["Microsoft.Storage/*/read"] }],
      };
      const role_definition_id = "${azurerm_role_definition.it.role_definition_resource_id}";
      const deploy = session(assigning({ role_definition_id }, { azurerm_role_definition: { it: definition } }));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect((await deploy.plan()).isEmpty).toBe(true);
      expect(accessOf(simulator)).toEqual(["id-orders: Queue Watcher at resourceGroups/rg"]);
      deploy.change(assigning({ role_definition_name: "reader" }));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(accessOf(simulator)).toEqual(["id-orders: Reader at resourceGroups/rg"]);
    }),
  );

  const refused: [string, Record<string, unknown>, string][] = [
    [
      "to a principal that nobody knows",
      { principal_id: NOBODY },
      "PrincipalNotFound: Principal 12345678123442348234123456789abc does not exist",
    ],
    ["to a principal of another type", { principal_type: "Group" }, "UnmatchedPrincipalType: "],
    ["to what is no id", { principal_id: "id-orders" }, 'expected "principal_id" to be a valid UUID, got id-orders'],
    ["of a role that does not exist", { role_definition_name: "Raeder" }, "could not find role 'Raeder'"],
    [
      "of a role id that does not exist",
      { role_definition_name: undefined, role_definition_id: `/${ROLES}/${NOBODY}` },
      `RoleDefinitionDoesNotExist: The specified role definition with ID '${NOBODY}' does not exist`,
    ],
    [
      "in a resource group that does not exist",
      { scope: `${scope}-other` },
      "ResourceGroupNotFound: Resource group 'rg-other' could not be found",
    ],
    [
      "on a resource that does not exist",
      { scope: `${scope}/providers/Microsoft.KeyVault/vaults/none` },
      "ResourceNotFound: The Resource 'Microsoft.KeyVault/vaults/none'",
    ],
  ];
  testWithTerraform.each(refused)("%s is refused, and the rest stays", (_, assignment, message) =>
    inAzure(async (simulator, session) => {
      const deploy = session(assigning({ role_definition_name: "Reader", ...assignment }));
      const [error, ...others] = errorsOf(await deploy.apply());
      expect(error).toContain("azurerm_role_assignment.it: creating azurerm_role_assignment");
      expect(error).toContain(message);
      expect(others).toEqual([]);
      expect(await deploy.addresses()).toEqual(["azurerm_resource_group.it", "azurerm_user_assigned_identity.it"]);
      expect(simulator.access()).toEqual([]);
    }),
  );

  testWithTerraform("that exists is refused, also when its id is written otherwise", () =>
    inAzure(async (_, session) => {
      const reader = { scope, principal_id, role_definition_name: "Reader" };
      const again = {
        scope,
        principal_id,
        role_definition_id: `/${ROLES}/${READER}`,
        depends_on: ["azurerm_role_assignment.it"],
      };
      const [error] = errorsOf(
        await session(deploying({ ...GROUP, ...identities, azurerm_role_assignment: { it: reader, again } })).apply(),
      );
      expect(error).toContain("azurerm_role_assignment.again: ");
      expect(error).toContain("RoleAssignmentExists: The role assignment already exists.");
    }),
  );

  testWithTerraform("with a principal type is accepted for a client id too, and nobody gets access", () =>
    inAzure(async (simulator, session) => {
      const client_id = "${azurerm_user_assigned_identity.it.client_id}";
      const deploy = session(
        assigning({ principal_id: client_id, principal_type: "ServicePrincipal", role_definition_name: "Reader" }),
      );
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(simulator.access()).toMatchObject([{ principalType: "Unknown", role: "Reader" }]);
    }),
  );

  testWithTerraform("needs exactly one of role id and role name", () =>
    inAzure(async (_, session) => {
      const both = { role_definition_name: "Reader", role_definition_id: `/${ROLES}/${READER}` };
      const expected = (problem: string): unknown[] =>
        ["role_definition_id", "role_definition_name"].map((argument): unknown =>
          expect.objectContaining({
            summary: "Invalid combination of arguments",
            detail: `"${argument}": ${problem}`,
            address: "azurerm_role_assignment.it",
          }),
        );
      const names = "role_definition_id,role_definition_name";
      expect((await session(assigning(both)).validate()).diagnostics).toEqual(
        expected(`only one of \`${names}\` can be specified, but \`${names}\` were specified.`),
      );
      expect((await session(assigning({})).validate()).diagnostics).toEqual(
        expected(`one of \`${names}\` must be specified`),
      );
    }),
  );

  testWithTerraform("at a deleted scope is gone with it", () =>
    inAzure(async (simulator, session) => {
      const assignment = { scope: "${azurerm_key_vault.it.id}", role_definition_name: "Key Vault Reader" };
      const deploy = session(assigning(assignment, { azurerm_key_vault: { it: vault() } }));
      await deploy.apply();
      simulator.remove(
        `/subscriptions/${simulator.account.subscriptionId}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-orders`,
      );
      expect(simulator.access()).toEqual([]);
      expect((await deploy.plan()).changes).toMatchObject([
        { address: "azurerm_key_vault.it", action: "create" },
        { address: "azurerm_role_assignment.it", action: "create" },
      ]);
    }),
  );
});

testWithTerraform("a role of a management group can be assigned in what may belong to the group", () =>
  inAzure(async (simulator, session) => {
    const deploy = session(
      assigning(
        { role_definition_id: "${azurerm_role_definition.it.role_definition_resource_id}" },
        {
          azurerm_management_group: { it: { display_name: "all" } },
          azurerm_role_definition: {
            it: { name: "Watcher", scope: "${azurerm_management_group.it.id}", permissions: [{ actions: ["*/read"] }] },
          },
        },
      ),
    );
    expect(errorsOf(await deploy.apply())).toEqual([]);
    expect(accessOf(simulator)).toEqual(["id-orders: Watcher at resourceGroups/rg"]);
  }),
);

describe("a role that is assigned", () => {
  testWithTerraform("cannot be deleted, and its name cannot be taken", () =>
    inAzure(async (_, session) => {
      const definition = { name: "Queue Watcher", scope, permissions: [{ actions: ["*/read"] }] };
      const deploy = session(deploying({ ...GROUP, azurerm_role_definition: { it: definition } }));
      await deploy.apply();
      const other = session(
        deploying({ azurerm_role_definition: { it: { ...definition, scope: "/subscriptions/any" } } }),
      );
      expect(errorsOf(await other.apply()).join()).toContain("RoleDefinitionWithSameNameExists");
      const user = session(
        deploying({
          azurerm_logic_app_workflow: {
            it: { ...workflow({ type: "SystemAssigned" }), resource_group_name: "rg", location: "westeurope" },
          },
          azurerm_role_assignment: {
            it: {
              scope: "${azurerm_logic_app_workflow.it.id}",
              role_definition_name: "Queue Watcher",
              principal_id: "${azurerm_logic_app_workflow.it.identity[0].principal_id}",
            },
          },
        }),
      );
      expect(errorsOf(await user.apply())).toEqual([]);
      deploy.change(deploying(GROUP));
      expect(errorsOf(await deploy.apply()).join()).toContain("RoleDefinitionHasAssignments");
      expect(await deploy.addresses()).toContain("azurerm_role_definition.it");
    }),
  );
});
