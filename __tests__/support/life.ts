import { type TerraformStack } from "cdktf";
import { type CommandResult, type LifeCycle, simulateLifeCycle, type Simulator } from "../../simulator";

export const ADMINISTRATORS = { display_name: "admins", object_id: "11111111-aaaa-bbbb-cccc-dddddddddddd" };

/** Deploys a stack to a simulated Azure of its own, plans again, and destroys it. */
export async function live(stack: TerraformStack, before?: (simulator: Simulator) => void): Promise<LifeCycle> {
  return simulateLifeCycle(stack, before && { before });
}

/** What is in Azure already. */
function declareWorld(simulator: Simulator): void {
  simulator.declare("azurerm_resource_group", { name: "rg-test" });
  simulator.declare("azurerm_arc_machine", {
    name: "onprem-01",
    resource_group_name: "rg-arc",
    identity: { type: "SystemAssigned" },
  });
  simulator.declare("azurerm_user_assigned_identity", { name: "id-other", resource_group_name: "rg-other" });
  simulator.declare("azuread_group", { ...ADMINISTRATORS, members: [simulator.account.objectId] });
  const azuread_administrator = { object_id: ADMINISTRATORS.object_id, azuread_authentication_only: true };
  const { id } = simulator.declare("azurerm_mssql_server", {
    name: "sql-shop",
    resource_group_name: "rg-sql",
    azuread_administrator,
  });
  simulator.declare("azurerm_mssql_database", { name: "shop", server_id: id });
  const everywhere = { start_ip_address: "0.0.0.0", end_ip_address: "255.255.255.255" };
  simulator.declare("azurerm_mssql_firewall_rule", { name: "all", server_id: id, ...everywhere });
  simulator.declare("azuread_user", { display_name: "Ada", user_principal_name: "ada@contoso.com" });
  const clientId = "22222222-aaaa-bbbb-cccc-dddddddddddd";
  simulator.declare("azuread_service_principal", { display_name: "pipeline", client_id: clientId });
}

/** Deploys a stack to a simulated Azure with a resource group, a machine, a server and administrators in it. */
export async function liveInWorld(
  stack: TerraformStack,
  declareMore?: (simulator: Simulator) => void,
): Promise<LifeCycle> {
  return live(stack, (simulator) => {
    declareWorld(simulator);
    declareMore?.(simulator);
  });
}

/** Every step went well, nothing was left to do, and nothing was left behind. */
export function expectGoodLife({ leftovers, ...life }: LifeCycle): void {
  const steps = Object.entries(life).filter(([step]) => STEPS.includes(step)) as [string, CommandResult][];
  // Containers that are made by the name of their account have no other attribute with the id that roles need.
  const told = steps.map(([step, { ok, diagnostics }]) => ({
    step,
    ok,
    diagnostics: diagnostics.filter(({ summary }) => summary !== "Deprecated attribute"),
  }));
  expect(told).toEqual(STEPS.map((step) => ({ step, ok: true, diagnostics: [] })));
  expect(life.replan).toMatchObject({ isEmpty: true, changes: [] });
  expect(leftovers).toEqual([]);
}

const STEPS = ["validate", "plan", "apply", "replan", "destroy"];

/** Access that is there before. */
const BEFORE = ["Deployer: Member at admins", "admins: Microsoft Entra administrator at sql-shop"];

/** Who may do what, in any order: "principal: role at scope", with the end of the scope. */
export function expectAccess({ access }: LifeCycle, expected: readonly string[]): void {
  const found = access.map(
    ({ principal, role, scope }) => `${principal}: ${role} at ${scope.split("/").at(-1) ?? scope}`,
  );
  expect(found.sort()).toEqual([...BEFORE, ...expected].sort());
}
