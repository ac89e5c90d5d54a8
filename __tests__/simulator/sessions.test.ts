import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { AzurermBackend } from "cdktf";
import { configuration, errorsOf, inAzure } from "../support/simulation";
import { testApp, testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

describe("a stack that refers to another one", () => {
  testWithTerraform("reads its simulated state, whatever its backend is", () =>
    inAzure(async (simulator) => {
      const app = testApp();
      const [base, shop] = [testStack("base", app), testStack("shop", app)];
      new AzurermBackend(base, { storageAccountName: "state", containerName: "state", key: "base" });
      const group = new ResourceGroup(base, "group", { name: "rg-base", location: "westeurope" });
      new KeyVault(shop, "vault", {
        name: "kv-shop",
        resourceGroupName: group.name,
        location: group.location,
        tenantId: simulator.account.tenantId,
        skuName: "standard",
      });
      app.synth();
      expect(() => simulator.terraform(shop)).toThrow("the stack refers to stack base, which is not in this simulator");
      const first = simulator.terraform(base);
      const second = simulator.terraform(shop);
      try {
        expect(errorsOf(await first.apply())).toEqual([]);
        expect(errorsOf(await second.apply())).toEqual([]);
        expect(simulator.resources().map(({ type }) => type)).toEqual(["azurerm_resource_group", "azurerm_key_vault"]);
        expect((await second.plan()).isEmpty).toBe(true);
      } finally {
        first.close();
        second.close();
      }
    }),
  );
});

test("state that is somewhere else is not reached", () =>
  inAzure(async (_, session) => {
    const state = { backend: "azurerm", config: { storage_account_name: "state", container_name: "state", key: "x" } };
    expect(() => session(configuration({ data: { terraform_remote_state: { other: state } } }))).toThrow(
      "data.terraform_remote_state.other is the state of something that is not in this simulator",
    );
    await Promise.resolve();
  }));
