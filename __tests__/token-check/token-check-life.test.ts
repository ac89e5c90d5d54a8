import { KeyVaultAccess, ManagedIdentityBinding, TokenCheck, TokenCheckTarget } from "../../lib";
import { identity, keyVault, virtualMachine } from "../support/azure";
import { expectAccess, expectGoodLife, liveInWorld } from "../support/life";
import { testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

testWithTerraform("a token check runs after the access that it checks", async () => {
  const stack = testStack();
  const [machine, vault, shared] = [virtualMachine(stack), keyVault(stack), identity(stack)];
  const binding = new ManagedIdentityBinding(stack, "app", {
    sources: [machine],
    identity: shared,
    access: [KeyVaultAccess.readSecrets(vault)],
  });
  const check = new TokenCheck(stack, "check", { machine, identity: shared, target: TokenCheckTarget.keyVault(vault) });
  binding.applyBefore(check);
  const life = await liveInWorld(stack);
  expectGoodLife(life);
  expectAccess(life, ["id-orders: Key Vault Secrets User at vault"]);
});
