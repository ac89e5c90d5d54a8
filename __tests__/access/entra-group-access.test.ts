import { Group, type GroupConfig } from "@cdktf/provider-azuread/lib/group";
import { GroupMember } from "@cdktf/provider-azuread/lib/group-member";
import { type TerraformStack } from "cdktf";
import { EntraGroupAccess, KeyVaultAccess, ManagedIdentityBinding, ObjectId, Principal } from "../../lib";
import { identity, keyVault, virtualMachine } from "../support/azure";
import { expectAccess, expectGoodLife, liveInWorld } from "../support/life";
import { problemsOf, resources, testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

const TYPE = "azuread_group_member";

const group = (stack: TerraformStack, config: Partial<GroupConfig> = {}): Group =>
  new Group(stack, "readers", { displayName: "readers", securityEnabled: true, ...config });

const principalOf = (of: Group): Principal => Principal.group(ObjectId.of(of.objectId), { displayName: "readers" });

describe("identities", () => {
  test("become members of a group, each once", () => {
    const stack = testStack();
    const access = [EntraGroupAccess.membership(principalOf(group(stack)))];
    const orders = identity(stack);
    new ManagedIdentityBinding(stack, "app", { identity: orders, access });
    new ManagedIdentityBinding(stack, "again", { identity: orders, access });
    new ManagedIdentityBinding(stack, "machine", { sources: [virtualMachine(stack)], access });
    expect(resources(stack, TYPE)).toEqual({
      "azmi_orders_member-of_readers": {
        group_object_id: "${azuread_group.readers.object_id}",
        member_object_id: "${azurerm_user_assigned_identity.orders.principal_id}",
      },
      "azmi_vm_member-of_readers": {
        group_object_id: "${azuread_group.readers.object_id}",
        member_object_id: "${azurerm_linux_virtual_machine.vm.identity[0].principal_id}",
      },
    });
  });

  testWithTerraform("have what their group may do", async () => {
    const stack = testStack();
    const readers = principalOf(group(stack));
    new ManagedIdentityBinding(stack, "members", {
      identity: identity(stack),
      access: [EntraGroupAccess.membership(readers)],
    });
    new ManagedIdentityBinding(stack, "holders", {
      principal: readers,
      access: [KeyVaultAccess.readSecrets(keyVault(stack))],
    });
    const life = await liveInWorld(stack);
    expectGoodLife(life);
    expectAccess(life, ["id-orders: Member at readers", "readers: Key Vault Secrets User at vault"]);
  });
});

describe("a membership is refused", () => {
  const inBinding = (stack: TerraformStack, of: Principal, principal?: Principal): string[] => {
    const access = [EntraGroupAccess.membership(of)];
    new ManagedIdentityBinding(stack, "app", principal ? { principal, access } : { identity: identity(stack), access });
    return problemsOf(stack);
  };

  test("in a user", () => {
    const user = Principal.user(ObjectId.of("11111111-aaaa-bbbb-cccc-dddddddddddd"));
    expect(inBinding(testStack(), user)).toEqual(["[stack/app] member-of-no-group"]);
  });

  test("of a group in itself", () => {
    const stack = testStack();
    const readers = principalOf(group(stack));
    expect(inBinding(stack, readers, readers)).toEqual(["[stack/app] group-in-itself"]);
  });

  test("in a group that lists its members", () => {
    const stack = testStack();
    const members = ["11111111-aaaa-bbbb-cccc-dddddddddddd"];
    expect(inBinding(stack, principalOf(group(stack, { members })))).toEqual([
      "[stack/app] group-with-members-of-its-own",
    ]);
  });

  test("in no group", () => {
    expect(inBinding(testStack(), {} as Principal)).toEqual(["[stack/app] not-a-principal"]);
  });

  test("if it is there by hand", () => {
    const stack = testStack();
    const readers = group(stack);
    const orders = identity(stack);
    new GroupMember(stack, "by-hand", { groupObjectId: readers.objectId, memberObjectId: orders.objectId.value });
    new ManagedIdentityBinding(stack, "app", {
      identity: orders,
      access: [EntraGroupAccess.membership(principalOf(readers))],
    });
    expect(problemsOf(stack)).toEqual(["[stack] duplicate-group-member"]);
  });
});
