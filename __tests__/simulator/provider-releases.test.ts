import { type Simulator, type TerraformConfiguration, type TerraformSession } from "../../simulator";
import { configuration, errorsOf, GROUP, identity, inAzure, vault, workflow } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A configuration that pins azurerm. */
const pinned = (version: string, resource: Resources, more: Record<string, unknown> = {}): TerraformConfiguration => ({
  ...configuration({ resource, ...more }),
  terraform: {
    required_providers: {
      azurerm: { source: "hashicorp/azurerm", version },
      azuread: { source: "hashicorp/azuread" },
    },
  },
});

const IDENTITY = { azurerm_user_assigned_identity: { it: identity() } };
const place = { resource_group_name: "${azurerm_resource_group.it.name}", location: "westeurope" };
const ACCOUNT = {
  azurerm_storage_account: {
    it: {
      ...place,
      name: "orders",
      account_tier: "Standard",
      account_replication_type: "LRS",
      // What is left out is public in azurerm 4, and not in azurerm 5.
      allow_nested_items_to_be_public: false,
    },
  },
};
const credential = (more: Record<string, unknown>): Resources => ({
  azurerm_federated_identity_credential: {
    it: {
      name: "github",
      issuer: "https://token.actions.githubusercontent.com",
      subject: "repo:contoso/orders:ref:refs/heads/main",
      audience: ["api://AzureADTokenExchange"],
      ...more,
    },
  },
});
const byParent = { parent_id: "${azurerm_user_assigned_identity.it.id}", resource_group_name: "rg" };
const byIdentity = { user_assigned_identity_id: "${azurerm_user_assigned_identity.it.id}" };
const reader = (more: Record<string, unknown> = {}): Resources => ({
  azurerm_role_assignment: {
    it: {
      scope: "${azurerm_resource_group.it.id}",
      role_definition_name: "Reader",
      principal_id: "${azurerm_user_assigned_identity.it.principal_id}",
      ...more,
    },
  },
});

async function expectLife(session: TerraformSession): Promise<void> {
  expect(errorsOf(await session.apply())).toEqual([]);
  expect((await session.plan()).changes).toEqual([]);
}

describe("azurerm 5", () => {
  testWithTerraform("has the arguments of its own release", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(
        pinned("~> 5.0", {
          ...GROUP,
          ...IDENTITY,
          ...ACCOUNT,
          azurerm_key_vault: { it: vault() },
          azurerm_storage_container: { it: { name: "in", storage_account_id: "${azurerm_storage_account.it.id}" } },
          azurerm_storage_table: { it: { name: "log", storage_account_id: "${azurerm_storage_account.it.id}" } },
          azurerm_eventhub_namespace: { it: { ...place, name: "orders", sku: "Standard" } },
          azurerm_eventhub: {
            it: {
              name: "in",
              namespace_id: "${azurerm_eventhub_namespace.it.id}",
              partition_count: 1,
              message_retention: 1,
            },
          },
          azurerm_private_dns_zone: {
            it: { name: "orders.example", resource_group_name: "rg", depends_on: ["azurerm_resource_group.it"] },
          },
          azurerm_private_dns_a_record: {
            it: {
              name: "a",
              private_dns_zone_id: "${azurerm_private_dns_zone.it.id}",
              ttl: 300,
              records: ["10.0.0.1"],
            },
          },
          ...credential(byIdentity),
          ...reader(),
        }),
      );
      await expectLife(deploy);
      expect(idsOf(simulator)).toMatchObject({
        azurerm_storage_container: "storageAccounts/orders/blobServices/default/containers/in",
        azurerm_eventhub: "namespaces/orders/eventhubs/in",
        azurerm_private_dns_a_record: "privateDnsZones/orders.example/A/a",
        azurerm_federated_identity_credential: "userAssignedIdentities/id-orders/federatedIdentityCredentials/github",
      });
      expect(errorsOf(await deploy.destroy())).toEqual([]);
      expect(simulator.resources()).toEqual([]);
    }),
  );

  testWithTerraform.each([
    [
      "enable_rbac_authorization",
      {
        ...GROUP,
        azurerm_key_vault: { it: vault({ rbac_authorization_enabled: undefined, enable_rbac_authorization: true }) },
      },
    ],
    ["parent_id", { ...GROUP, ...IDENTITY, ...credential(byParent) }],
    [
      "storage_account_name",
      { ...GROUP, ...ACCOUNT, azurerm_storage_container: { it: { name: "in", storage_account_name: "orders" } } },
    ],
  ] as [string, Resources][])("does not know %s any more", (argument, resources) =>
    inAzure(async (_, session) => {
      const deploy = session(pinned("5.2.0", resources));
      expect(JSON.stringify((await deploy.validate()).diagnostics)).toContain(
        `No argument or block type is named \\"${argument}\\"`,
      );
      deploy.change(pinned("4.55.0", resources));
      expect(await deploy.validate()).toMatchObject({ ok: true });
    }),
  );

  testWithTerraform("wants more than before", () =>
    inAzure(async (_, session) => {
      const resources = { ...GROUP, azurerm_key_vault: { it: vault({ rbac_authorization_enabled: undefined }) } };
      expect(errorsOf(await session(pinned("5.2.0", resources)).validate()).join()).toContain("Missing required");
      expect(errorsOf(await session(pinned("4.81.0", resources)).validate())).toEqual([]);
    }),
  );
});

describe("what azurerm got between 4.55 and 5.0", () => {
  const isolated = { ...GROUP, azurerm_user_assigned_identity: { it: { ...identity(), isolation_scope: "Regional" } } };
  const table = (more: Record<string, unknown>): Resources => ({
    ...GROUP,
    ...ACCOUNT,
    azurerm_storage_table: { it: { name: "log", ...more } },
  });
  const byAccount = { storage_account_id: "${azurerm_storage_account.it.id}" };
  const local = {
    ...GROUP,
    azurerm_application_insights: {
      it: { ...place, name: "appi", application_type: "web", local_authentication_enabled: false },
    },
  };
  const registry = {
    ...GROUP,
    azurerm_container_registry: {
      it: { ...place, name: "crorders", sku: "Basic", role_assignment_mode: "AbacRepositoryPermissions" },
    },
  };

  testWithTerraform.each([
    ["the isolation scope of identities", "4.59.0", "4.58.0", isolated],
    ["the identity of federated credentials", "4.65.0", "4.64.0", { ...GROUP, ...IDENTITY, ...credential(byIdentity) }],
    ["the account of tables", "4.77.0", "4.76.0", table(byAccount)],
    ["local authentication, as something to enable", "4.78.0", "4.77.0", local],
    ["how registries assign roles", "4.81.0", "4.80.0", registry],
  ] as [string, string, string, Resources][])("is served from its version on: %s", (_, since, before, resources) =>
    inAzure(async (__, session) => {
      expect((await session(pinned(before, resources)).validate()).ok).toBe(false);
      await expectLife(session(pinned(since, resources)));
    }),
  );

  testWithTerraform("makes other arguments optional, and exactly one necessary", () =>
    inAzure(async (_, session) => {
      const combination = expect.stringContaining("Invalid combination of arguments") as string;
      const known = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id";
      const both = { parent_id: known, user_assigned_identity_id: known, resource_group_name: "rg" };
      const credentials = (more: Record<string, unknown>): TerraformConfiguration =>
        pinned("4.70.0", { ...GROUP, ...IDENTITY, ...credential(more) });
      // Each of the two says so.
      expect(errorsOf(await session(credentials(both)).validate())).toEqual([combination, combination]);
      expect(errorsOf(await session(credentials({})).validate())).toEqual([combination, combination]);
      expect(errorsOf(await session(credentials(byParent)).validate())).toEqual([]);
      const tables = (more: Record<string, unknown>): TerraformConfiguration => pinned("~> 4.77", table(more));
      expect(errorsOf(await session(tables({})).validate())).toEqual([combination, combination]);
      expect(errorsOf(await session(tables({ storage_account_name: "orders" })).validate())).toEqual([]);
    }),
  );

  testWithTerraform("is the tables' keys, wherever the account is named", () =>
    inAzure(async (_, session) => {
      const keyless = {
        azurerm_storage_account: { it: { ...ACCOUNT.azurerm_storage_account.it, shared_access_key_enabled: false } },
      };
      const resources = { ...table({ ...byAccount, acl: [{ id: "a" }] }), ...keyless };
      expect(errorsOf(await session(pinned("5.2.0", resources)).apply()).join()).toContain(
        "KeyBasedAuthenticationNotPermitted",
      );
    }),
  );
});

describe("a role assignment's description", () => {
  testWithTerraform.each([
    ["4.55.0", "replace"],
    ["~> 4.0", "replace"],
    ["5.1.0", "replace"],
    ["5.2.0", "update"],
    ["~> 5.0", "update"],
  ])("changes as azurerm %s has it", (version, action) =>
    inAzure(async (_, session) => {
      const described = (description: string): TerraformConfiguration =>
        pinned(version, { ...GROUP, ...IDENTITY, ...reader({ description }) });
      const deploy = session(described("first"));
      await expectLife(deploy);
      deploy.change(described("second"));
      expect((await deploy.plan()).changes).toMatchObject([{ address: "azurerm_role_assignment.it", action }]);
      await expectLife(deploy);
    }),
  );
});

describe("a version that is not served", () => {
  testWithTerraform.each([["4.40.0"], ["6.0.0"]])("%s fails every command with what is served", (version) =>
    inAzure(async (simulator, session) => {
      const message = `the simulator does not serve azurerm "${version}", which required_providers asks for: it serves 4.55 to 4.x, and 5.x; pin "4.55.0" or "5.2.0", for example`;
      const deploy = session(pinned(version, GROUP));
      const results = [await deploy.validate(), await deploy.plan(), await deploy.apply()];
      expect(results.map(({ ok, diagnostics }) => ({ ok, diagnostics }))).toEqual(
        results.map(() => ({ ok: false, diagnostics: [{ severity: "error", summary: message, detail: "" }] })),
      );
      expect(simulator.resources()).toEqual([]);
    }),
  );
});

describe("one Azure", () => {
  testWithTerraform("serves sessions of several versions at once", () =>
    inAzure(async (simulator, session) => {
      const group = (name: string): Resources => ({ azurerm_resource_group: { it: { name, location: "westeurope" } } });
      const versions = ["4.55.0", "4.60.0", "5.0.0", "5.2.0"];
      const results = await Promise.all(versions.map(async (one) => session(pinned(one, group(`rg-${one}`))).apply()));
      expect(results.flatMap(errorsOf)).toEqual([]);
      expect(
        simulator
          .resources()
          .map(({ attributes }) => attributes.name)
          .sort(),
      ).toEqual(versions.map((one) => `rg-${one}`));
    }),
  );

  testWithTerraform("shows a release what another one deployed", () =>
    inAzure(async (_, session) => {
      await expectLife(
        session(
          pinned("4.55.0", {
            ...GROUP,
            ...IDENTITY,
            ...credential(byParent),
            azurerm_key_vault: {
              it: vault({ rbac_authorization_enabled: undefined, enable_rbac_authorization: true }),
            },
            azurerm_cosmosdb_account: { it: cosmos({ local_authentication_disabled: true }) },
          }),
        ),
      );
      const found = session(
        pinned(
          "5.2.0",
          { azurerm_resource_group: { other: { name: "rg-other", location: "westeurope" } } },
          {
            data: { azurerm_key_vault: { it: { name: "kv-orders", resource_group_name: "rg" } } },
            output: { roles: { value: "${data.azurerm_key_vault.it.rbac_authorization_enabled}" } },
          },
        ),
      );
      const applied = await found.apply();
      expect(errorsOf(applied)).toEqual([]);
      expect(applied.outputs).toEqual({ roles: true });
    }),
  );

  testWithTerraform("takes a state of azurerm 4.55 into azurerm 5.2 without a change", () =>
    inAzure(async (_, session) => {
      const resources = (
        vaults: Record<string, unknown>,
        cosmosdb: Record<string, unknown>,
        by: Record<string, unknown>,
      ): Resources => ({
        ...GROUP,
        ...IDENTITY,
        ...ACCOUNT,
        ...credential(by),
        ...reader(),
        azurerm_key_vault: { it: vault(vaults) },
        azurerm_cosmosdb_account: { it: cosmos(cosmosdb) },
        azurerm_logic_app_workflow: { it: workflow({ type: "SystemAssigned" }, { tags: { team: "orders" } }) },
        azurerm_storage_container: { it: { name: "in", storage_account_id: "${azurerm_storage_account.it.id}" } },
      });
      const deploy = session(
        pinned(
          "4.55.0",
          resources(
            { enable_rbac_authorization: true, rbac_authorization_enabled: undefined },
            { local_authentication_disabled: true },
            byParent,
          ),
        ),
      );
      await expectLife(deploy);
      deploy.change(pinned("5.2.0", resources({}, { local_authentication_enabled: false }, byIdentity)));
      expect((await deploy.plan()).changes).toEqual([]);
      await expectLife(deploy);
    }),
  );
});

const cosmos = (more: Record<string, unknown>): Record<string, unknown> => ({
  ...place,
  name: "cosmos-orders",
  offer_type: "Standard",
  consistency_policy: [{ consistency_level: "Session" }],
  geo_location: [{ location: "westeurope", failover_priority: 0 }],
  ...more,
});

describe("a simulator that is started with versions of providers", () => {
  const withoutVersion = configuration({
    resource: { ...GROUP, azurerm_key_vault: { it: vault({ contact: [{ email: "a@b.example" }] }) } },
  });

  testWithTerraform("serves them where nothing is pinned", () =>
    inAzure(
      async (_, session) => {
        expect(errorsOf(await session(withoutVersion).validate()).join()).toContain("Extraneous JSON object property");
        expect(errorsOf(await session(pinned("4.55.0", GROUP)).validate())).toEqual([]);
      },
      { providerVersions: { azurerm: "~> 5.0" } },
    ),
  );

  test("declares what any release knows, in the words of that release", () =>
    inAzure(async (simulator) => {
      const vaultOf = (name: string, more: Record<string, unknown>): Readonly<Record<string, unknown>> =>
        simulator.declare("azurerm_key_vault", { name, resource_group_name: "rg", ...more });
      expect(vaultOf("old", { enable_rbac_authorization: true })).toMatchObject({ rbac_authorization_enabled: true });
      const table = simulator.declare("azurerm_storage_table", {
        name: "log",
        storage_account_id: "/subscriptions/x/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/orders",
      });
      expect(table.name).toBe("log");
      expect(() => vaultOf("wrong", { colour: "red" })).toThrow("cannot declare azurerm_key_vault: there is no colour");
      await Promise.resolve();
    }));

  test("is refused with versions that nobody serves", async () => {
    await expect(inAzure(() => Promise.resolve(), { providerVersions: { azuread: "2.0.0" } })).rejects.toThrow(
      'the simulator does not serve azuread "2.0.0"',
    );
  });
});

/** Ids of what exists, by type, from the resource that stands in the group. */
const idsOf = (simulator: Simulator): Record<string, string> =>
  Object.fromEntries(simulator.resources().map(({ type, id }) => [type, id.split("/").slice(7).join("/")]));
