import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { type App } from "cdktf";
import { simulateApp } from "../../simulator";
import { testApp, testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

/** Three stacks, of which the first needs the other two; the last one is needed by both. */
function app(): App {
  const root = testApp();
  const [grants, identities, places] = ["grants", "identities", "places"].map((id) => testStack(id, root));
  const group = new ResourceGroup(places!, "group", { name: "rg", location: "westeurope" });
  const identity = new UserAssignedIdentity(identities!, "identity", {
    name: "id-orders",
    resourceGroupName: group.name,
    location: group.location,
  });
  new RoleAssignment(grants!, "reader", {
    scope: group.id,
    roleDefinitionName: "Reader",
    principalId: identity.principalId,
  });
  return root;
}

testWithTerraform("an app lives in the order of its stacks, and leaves nothing", async () => {
  const life = await simulateApp(app());
  expect(Object.keys(life.stacks)).toEqual(["places", "identities", "grants"]);
  const failed = Object.entries(life.stacks).flatMap(([id, stack]) =>
    Object.entries(stack).flatMap(([step, { ok, output }]: [string, { ok: boolean; output: string }]) =>
      ok ? [] : [`${id} ${step}: ${output}`],
    ),
  );
  expect(failed).toEqual([]);
  expect(Object.values(life.stacks).map(({ replan }) => replan.changes)).toEqual([[], [], []]);
  expect(life.access).toMatchObject([{ principal: "id-orders", role: "Reader" }]);
  expect(life.resources.map(({ type }) => type)).toEqual([
    "azurerm_resource_group",
    "azurerm_user_assigned_identity",
    "azurerm_role_assignment",
  ]);
  expect(life.leftovers).toEqual([]);
});

testWithTerraform("what a stack leaves behind is told by type, name and id", async () => {
  const root = testApp();
  const group = new ResourceGroup(testStack("stack", root), "group", { name: "rg", location: "westeurope" });
  group.lifecycle = { preventDestroy: true };
  const { stacks, leftovers } = await simulateApp(root);
  expect(stacks.stack?.destroy.ok).toBe(false);
  expect(leftovers).toEqual([
    {
      type: "azurerm_resource_group",
      name: "rg",
      id: expect.stringMatching(/^\/subscriptions\/[^/]+\/resourceGroups\/rg$/) as string,
    },
  ]);
});
