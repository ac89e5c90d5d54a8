import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { AzurermBackend, Lazy, TerraformOutput, type TerraformStack } from "cdktf";
import { type Simulator } from "../../simulator";
import { configuration, errorsOf, inAzure } from "../support/simulation";
import { testApp, testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

/** A stack with a group, and one with a vault in that group; neither is synthesized. */
function twoStacks(): { readonly base: TerraformStack; readonly shop: TerraformStack } {
  const app = testApp();
  const [base, shop] = [testStack("base", app), testStack("shop", app)];
  new AzurermBackend(base, { storageAccountName: "state", containerName: "state", key: "base" });
  const group = new ResourceGroup(base, "group", { name: "rg-base", location: "westeurope" });
  new KeyVault(shop, "vault", {
    name: "kv-shop",
    resourceGroupName: group.name,
    location: group.location,
    tenantId: "99999999-8888-7777-6666-555555555555",
    skuName: "standard",
  });
  return { base, shop };
}

const typesIn = (simulator: Simulator): string[] => simulator.resources().map(({ type }) => type);

describe("a stack that refers to another one", () => {
  testWithTerraform("reads its simulated state, whatever its backend is", () =>
    inAzure(async (simulator, session) => {
      const { base, shop } = twoStacks();
      const [first, second] = [session(base), session(shop)];
      expect(errorsOf(await first.apply())).toEqual([]);
      expect(errorsOf(await second.apply())).toEqual([]);
      expect(typesIn(simulator)).toEqual(["azurerm_resource_group", "azurerm_key_vault"]);
      expect((await second.plan()).isEmpty).toBe(true);
    }),
  );

  testWithTerraform("may be handed over when the other one is applied", () =>
    inAzure(async (_, session) => {
      const { base, shop } = twoStacks();
      expect(errorsOf(await session(base).apply())).toEqual([]);
      expect(errorsOf(await session(shop).apply())).toEqual([]);
    }),
  );

  testWithTerraform("may be handed over first", () =>
    inAzure(async (simulator, session) => {
      const { base, shop } = twoStacks();
      const [second, first] = [session(shop), session(base)];
      expect(errorsOf(await first.apply())).toEqual([]);
      expect(errorsOf(await second.apply())).toEqual([]);
      expect(typesIn(simulator)).toEqual(["azurerm_resource_group", "azurerm_key_vault"]);
      expect([(await first.plan()).changes, (await second.plan()).changes]).toEqual([[], []]);
    }),
  );

  testWithTerraform("may be written when the other one is applied, which is then applied again", () =>
    inAzure(async (_, session) => {
      const app = testApp();
      const base = testStack("base", app);
      const group = new ResourceGroup(base, "group", { name: "rg-base", location: "westeurope" });
      const first = session(base);
      expect(errorsOf(await first.apply())).toEqual([]);
      const shop = testStack("shop", app);
      new ResourceGroup(shop, "group", { name: "rg-shop", location: group.location });
      const second = session(shop);
      expect(errorsOf(await second.apply())).toEqual([": the stack refers to stack base: apply stack base first"]);
      expect(errorsOf(await first.apply())).toEqual([]);
      expect(errorsOf(await second.apply())).toEqual([]);
    }),
  );

  testWithTerraform("is told what to apply first, and can be validated before", () =>
    inAzure(async (simulator, session) => {
      const { base, shop } = twoStacks();
      const second = session(shop);
      expect(await second.validate()).toMatchObject({ ok: true, diagnostics: [] });
      expect(errorsOf(await second.plan())).toEqual([
        ": the stack refers to stack base, which is not in this simulator: hand it to simulator.terraform() and apply it first, or use simulateApp()",
      ]);
      session(base);
      const first = ": the stack refers to stack base: apply stack base first";
      expect(errorsOf(await second.plan())).toEqual([first]);
      expect(errorsOf(await second.apply())).toEqual([first]);
      expect(simulator.resources()).toEqual([]);
    }),
  );
});

testWithTerraform("a stack that only depends on another one is applied after it", () =>
  inAzure(async (_, session) => {
    const app = testApp();
    const [base, shop] = [testStack("base", app), testStack("shop", app)];
    shop.addDependency(base);
    const [second, first] = [session(shop), session(base)];
    expect(errorsOf(await second.apply())).toEqual([": the stack depends on stack base: apply stack base first"]);
    expect(errorsOf(await first.apply())).toEqual([]);
    expect(errorsOf(await second.apply())).toEqual([]);
  }),
);

testWithTerraform("a stack is synthesized again for every command", () =>
  inAzure(async (simulator, session) => {
    const stack = testStack();
    const deploy = session(stack);
    new ResourceGroup(stack, "late", { name: "rg-late", location: "westeurope" });
    expect(errorsOf(await deploy.apply())).toEqual([]);
    expect(typesIn(simulator)).toEqual(["azurerm_resource_group"]);
    stack.node.addValidation({ validate: () => ["is wrong"] });
    expect(errorsOf(await deploy.plan()).join()).toContain("is wrong");
  }),
);

testWithTerraform("another stack of the app that is wrong does not matter", () =>
  inAzure(async (_, session) => {
    const app = testApp();
    const wrong = Lazy.anyValue({
      produce: () => {
        throw new Error("no such thing");
      },
    });
    new TerraformOutput(testStack("other", app), "output", { value: wrong });
    expect(errorsOf(await session(testStack("shop", app)).apply())).toEqual([]);
  }),
);

test("state that is somewhere else is not reached", () =>
  inAzure(async (_, session) => {
    const state = { backend: "azurerm", config: { storage_account_name: "state", container_name: "state", key: "x" } };
    expect(() => session(configuration({ data: { terraform_remote_state: { other: state } } }))).toThrow(
      "data.terraform_remote_state.other is the state of something that is not in this simulator",
    );
    await Promise.resolve();
  }));
