import { KeyVault, type KeyVaultConfig } from "@cdktf/provider-azurerm/lib/key-vault";
import { keyVault } from "./azure";
import { conformanceProblems } from "./conformance";
import { synthesize, testStack } from "./synth";

describe("the schema conformance check", () => {
  test("accepts a complete resource", () => {
    const stack = testStack();
    keyVault(stack);
    expect(synthesize(stack).resource).toHaveProperty("azurerm_key_vault");
  });

  test("refuses a missing required argument", () => {
    const stack = testStack();
    new KeyVault(stack, "vault", { name: "vault" } as KeyVaultConfig);
    expect(() => synthesize(stack)).toThrow("resource.azurerm_key_vault.vault.tenant_id: required and missing");
  });

  test.each([
    ["an unknown argument", "colour", "blue", "colour: unknown argument"],
    ["a wrong type", "purge_protection_enabled", "perhaps", 'purge_protection_enabled: "perhaps" is no "bool"'],
    ["what the provider sets itself", "vault_uri", "x", "vault_uri: set by the provider, cannot be configured"],
    ["a block too many", "network_acls", [{}, {}], "network_acls: 2 blocks, at most 1 allowed"],
    ["an argument missing in a block", "network_acls", {}, "network_acls.bypass: required and missing"],
  ])("refuses %s", (_what, argument, value, message) => {
    const stack = testStack();
    keyVault(stack).addOverride(argument, value);
    expect(() => synthesize(stack)).toThrow(message);
  });

  test("refuses a type that the provider does not have", () => {
    expect(conformanceProblems({ resource: { azurerm_pony: { p: {} } } })).toEqual([
      "resource.azurerm_pony.p: unknown type",
    ]);
  });
});
