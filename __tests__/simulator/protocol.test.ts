import { type Provider } from "../../simulator/protocol/provider";
import { serveProvider } from "../../simulator/protocol/server";
import { AZURERM, OLDEST, releaseData } from "../../simulator/data";
import { Simulator, type TerraformConfiguration } from "../../simulator";
import { configuration, deploying, errorsOf, GROUP, identity, inAzure, vault, workflow } from "../support/simulation";
import { PUBLIC_KEY, SUBSCRIPTION } from "../support/azure";
import { testWithTerraform } from "../support/terraform";

describe("a configuration that is wrong gets Terraform's own words, at the right address", () => {
  const wrong: [string, TerraformConfiguration, Record<string, unknown>][] = [
    [
      "an unknown attribute",
      deploying({ azurerm_key_vault: { it: { ...vault(), colour: "red" } }, ...GROUP }),
      {
        address: "azurerm_key_vault.it",
        summary: "Extraneous JSON object property",
        detail: expect.stringContaining('"colour"') as string,
      },
    ],
    [
      "an attribute of the wrong type",
      deploying({ azurerm_resource_group: { it: { name: ["rg"], location: "westeurope" } } }),
      { address: "azurerm_resource_group.it", summary: "Incorrect attribute value type" },
    ],
    [
      "a missing required attribute",
      deploying({ azurerm_resource_group: { it: { name: "rg" } } }),
      {
        address: "azurerm_resource_group.it",
        summary: "Missing required argument",
        detail: expect.stringContaining('"location"') as string,
      },
    ],
    [
      "a required attribute that is null",
      deploying({ azurerm_resource_group: { it: { name: "rg", location: '${try(null, "")}' } } }),
      {
        address: "azurerm_resource_group.it",
        summary: "Missing required argument",
        detail: expect.stringContaining('"location"') as string,
      },
    ],
    [
      "an attribute that only the provider sets",
      deploying({ ...GROUP, azurerm_user_assigned_identity: { it: { ...identity(), client_id: "x" } } }),
      { address: "azurerm_user_assigned_identity.it", summary: "Value for unconfigurable attribute" },
    ],
    [
      "too many blocks",
      deploying({
        ...GROUP,
        azurerm_logic_app_workflow: {
          it: { ...workflow(), identity: [{ type: "SystemAssigned" }, { type: "SystemAssigned" }] },
        },
      }),
      { address: "azurerm_logic_app_workflow.it", summary: "Too many identity blocks" },
    ],
    [
      "an unknown resource type",
      deploying({ azurerm_keyvault: { it: {} } }),
      {
        summary: "Invalid resource type",
        detail: expect.stringContaining('does not support resource type "azurerm_keyvault"') as string,
      },
    ],
    [
      "an unknown data source",
      configuration({ data: { azuread_grp: { it: {} } } }),
      { summary: "Invalid data source", detail: expect.stringContaining('"azuread_grp"') as string },
    ],
    [
      "an argument that the provider does not have",
      configuration({ provider: { azurerm: [{ features: [{}], colour: "red" }] }, resource: GROUP }),
      { summary: "Extraneous JSON object property" },
    ],
  ];
  testWithTerraform.each(wrong)("%s", (_, configured, diagnostic) =>
    inAzure(async (simulator, session) => {
      const deploy = session(configured);
      const { ok, diagnostics } = await deploy.validate();
      expect({ ok, diagnostics }).toEqual({ ok: false, diagnostics: [expect.objectContaining(diagnostic)] });
      expect((await deploy.apply()).ok).toBe(false);
      expect(simulator.resources()).toEqual([]);
    }),
  );
});

testWithTerraform("azurerm without its features block is refused, as soon as it is used", () =>
  inAzure(async (_, session) => {
    const { diagnostics } = await session(configuration({ provider: { azurerm: [{}] }, resource: GROUP })).plan();
    expect(diagnostics).toMatchObject([{ severity: "error", summary: "Insufficient features blocks" }]);
  }),
);

const OTHER_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAfIg7b1AUxeAjrceEk9X/vvK0mnxWJNAUjqYPCXg3o2";

describe("a change", () => {
  const machine = (more: Record<string, unknown>, disk: Record<string, unknown> = {}): TerraformConfiguration =>
    deploying({
      ...GROUP,
      azurerm_linux_virtual_machine: {
        it: {
          name: "vm",
          resource_group_name: "${azurerm_resource_group.it.name}",
          location: "westeurope",
          size: "Standard_B2s",
          admin_username: "azureadmin",
          admin_ssh_key: [{ username: "azureadmin", public_key: PUBLIC_KEY }],
          network_interface_ids: [
            `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/nic`,
          ],
          os_disk: [{ caching: "ReadWrite", storage_account_type: "StandardSSD_LRS", ...disk }],
          source_image_reference: [{ publisher: "Canonical", offer: "ubuntu", sku: "server", version: "latest" }],
          ...more,
        },
      },
    });
  const changes: [string, TerraformConfiguration, string][] = [
    ["of a size is made in place", machine({ size: "Standard_B4ms" }), "update"],
    ["of a tag is made in place", machine({ tags: { team: "orders" } }), "update"],
    ["of an identity is made in place", machine({ identity: [{ type: "SystemAssigned" }] }), "update"],
    ["of the spelling of a location is made in place", machine({ location: "West Europe" }), "update"],
    ["of a name replaces", machine({ name: "vm2" }), "replace"],
    ["of a place replaces", machine({ location: "northeurope" }), "replace"],
    ["within a block that cannot change replaces", machine({}, { storage_account_type: "Premium_LRS" }), "replace"],
    [
      "of a set of blocks that cannot change replaces",
      machine({ admin_ssh_key: [{ username: "azureadmin", public_key: OTHER_KEY }] }),
      "replace",
    ],
  ];
  testWithTerraform.each(changes)("%s", (_, changed, action) =>
    inAzure(async (simulator, session) => {
      const deploy = session(machine({}));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      deploy.change(changed);
      expect((await deploy.plan()).changes).toMatchObject([{ address: "azurerm_linux_virtual_machine.it", action }]);
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect((await deploy.plan()).isEmpty).toBe(true);
      expect(simulator.resources()).toHaveLength(2);
    }),
  );
});

testWithTerraform("what stands in a resource is replaced with it", () =>
  inAzure(async (simulator, session) => {
    const account = (name: string): TerraformConfiguration =>
      deploying({
        ...GROUP,
        azurerm_storage_account: {
          it: {
            name,
            resource_group_name: "${azurerm_resource_group.it.name}",
            location: "westeurope",
            account_tier: "Standard",
            account_replication_type: "LRS",
          },
        },
        azurerm_storage_management_policy: { it: { storage_account_id: "${azurerm_storage_account.it.id}" } },
      });
    const deploy = session(account("orders"));
    expect(errorsOf(await deploy.apply())).toEqual([]);
    deploy.change(account("invoices"));
    expect((await deploy.plan()).changes).toMatchObject([
      { address: "azurerm_storage_account.it", action: "replace" },
      { address: "azurerm_storage_management_policy.it", action: "replace" },
    ]);
    expect(errorsOf(await deploy.apply())).toEqual([]);
    expect((await deploy.plan()).isEmpty).toBe(true);
    expect(simulator.resources()).toHaveLength(3);
  }),
);

describe("import", () => {
  testWithTerraform("takes over what exists, and then there is nothing to do", () =>
    inAzure(async (simulator, session) => {
      const config = deploying({
        ...GROUP,
        azurerm_key_vault: { it: vault() },
        azurerm_logic_app_workflow: { it: workflow({ type: "SystemAssigned" }) },
      });
      const first = session(config);
      await first.apply();
      const second = session(config);
      const types = ["azurerm_resource_group", "azurerm_key_vault", "azurerm_logic_app_workflow"];
      for (const { type, id } of simulator.resources()) {
        expect(
          await second.import(`${type}.it`, id.toUpperCase().replace("/SUBSCRIPTIONS", "/subscriptions")),
        ).toMatchObject({ ok: true });
      }
      expect(await second.addresses()).toEqual([...types].sort().map((type) => `${type}.it`));
      expect((await second.plan()).changes).toEqual([]);
    }),
  );

  testWithTerraform("of what does not exist says so", () =>
    inAzure(async (_, session) => {
      const deploy = session(deploying(GROUP));
      expect(await deploy.import("azurerm_resource_group.it", "/subscriptions/x/resourceGroups/none")).toMatchObject({
        ok: false,
        diagnostics: [{ summary: "Cannot import non-existent remote object" }],
      });
    }),
  );
});

describe("values that Terraform cannot simply pass through", () => {
  testWithTerraform("numbers, maps, sets, unknowns and text of any kind survive", () =>
    inAzure(async (_, session) => {
      const tags = { number: "9007199254740993", text: 'ü " \\ 😀 ${"$"}{x} \n end', none: "" };
      const deploy = session(
        deploying(
          {
            ...GROUP,
            azurerm_virtual_network: {
              it: {
                name: "vnet",
                resource_group_name: "${azurerm_resource_group.it.name}",
                location: "westeurope",
                address_space: ["10.1.0.0/16", "10.0.0.0/16"],
                tags,
              },
            },
          },
          {
            output: {
              tags: { value: "${azurerm_virtual_network.it.tags}" },
            },
          },
        ),
      );
      const { outputs, ...applied } = await deploy.apply();
      expect(errorsOf(applied)).toEqual([]);
      expect(outputs).toMatchObject({ tags: { ...tags, text: 'ü " \\ 😀 ${x} \n end' } });
      expect((await deploy.plan()).isEmpty).toBe(true);
    }),
  );
});

describe("an interrupted apply", () => {
  testWithTerraform("keeps what is made, and the next one makes the rest", () =>
    inAzure(
      async (simulator, session) => {
        const deploy = session(deploying({ ...GROUP, azurerm_key_vault: { it: vault() } }));
        const interruption = new AbortController();
        const begun = simulator.faults.untilWrite(2);
        const applying = deploy.apply({ signal: interruption.signal });
        await begun;
        interruption.abort();
        const { ok, output } = await applying;
        expect(ok).toBe(false);
        expect(output).toContain("nterrupt");
        expect(await deploy.addresses()).toEqual(simulator.resources().map(({ type }) => `${type}.it`));
        expect(simulator.resources().length).toBeLessThan(2);
        expect(errorsOf(await deploy.apply())).toEqual([]);
        expect(simulator.resources()).toHaveLength(2);
        expect((await deploy.plan()).isEmpty).toBe(true);
      },
      // Longer than the second after which Terraform takes a provider for dead whose process has ended.
      { latency: 1800 },
    ),
  );
});

testWithTerraform("an interrupted apply does not disturb another one", () =>
  inAzure(
    async (simulator, session) => {
      const group = (name: string): TerraformConfiguration =>
        deploying({ azurerm_resource_group: { it: { name, location: "westeurope" } } });
      const [one, other] = [session(group("one")), session(group("other"))];
      const interruption = new AbortController();
      const begun = simulator.faults.untilWrite(2);
      const applying = Promise.all([one.apply({ signal: interruption.signal }), other.apply()]);
      await begun;
      interruption.abort();
      const [interrupted, undisturbed] = await applying;
      expect([interrupted.ok, undisturbed.ok]).toEqual([false, true]);
      expect(simulator.resources().map(({ attributes }) => attributes.name)).toEqual(["other"]);
    },
    { latency: 2000 },
  ),
);

describe("a simulator that is gone", () => {
  testWithTerraform("fails the command with a message, and nothing else", async () => {
    const simulator = await Simulator.start({ latency: 20_000 });
    const session = simulator.terraform(deploying(GROUP));
    try {
      const begun = simulator.faults.untilWrite(1);
      const applying = session.apply();
      await begun;
      await simulator.stop();
      const during = await applying;
      expect(during.ok).toBe(false);
      expect(errorsOf(during).join()).toMatch(/Plugin did not respond|Request cancelled|connection/i);
      expect(() => simulator.environment()).toThrow("the simulator is stopped");
    } finally {
      session.close();
    }
  });

  testWithTerraform("by a mistake of its own tells what it is", async () => {
    const simulator = await Simulator.start();
    const fail = (): never => {
      throw new Error("no such thing");
    };
    const broken: Provider = {
      schema: releaseData("azurerm", OLDEST.azurerm).schema,
      ...{ validateProvider: fail, configure: fail, validateResource: fail, validateDataSource: fail, plan: fail },
      ...{ apply: fail, upgrade: fail, read: fail, importState: fail, readDataSource: fail, stop: () => undefined },
    };
    const server = await serveProvider(broken);
    const environment = JSON.parse(simulator.environment().TF_REATTACH_PROVIDERS ?? "") as Record<
      string,
      { Addr: object }
    >;
    const attached = {
      ...environment,
      [AZURERM]: { ...environment[AZURERM], Addr: { Network: "tcp", String: server.address } },
    };
    const session = simulator.terraform(deploying(GROUP), {
      environment: { TF_REATTACH_PROVIDERS: JSON.stringify(attached) },
    });
    try {
      const { ok, output } = await session.validate();
      expect(ok).toBe(false);
      expect(output).toContain("the simulator failed: Error: no such thing");
    } finally {
      session.close();
      server.close();
      await simulator.stop();
    }
  });
});
