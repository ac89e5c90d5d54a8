import { Simulator } from "../../simulator";
import { configuration, deploying, errorsOf, GROUP, inAzure, server, vault, workflow } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";

const OTHER = "00000000-0000-0000-0000-00000000000b";

describe("what exists before a deploy", () => {
  testWithTerraform("is declared, and found by data sources", () =>
    inAzure(async (simulator, session) => {
      const machine = simulator.declare("azurerm_arc_machine", {
        name: "onprem-01",
        resource_group_name: "rg-arc",
        identity: { type: "SystemAssigned" },
      });
      const identity = simulator.declare("azurerm_user_assigned_identity", {
        name: "id-other",
        resource_group_name: "rg-other",
      });
      const user = simulator.declare("azuread_user", { display_name: "Ada", user_principal_name: "ada@contoso.com" });
      const group = simulator.declare("azuread_group", { display_name: "admins", members: [user.object_id] });
      const deploy = session(
        configuration({
          data: {
            azurerm_arc_machine: { it: { name: "ONPREM-01", resource_group_name: "rg-arc" } },
            azurerm_user_assigned_identity: { it: { name: "id-other", resource_group_name: "rg-other" } },
            azurerm_resource_group: { it: { name: "rg-other" } },
            azuread_user: { it: { user_principal_name: "ada@contoso.com" } },
            azuread_group: { it: { display_name: "admins" } },
            azuread_client_config: { it: {} },
            azurerm_client_config: { it: {} },
            azurerm_subscription: { it: {} },
            azurerm_role_definition: { it: { name: "Reader", scope: "${data.azurerm_subscription.it.id}" } },
          },
          output: {
            machine: { value: "${data.azurerm_arc_machine.it.identity[0].principal_id}" },
            identity: { value: "${data.azurerm_user_assigned_identity.it.client_id}" },
            group: { value: "${data.azurerm_resource_group.it.id}" },
            user: { value: "${data.azuread_user.it.object_id}" },
            members: { value: "${data.azuread_group.it.members}" },
            deployer: { value: "${data.azuread_client_config.it.object_id}" },
            subscription: { value: "${data.azurerm_client_config.it.subscription_id}" },
            role: { value: "${data.azurerm_role_definition.it.id}" },
          },
        }),
      );
      const { outputs, ...applied } = await deploy.apply();
      expect(errorsOf(applied)).toEqual([]);
      const { subscriptionId, objectId } = simulator.account;
      expect(outputs).toEqual({
        machine: (machine.identity as { principal_id: string }[])[0]?.principal_id,
        identity: identity.client_id,
        group: `/subscriptions/${subscriptionId}/resourceGroups/rg-other`,
        user: user.object_id,
        members: [user.object_id],
        deployer: objectId,
        subscription: subscriptionId,
        role: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`,
      });
      expect(group.object_id).toMatch(/^[0-9a-f-]{36}$/);
      expect(simulator.resources()).toEqual([]);
      expect((await deploy.plan()).isEmpty).toBe(true);
    }),
  );

  testWithTerraform("and was not declared is not found, and the message says what to do", () =>
    inAzure(async (_, session) => {
      const deploy = session(
        configuration({ data: { azurerm_arc_machine: { it: { name: "onprem-01", resource_group_name: "rg-arc" } } } }),
      );
      const [error] = errorsOf(await deploy.plan());
      expect(error).toContain('data.azurerm_arc_machine.it: azurerm_arc_machine with name "onprem-01"');
      expect(error).toContain("was not found in subscription");
      expect(error).toContain("has to be declared to the simulator");
    }),
  );

  testWithTerraform("in another subscription is seen by a provider that is configured for it", () =>
    inAzure(async (simulator, session) => {
      simulator.declare("azurerm_user_assigned_identity", { name: "id-hub", resource_group_name: "rg-hub" }, OTHER);
      const look = { name: "id-hub", resource_group_name: "rg-hub" };
      const there = { ...look, provider: "azurerm.hub" };
      const config = (it: Record<string, unknown>): ReturnType<typeof configuration> =>
        configuration({
          provider: {
            azurerm: [{ features: [{}] }, { alias: "hub", subscription_id: OTHER, features: [{}] }],
          },
          data: { azurerm_user_assigned_identity: { it } },
          resource: {
            azurerm_resource_group: {
              hub: { provider: "azurerm.hub", name: "rg-new", location: "westeurope" },
              ...GROUP.azurerm_resource_group,
            },
          },
          output: {
            id: { value: "${data.azurerm_user_assigned_identity.it.id}" },
            hub: { value: "${azurerm_resource_group.hub.id}" },
            here: { value: "${azurerm_resource_group.it.id}" },
          },
        });
      expect(errorsOf(await session(config(look)).plan()).join()).toContain("was not found");
      const { outputs } = await session(config(there)).apply();
      expect(outputs).toEqual({
        id: `/subscriptions/${OTHER}/resourceGroups/rg-hub/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-hub`,
        hub: `/subscriptions/${OTHER}/resourceGroups/rg-new`,
        here: `/subscriptions/${simulator.account.subscriptionId}/resourceGroups/rg`,
      });
    }),
  );

  test("is refused where the type has no such attribute, there is no such type, or it is there", async () => {
    const simulator = await Simulator.start();
    try {
      const declare = (type: string, attributes: Record<string, unknown>) => () => simulator.declare(type, attributes);
      expect(declare("azurerm_arc_machine", { nam: "x", identity: { kind: "SystemAssigned" } })).toThrow(
        "cannot declare azurerm_arc_machine: there is no nam; there is no identity.kind",
      );
      expect(declare("azurerm_arc_machin", {})).toThrow(
        "neither azurerm nor azuread has a resource type azurerm_arc_machin",
      );
      expect(declare("constructor", {})).toThrow("neither azurerm nor azuread has a resource type constructor");
      expect(declare("azurerm_key_vault", { name: 5, tags: ["x"] })).toThrow(
        'name is of type "string"; tags is of type ["map","string"]',
      );
      expect(declare("azurerm_arc_machine", { name: "x", identity: { type: "systemassigned" } })).toThrow(
        'expected identity.0.type to be one of ["SystemAssigned"]',
      );
      simulator.declare("azurerm_resource_group", { name: "rg" });
      expect(declare("azurerm_resource_group", { name: "RG" })).toThrow("exists already");
      expect(() => {
        simulator.remove("");
      }).toThrow("there is no ");
    } finally {
      await simulator.stop();
    }
  });
});

describe("what is not said of something that exists", () => {
  testWithTerraform("is made up, and what is said is kept", () =>
    inAzure(async (simulator, session) => {
      const principal_id = "11111111-2222-4333-8444-555555555555";
      simulator.declare("azurerm_key_vault", { name: "kv-old", resource_group_name: "rg" });
      const machine = simulator.declare("azurerm_arc_machine", {
        name: "onprem-01",
        resource_group_name: "rg",
        identity: { type: "SystemAssigned", principal_id },
      });
      expect(machine.identity).toMatchObject([{ principal_id }]);
      const deploy = session(
        configuration({
          data: { azurerm_key_vault: { it: { name: "kv-old", resource_group_name: "rg" } } },
          output: {
            tenant: { value: "${data.azurerm_key_vault.it.tenant_id}" },
            location: { value: "${data.azurerm_key_vault.it.location}" },
          },
        }),
      );
      const { outputs } = await deploy.apply();
      expect(outputs).toEqual({ tenant: simulator.account.tenantId, location: "westeurope" });
    }),
  );

  testWithTerraform("and is not modelled says so", () =>
    inAzure(async (_, session) => {
      const deploy = session(configuration({ data: { azurerm_subscriptions: { it: {} } } }));
      expect(errorsOf(await deploy.plan()).join()).toContain("azurerm_subscriptions would answer: it is not modelled");
    }),
  );
});

describe("names", () => {
  testWithTerraform("that are part of a host name are taken once in all of Azure", () =>
    inAzure(async (simulator, session) => {
      simulator.declare("azurerm_key_vault", { name: "KV-orders", resource_group_name: "rg-other" }, OTHER);
      simulator.declare("azurerm_mssql_server", { name: "sql-orders", resource_group_name: "rg-other" }, OTHER);
      const deploy = session(
        deploying({ ...GROUP, azurerm_key_vault: { it: vault() }, azurerm_mssql_server: { it: server() } }),
      );
      const errors = errorsOf(await deploy.apply()).join("\n");
      expect(errors).toContain("kv-orders.vault.azure.net belongs to another resource");
      expect(errors).toContain("sql-orders.database.windows.net belongs to another resource");
    }),
  );

  testWithTerraform("are taken once in a resource group, whatever the case", () =>
    inAzure(async (_, session) => {
      const again = workflow(undefined, { name: "LOGIC-orders", depends_on: ["azurerm_logic_app_workflow.it"] });
      const deploy = session(deploying({ ...GROUP, azurerm_logic_app_workflow: { it: workflow(), again } }));
      expect(errorsOf(await deploy.apply()).join()).toContain(
        "already exists - to be managed via Terraform this resource needs to be imported",
      );
    }),
  );
});

describe("a resource group", () => {
  const withFeatures = (group: Record<string, unknown>): ReturnType<typeof configuration> =>
    configuration({ provider: { azurerm: [{ features: [{ resource_group: [group] }] }] }, resource: GROUP });

  testWithTerraform("has to exist before what is in it, and has to be empty to be deleted", () =>
    inAzure(async (simulator, session) => {
      const elsewhere = workflow(undefined, { resource_group_name: "rg-none", location: "westeurope" });
      const deploy = session(deploying({ azurerm_logic_app_workflow: { it: elsewhere } }));
      expect(errorsOf(await deploy.apply()).join()).toContain("Resource group 'rg-none' could not be found");

      const group = session(deploying(GROUP));
      await group.apply();
      deploy.change(deploying({ azurerm_logic_app_workflow: { it: { ...elsewhere, resource_group_name: "rg" } } }));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(errorsOf(await group.destroy()).join()).toContain("the resource group still contains resources");
      group.change(withFeatures({ prevent_deletion_if_contains_resources: false }));
      expect(errorsOf(await group.destroy())).toEqual([]);
      expect(simulator.resources()).toEqual([]);
    }),
  );
});
