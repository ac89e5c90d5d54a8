import { DataAzurermArcMachine } from "@cdktf/provider-azurerm/lib/data-azurerm-arc-machine";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { TerraformHclModule, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import * as fc from "../support/fast-check";
import { runs } from "../support/exhaustive";
import {
  Access,
  BlobStorageAccess,
  BuiltInRole,
  CustomRole,
  type Grant,
  type IPrincipal,
  KeyVaultAccess,
  ManagedIdentityBinding,
  RoleAccess,
  SqlAccess,
  SqlDatabaseRole,
  SystemAssignedManagedIdentity,
} from "../../lib";
import {
  identity,
  keyVault,
  resourceGroup,
  sqlDatabase,
  storageAccount,
  virtualMachine,
  workflow,
} from "../support/azure";
import { onlyResource, problemsOf, resources, synthesize, testApp, testStack } from "../support/synth";

/** Principal and scope of every role assignment. */
function assignments(stack: TerraformStack): unknown[] {
  return Object.values(resources(stack, "azurerm_role_assignment")).map(({ principal_id, scope }) => [
    principal_id,
    scope,
  ]);
}

const ORDERS = "${azurerm_user_assigned_identity.orders.principal_id}";
const VAULT = "${azurerm_key_vault.vault.id}";

describe("a binding with a user-assigned identity", () => {
  test("attaches it to every source and grants every access once", () => {
    const stack = testStack();
    const binding = new ManagedIdentityBinding(stack, "app", {
      sources: [virtualMachine(stack, "vm1"), virtualMachine(stack, "vm2"), workflow(stack)],
      identity: identity(stack),
      access: [KeyVaultAccess.readSecrets(keyVault(stack)), BlobStorageAccess.readWrite(storageAccount(stack))],
    });

    expect(assignments(stack)).toEqual([
      [ORDERS, VAULT],
      [ORDERS, "${azurerm_storage_account.account.id}"],
    ]);
    const attached = { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.orders.id}"] };
    expect(Object.values(resources(stack, "azurerm_linux_virtual_machine")).map((vm) => vm.identity)).toEqual([
      attached,
      attached,
    ]);
    expect(onlyResource(stack, "azurerm_logic_app_workflow").identity).toEqual(attached);
    expect(binding.grants).toHaveLength(2);
    expect(binding.identity?.displayName).toBe("id-orders");
  });

  test("takes sources and accesses later", () => {
    const stack = testStack();
    const binding = new ManagedIdentityBinding(stack, "app", { identity: identity(stack) });
    const vm = virtualMachine(stack);
    binding.addAccess(KeyVaultAccess.readSecrets(keyVault(stack)));
    binding.addSource(vm);
    binding.addSource(vm);

    expect(assignments(stack)).toEqual([[ORDERS, VAULT]]);
    expect(onlyResource(stack, "azurerm_linux_virtual_machine").identity).toEqual({
      type: "UserAssigned",
      identity_ids: ["${azurerm_user_assigned_identity.orders.id}"],
    });
    expect(binding.sources).toEqual([vm]);
  });
});

describe("an access of one's own", () => {
  test("is granted like any other", () => {
    class ResetCache extends Access {
      public grantId(): string {
        return "cache_reset";
      }
      public grantTo(scope: Construct, id: string, principal: IPrincipal): Grant {
        const role = CustomRole.fromId("ab1f5f4b-0000-1111-2222-333333333333");
        return RoleAccess.at("/subscriptions/00000000-1111-2222-3333-444444444444", role).grantTo(scope, id, principal);
      }
    }
    const stack = testStack();
    new ManagedIdentityBinding(stack, "app", { identity: identity(stack), access: [new ResetCache()] });
    expect(assignments(stack)).toEqual([[ORDERS, "/subscriptions/00000000-1111-2222-3333-444444444444"]]);
  });
});

describe("a binding without an identity", () => {
  test("grants every access to the identity of each source", () => {
    const stack = testStack();
    const binding = new ManagedIdentityBinding(stack, "app", {
      sources: [virtualMachine(stack, "vm1")],
      access: [KeyVaultAccess.readSecrets(keyVault(stack))],
    });
    binding.addSource(virtualMachine(stack, "vm2"));
    binding.addAccess(BlobStorageAccess.read(storageAccount(stack)));

    const vm = (name: string): string => `\${azurerm_linux_virtual_machine.${name}.identity[0].principal_id}`;
    const account = "${azurerm_storage_account.account.id}";
    expect(assignments(stack)).toEqual([
      [vm("vm1"), VAULT],
      [vm("vm1"), account],
      [vm("vm2"), VAULT],
      [vm("vm2"), account],
    ]);
    expect(binding.identity).toBeUndefined();
  });

  test("grants access to an on-premises machine that Azure Arc knows", () => {
    const stack = testStack();
    const machine = new DataAzurermArcMachine(stack, "machine", { name: "onprem", resourceGroupName: "rg-arc" });
    new ManagedIdentityBinding(stack, "app", {
      sources: [machine],
      access: [KeyVaultAccess.readSecrets(keyVault(stack))],
    });
    expect(assignments(stack)).toEqual([["${data.azurerm_arc_machine.machine.identity[0].principal_id}", VAULT]]);
  });
});

describe("putting a binding before its consumers", () => {
  test("makes every resource and module in them depend on every grant, later ones included, and no data source", () => {
    const stack = testStack();
    const app = new Construct(stack, "consumer");
    const binding = new ManagedIdentityBinding(stack, "app", { identity: identity(stack) });
    binding.applyBefore(app);
    binding.addAccess(KeyVaultAccess.readSecrets(keyVault(stack)));
    virtualMachine(app, "vm");
    new DataAzurermArcMachine(app, "machine", { name: "onprem", resourceGroupName: "rg-arc" });
    new TerraformHclModule(app, "module", { source: "Azure/naming/azurerm" });
    binding.addAccess(BlobStorageAccess.read(storageAccount(stack)));

    const grants = [
      "azurerm_role_assignment.azmi_orders_key-vault-secrets-user_vault",
      "azurerm_role_assignment.azmi_orders_storage-blob-data-reader_account",
    ];
    const terraform = synthesize(stack) as unknown as Record<string, Record<string, Record<string, object>>>;
    expect(
      Object.keys(resources(stack, "azurerm_role_assignment")).map((name) => `azurerm_role_assignment.${name}`),
    ).toEqual(grants);
    expect(onlyResource(stack, "azurerm_linux_virtual_machine").depends_on).toEqual(grants);
    expect(Object.values(terraform.data?.azurerm_arc_machine ?? {})).toEqual([
      { name: "onprem", resource_group_name: "rg-arc" },
    ]);
    expect(Object.values(terraform.module ?? {})).toEqual([expect.objectContaining({ depends_on: grants })]);
  });

  test("keeps dependencies that are there, and never makes grants wait for each other", () => {
    const stack = testStack();
    const vm = virtualMachine(stack, "vm", { dependsOn: [resourceGroup(stack)] });
    const binding = new ManagedIdentityBinding(stack, "app", {
      identity: identity(stack),
      access: [KeyVaultAccess.readSecrets(keyVault(stack)), KeyVaultAccess.useKeys(keyVault(stack, "keys"))],
    });
    binding.applyBefore(vm);
    binding.grants[0]?.applyBefore(vm, binding);

    const dependsOn = onlyResource(stack, "azurerm_linux_virtual_machine").depends_on as string[];
    expect(dependsOn).toHaveLength(3);
    expect(dependsOn[0]).toBe("azurerm_resource_group.rg");
    const [first, second] = binding.grants.map(({ resources: [resource] }) => resource?.friendlyUniqueId ?? "");
    const grants = resources(stack, "azurerm_role_assignment");
    expect(grants[first ?? ""]).not.toHaveProperty("depends_on");
    expect(grants[second ?? ""]).toMatchObject({ depends_on: [`azurerm_role_assignment.${first ?? ""}`] });
  });

  test("leaves the look-up of a consumer's own client id alone", () => {
    const stack = testStack();
    const vm = virtualMachine(stack);
    SystemAssignedManagedIdentity.of(vm).findClientId();
    new ManagedIdentityBinding(stack, "app", {
      identity: identity(stack),
      access: [KeyVaultAccess.readSecrets(keyVault(stack))],
    }).applyBefore(vm);

    expect(onlyResource(stack, "azurerm_linux_virtual_machine").depends_on).toHaveLength(1);
    expect(Object.values(synthesize(stack).data?.azuread_service_principal ?? {})).toEqual([
      { object_id: "${azurerm_linux_virtual_machine.vm.identity[0].principal_id}" },
    ]);
  });

  test("makes a consumer in another stack wait with its whole stack", () => {
    const app = testApp();
    const stack = testStack("base", app);
    const other = testStack("other", app);
    const binding = new ManagedIdentityBinding(stack, "app", {
      identity: identity(stack),
      access: [KeyVaultAccess.readSecrets(keyVault(stack))],
    });
    binding.applyBefore(virtualMachine(other));

    expect(onlyResource(other, "azurerm_linux_virtual_machine")).not.toHaveProperty("depends_on");
    expect(other.dependsOn(stack)).toBe(true);
  });
});

describe("addresses", () => {
  const accesses = (stack: TerraformStack): Access[] => [
    KeyVaultAccess.readSecrets(keyVault(stack)),
    KeyVaultAccess.useKeys(keyVault(stack, "keys")),
    BlobStorageAccess.readWrite(storageAccount(stack)),
    RoleAccess.at(resourceGroup(stack).id, BuiltInRole.READER),
    RoleAccess.at("/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/literal", BuiltInRole.READER),
    SqlAccess.database(sqlDatabase(stack), { roles: [SqlDatabaseRole.DATA_READER, SqlDatabaseRole.DATA_WRITER] }),
  ];

  /** All addresses of an app whose parts come in the given order, with unrelated constructs in between. */
  function addresses(order: number[], unrelated: number, shared: boolean): string[] {
    const stack = testStack();
    const noise = (count: number, where: string): void => {
      for (let i = 0; i < count; i++) {
        new ManagedIdentityBinding(stack, `${where}${String(i)}`, {
          sources: [virtualMachine(stack, `${where}-vm${String(i)}`)],
          access: [KeyVaultAccess.readSecrets(keyVault(stack, `${where}-vault${String(i)}`))],
        });
      }
    };
    noise(unrelated, "before");
    const all = accesses(stack);
    const sources = ["vm1", "vm2", "vm3"].map((name) => virtualMachine(stack, name));
    new ManagedIdentityBinding(stack, "app", {
      identity: shared ? identity(stack) : undefined,
      sources: order.map((index) => sources[index % 3]!),
      access: order.map((index) => all[index]!),
    });
    noise(unrelated, "after");
    return Object.entries(synthesize(stack).resource ?? {})
      .flatMap(([type, elements]) => Object.keys(elements).map((name) => `${type}.${name}`))
      .filter((address) => !/(before|after)-/.test(address))
      .sort();
  }

  test.each([
    ["a shared identity", true],
    ["identities of their own", false],
  ])("stay the same when constructs come, go or change places: %s", (_what, shared) => {
    const plain = addresses([0, 1, 2, 3, 4, 5], 0, shared);
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 });
    fc.assert(
      fc.property(order, fc.nat(3), (shuffled, unrelated) => {
        expect(addresses(shuffled, unrelated, shared)).toEqual(plain);
      }),
      runs(10, 100),
    );
  });

  test("tell targets of the same name apart", () => {
    const app = testApp();
    const stack = testStack("app", app);
    const other = testStack("other", app);
    const nested = new Construct(stack, "nested");
    new ManagedIdentityBinding(stack, "binding", {
      identity: identity(stack),
      access: [keyVault(stack), keyVault(nested), keyVault(other)].map((vault) => KeyVaultAccess.readSecrets(vault)),
    });
    expect(Object.keys(resources(stack, "azurerm_role_assignment"))).toHaveLength(3);
    expect(problemsOf(stack)).toEqual([]);
  });
});

describe("the same access given twice", () => {
  test("is found where one is written by hand", () => {
    const stack = testStack();
    const orders = identity(stack);
    const vault = keyVault(stack);
    new RoleAssignment(stack, "by-hand", {
      scope: vault.id,
      principalId: orders.objectId.value,
      roleDefinitionName: "Key Vault Secrets User",
    });
    new ManagedIdentityBinding(stack, "app", { identity: orders, access: [KeyVaultAccess.readSecrets(vault)] });
    expect(problemsOf(stack)).toEqual([expect.stringContaining("to the same principal as stack/by-hand")]);
  });

  test("is found across stacks, and told once", () => {
    const app = testApp();
    const [base, other] = [testStack("base", app), testStack("other", app)];
    const access = KeyVaultAccess.readSecrets(keyVault(base));
    const orders = identity(base);
    [base, other].forEach((stack) => new ManagedIdentityBinding(stack, "app", { identity: orders, access: [access] }));
    const told = expect.stringContaining(
      "other/app gives the same role at the same scope to the same principal as base/app",
    ) as string;
    expect(problemsOf(other)).toEqual([told]);
    expect(problemsOf(base)).toEqual([]);
  });

  test("is no problem in two stacks that only look alike", () => {
    const app = testApp();
    const stacks = ["eu", "us"].map((id) => testStack(id, app));
    stacks.forEach((stack) => {
      new ManagedIdentityBinding(stack, "app", {
        identity: identity(stack),
        access: [KeyVaultAccess.readSecrets(keyVault(stack))],
      });
    });
    expect(stacks.flatMap(problemsOf)).toEqual([]);
  });
});
