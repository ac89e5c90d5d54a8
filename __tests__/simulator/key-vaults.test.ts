import { accessOf, deploying, errorsOf, GROUP, identity, inAzure, vault } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";

const POLICY = {
  key_vault_id: "${azurerm_key_vault.it.id}",
  tenant_id: "99999999-8888-7777-6666-555555555555",
  object_id: "${azurerm_user_assigned_identity.it.principal_id}",
  secret_permissions: ["Get", "List"],
};
const ASSIGNMENT = {
  scope: "${azurerm_key_vault.it.id}",
  role_definition_name: "Key Vault Secrets User",
  principal_id: POLICY.object_id,
};

const vaults = (of: Record<string, unknown>, more: Record<string, unknown> = {}): ReturnType<typeof deploying> =>
  deploying({
    ...GROUP,
    azurerm_user_assigned_identity: { it: identity() },
    azurerm_key_vault: { it: vault(of) },
    ...(more as Record<string, Record<string, unknown>>),
  });
const withBoth = {
  azurerm_key_vault_access_policy: { it: POLICY },
  azurerm_role_assignment: { it: ASSIGNMENT },
};

describe("a vault that wants roles", () => {
  testWithTerraform("gives nothing by policy, and says so", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(vaults({ rbac_authorization_enabled: true }, withBoth));
      const { ok, diagnostics } = await deploy.apply();
      expect(ok).toBe(true);
      expect(diagnostics).toMatchObject([
        {
          severity: "warning",
          address: "azurerm_key_vault_access_policy.it",
          summary: expect.stringContaining("this access policy has no effect") as string,
        },
      ]);
      expect(accessOf(simulator)).toEqual(["id-orders: Key Vault Secrets User at vaults/kv-orders"]);
      expect((await deploy.plan()).isEmpty).toBe(true);
    }),
  );
});

describe("a vault that wants policies", () => {
  testWithTerraform("gives nothing by role to what is in it", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(vaults({ rbac_authorization_enabled: false }, withBoth));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(accessOf(simulator)).toEqual(["id-orders: Access policy: secrets Get, List at vaults/kv-orders"]);
      expect((await deploy.plan()).isEmpty).toBe(true);
      await deploy.destroy();
      expect(simulator.resources()).toEqual([]);
    }),
  );

  testWithTerraform("loses a policy that is taken away, also while the vault itself changes", () =>
    inAzure(async (simulator, session) => {
      const of = { rbac_authorization_enabled: false };
      const deploy = session(vaults(of, { azurerm_key_vault_access_policy: { it: POLICY } }));
      await deploy.apply();
      expect(simulator.access()).toHaveLength(1);
      deploy.change(vaults({ ...of, sku_name: "premium" }));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(simulator.access()).toEqual([]);
      expect((await deploy.plan()).isEmpty).toBe(true);
    }),
  );

  testWithTerraform("has one policy for a principal", () =>
    inAzure(async (_, session) => {
      const again = { ...POLICY, depends_on: ["azurerm_key_vault_access_policy.it"] };
      const deploy = session(
        vaults({ rbac_authorization_enabled: false }, { azurerm_key_vault_access_policy: { it: POLICY, again } }),
      );
      expect(errorsOf(await deploy.apply()).join()).toContain("already exists - to be managed via Terraform");
    }),
  );

  testWithTerraform("with policies in it never comes to rest beside policies of their own", () =>
    inAzure(async (_, session) => {
      const inline = [
        {
          tenant_id: POLICY.tenant_id,
          object_id: "11111111-1111-1111-1111-111111111111",
          application_id: null,
          certificate_permissions: null,
          key_permissions: null,
          secret_permissions: ["Get"],
          storage_permissions: null,
        },
      ];
      const deploy = session(
        vaults(
          { rbac_authorization_enabled: false, access_policy: inline },
          { azurerm_key_vault_access_policy: { it: POLICY } },
        ),
      );
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect((await deploy.plan()).changes).toMatchObject([{ address: "azurerm_key_vault.it", action: "update" }]);
    }),
  );
});

testWithTerraform("a secret has versions, and ids for each purpose", () =>
  inAzure(async (simulator, session) => {
    const secret = { name: "greeting", value: "hello", key_vault_id: "${azurerm_key_vault.it.id}" };
    const deploy = session(vaults({}, { azurerm_key_vault_secret: { it: secret } }));
    expect(errorsOf(await deploy.apply())).toEqual([]);
    const { attributes = {} } = simulator.resources().find(({ type }) => type === "azurerm_key_vault_secret") ?? {};
    const vaultId = `/subscriptions/${simulator.account.subscriptionId}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-orders`;
    expect(attributes.id).toBe(`https://kv-orders.vault.azure.net/secrets/greeting/${String(attributes.version)}`);
    expect(attributes.versionless_id).toBe("https://kv-orders.vault.azure.net/secrets/greeting");
    expect(attributes.resource_versionless_id).toBe(`${vaultId}/secrets/greeting`);
    expect((await deploy.plan()).isEmpty).toBe(true);
  }),
);
