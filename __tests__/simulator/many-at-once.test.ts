import { type TerraformConfiguration } from "../../simulator";
import { accessOf, deploying, errorsOf, GROUP, inAzure, vault } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";

const place = { resource_group_name: "${azurerm_resource_group.it.name}", location: "westeurope" };
const SECRETS_USER = "Key Vault Secrets User";

/** Identities, vaults and web apps for every key; every identity and every app reads the vault of its key. */
function perKey(keys: readonly string[]): TerraformConfiguration {
  const for_each = `\${toset(${JSON.stringify(keys)})}`;
  const identities = ["${azurerm_user_assigned_identity.it[each.key].id}"];
  const reader = (principal_id: string): Record<string, unknown> => ({
    for_each,
    scope: "${azurerm_key_vault.it[each.key].id}",
    role_definition_name: SECRETS_USER,
    principal_id,
    principal_type: "ServicePrincipal",
  });
  return deploying({
    ...GROUP,
    azurerm_user_assigned_identity: { it: { ...place, for_each, name: "id-${each.key}" } },
    azurerm_key_vault: { it: { ...vault(), for_each, name: "kv-${each.key}" } },
    azurerm_service_plan: { it: { ...place, name: "plan", os_type: "Linux", sku_name: "B1" } },
    azurerm_linux_web_app: {
      it: {
        ...place,
        for_each,
        name: "app-${each.key}",
        service_plan_id: "${azurerm_service_plan.it.id}",
        site_config: [{}],
        identity: [{ type: "SystemAssigned, UserAssigned", identity_ids: identities }],
      },
    },
    azurerm_role_assignment: {
      identity: reader("${azurerm_user_assigned_identity.it[each.key].principal_id}"),
      app: reader("${azurerm_linux_web_app.it[each.key].identity[0].principal_id}"),
    },
  });
}

const accessesOf = (key: string): string[] => [
  `app-${key}: ${SECRETS_USER} at vaults/kv-${key}`,
  `id-${key}: ${SECRETS_USER} at vaults/kv-${key}`,
];

describe("resources with for_each", () => {
  testWithTerraform("live, and access() tells each instance", () =>
    inAzure(async (simulator, session) => {
      const deploy = session(perKey(["north", "south"]));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect((await deploy.plan()).changes).toEqual([]);
      expect(accessOf(simulator)).toEqual([...accessesOf("north"), ...accessesOf("south")].sort());

      deploy.change(perKey(["east", "north"]));
      const { changes } = await deploy.apply();
      expect(
        new Set(changes.map(({ action, address }) => `${action} ${/\["(.*)"\]/.exec(address)?.[1] ?? ""}`)),
      ).toEqual(new Set(["delete south", "create east"]));
      expect(accessOf(simulator)).toEqual([...accessesOf("east"), ...accessesOf("north")].sort());
      expect(errorsOf(await deploy.destroy())).toEqual([]);
      expect(simulator.resources()).toEqual([]);
    }),
  );
});

describe("resources with count", () => {
  testWithTerraform("live, and access() tells each instance", () =>
    inAzure(async (simulator, session) => {
      const counted = (count: number): TerraformConfiguration =>
        deploying({
          ...GROUP,
          azurerm_user_assigned_identity: { it: { ...place, count, name: "id-${count.index}" } },
          azurerm_key_vault: { it: { ...vault(), count, name: "kv-${count.index}" } },
          azurerm_role_assignment: {
            it: {
              count,
              scope: "${azurerm_key_vault.it[count.index].id}",
              role_definition_name: SECRETS_USER,
              principal_id: "${azurerm_user_assigned_identity.it[count.index].principal_id}",
            },
          },
        });
      const deploy = session(counted(2));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect((await deploy.plan()).changes).toEqual([]);
      expect(accessOf(simulator)).toEqual(
        [0, 1].map((n) => `id-${String(n)}: ${SECRETS_USER} at vaults/kv-${String(n)}`),
      );
      deploy.change(counted(1));
      expect(errorsOf(await deploy.apply())).toEqual([]);
      expect(accessOf(simulator)).toEqual([`id-0: ${SECRETS_USER} at vaults/kv-0`]);
    }),
  );
});
