import { type Simulator } from "../../simulator";
import { accessOf, deploying, errorsOf, GROUP, identity, inAzure, vault, workflow } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";

const ASSIGNMENT = {
  scope: "${azurerm_key_vault.it.id}",
  role_definition_name: "Key Vault Secrets User",
  principal_id: "${azurerm_user_assigned_identity.it.principal_id}",
};
const USER = { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.it.id}"] };

/** Five resources: a workflow that reads a vault with its identity. */
const stack = (assignment: Record<string, unknown> = {}): ReturnType<typeof deploying> =>
  deploying({
    ...GROUP,
    azurerm_user_assigned_identity: { it: identity() },
    azurerm_key_vault: { it: vault() },
    azurerm_logic_app_workflow: { it: workflow(USER) },
    azurerm_role_assignment: { it: { ...ASSIGNMENT, ...assignment } },
  });
const ALL = 5;

function expectWhole(simulator: Simulator): void {
  expect(simulator.resources()).toHaveLength(ALL);
  expect(accessOf(simulator)).toEqual(["id-orders: Key Vault Secrets User at vaults/kv-orders"]);
}

describe("a second apply makes up for", () => {
  testWithTerraform("throttling", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(stack());
      await simulator.terraform(stack()).plan();
      simulator.faults.throttle(2);
      expect(errorsOf(await deploy.apply()).join()).toContain("429 with error: TooManyRequests");
      expect(simulator.resources().length).toBeLessThan(ALL);
      for (let attempt = 1; attempt <= 2 && !(await deploy.plan()).isEmpty; attempt++) {
        await deploy.apply();
      }
      expectWhole(simulator);
      expect((await deploy.plan()).isEmpty).toBe(true);
    }),
  );

  testWithTerraform.each(Array.from({ length: ALL }, (_, index): [string, number] => [String(index + 1), index + 1]))(
    "a failure at write %s, and nothing is lost or doubled",
    (_, n) =>
      inAzure(async (simulator, session) => {
        const deploy = session(stack());
        simulator.faults.failAt(n);
        const errors = errorsOf(await deploy.apply());
        expect(errors).toHaveLength(1);
        expect(errors[0]).toContain("an error was requested of the simulator here");
        const made = simulator.resources().map(({ id }) => id);
        expect(await deploy.addresses()).toHaveLength(made.length);
        expect(errorsOf(await deploy.apply())).toEqual([]);
        expectWhole(simulator);
        expect(simulator.resources().map(({ id }) => id)).toEqual(expect.arrayContaining(made));
        expect((await deploy.plan()).isEmpty).toBe(true);
      }),
  );

  testWithTerraform.each([
    ["the first", 1],
    ["the fourth", 4],
  ])("a lost answer at %s creation, by making the resource again", (_, n) =>
    inAzure(async (simulator, session) => {
      const deploy = session(stack());
      simulator.faults.loseAnswerAt(n);
      expect(errorsOf(await deploy.apply()).join()).toContain("504 with error: GatewayTimeout");
      const { changes } = await deploy.plan();
      expect(changes.filter(({ action }) => action === "replace")).toHaveLength(1);
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expectWhole(simulator);
      expect((await deploy.plan()).isEmpty).toBe(true);
    }),
  );

  testWithTerraform("replication that takes its time", () =>
    inAzure(async (simulator, session) => {
      simulator.faults.delayReplication(1);
      const deploy = session(stack());
      expect(errorsOf(await deploy.apply()).join()).toContain("PrincipalNotFound");
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expectWhole(simulator);
      expect((await deploy.plan()).isEmpty).toBe(true);
    }),
  );

  testWithTerraform("a failed update and a failed deletion", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(stack());
      await deploy.apply();
      deploy.change(deploying({ ...GROUP, azurerm_key_vault: { it: vault({ sku_name: "premium" }) } }));
      simulator.faults.throttle(1);
      expect(errorsOf(await deploy.apply())).toHaveLength(1);
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(
        simulator
          .resources()
          .map(({ type }) => type)
          .sort(),
      ).toEqual(["azurerm_key_vault", "azurerm_resource_group"]);
      simulator.faults.failAt(1);
      expect(errorsOf(await deploy.destroy())).toHaveLength(1);
      expect(errorsOf(await deploy.destroy())).toEqual([]);
      expect(simulator.resources()).toEqual([]);
    }),
  );
});

testWithTerraform("replication does not matter to an assignment that tells the principal type", () =>
  inAzure(async (simulator, session) => {
    simulator.faults.delayReplication(3);
    expect(errorsOf(await session(stack({ principal_type: "ServicePrincipal" })).apply())).toEqual([]);
    expectWhole(simulator);
  }),
);
