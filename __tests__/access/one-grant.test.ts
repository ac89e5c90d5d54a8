import { DataAzurermKeyVault } from "@cdktf/provider-azurerm/lib/data-azurerm-key-vault";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { type ITerraformResource, type TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import * as fc from "../support/fast-check";
import { runs } from "../support/exhaustive";
import {
  type Access,
  BlobStorageAccess,
  BuiltInRole,
  CustomRole,
  type IPrincipal,
  KeyVaultAccess,
  KeyVaultPolicyAccess,
  ManagedIdentityBinding,
  ObjectId,
  Principal,
  RoleAccess,
  SqlAccess,
  SqlDatabaseRole,
  UserAssignedManagedIdentity,
} from "../../lib";
import {
  identity,
  keyVault,
  sqlDatabase,
  storageAccount,
  SUBSCRIPTION,
  TENANT,
  virtualMachine,
} from "../support/azure";
import { type TerraformJson } from "../support/conformance";
import { problemsOf, resources, synthesize, testApp, testStack } from "../support/synth";

const SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
const GROUP = "11111111-aaaa-bbbb-cccc-dddddddddddd";

const assignments = (stack: TerraformStack): string[] => Object.keys(resources(stack, "azurerm_role_assignment"));

describe("the address of a grant", () => {
  test("tells who, what and where", () => {
    const stack = testStack();
    new ManagedIdentityBinding(stack, "app", {
      identity: identity(stack),
      access: [KeyVaultAccess.readSecrets(keyVault(stack)), BlobStorageAccess.read(storageAccount(stack))],
    });
    new ManagedIdentityBinding(stack, "own", {
      sources: [virtualMachine(stack)],
      access: [KeyVaultPolicyAccess.readSecrets(keyVault(stack, "older", { rbacAuthorizationEnabled: false }))],
    });

    expect(assignments(stack)).toEqual([
      "azmi_orders_key-vault-secrets-user_vault",
      "azmi_orders_storage-blob-data-reader_account",
    ]);
    expect(Object.keys(resources(stack, "azurerm_key_vault_access_policy"))).toEqual(["azmi_vm_older"]);
  });

  test("is the same with a binding and without", () => {
    const bound = testStack();
    new ManagedIdentityBinding(bound, "app", {
      identity: identity(bound),
      access: [KeyVaultAccess.readSecrets(keyVault(bound))],
    });
    const granted = testStack();
    KeyVaultAccess.readSecrets(keyVault(granted)).grantTo(granted, "whatever", identity(granted));

    expect(synthesize(granted)).toEqual(synthesize(bound));
  });

  test("is the same whatever the binding is called and wherever in the stack it is", () => {
    const build = (place: (stack: TerraformStack) => Construct, id: string): TerraformJson => {
      const stack = testStack();
      const access = [
        KeyVaultAccess.readSecrets(keyVault(stack)),
        SqlAccess.database(sqlDatabase(stack), { roles: [SqlDatabaseRole.DATA_READER] }),
      ];
      new ManagedIdentityBinding(place(stack), id, { identity: identity(stack), access });
      return synthesize(stack);
    };
    const plain = build((stack) => stack, "app");
    expect(build((stack) => stack, "renamed")).toEqual(plain);
    expect(build((stack) => new Construct(new Construct(stack, "deep"), "down"), "moved")).toEqual(plain);
  });

  test("is the same by whatever verb the role is given", () => {
    const build = (access: (vault: ReturnType<typeof keyVault>) => Access): TerraformJson => {
      const stack = testStack();
      new ManagedIdentityBinding(stack, "app", { identity: identity(stack), access: [access(keyVault(stack))] });
      return synthesize(stack);
    };
    const byVerb = build((vault) => KeyVaultAccess.readSecrets(vault));
    expect(build((vault) => RoleAccess.at(vault.id, BuiltInRole.KEY_VAULT_SECRETS_USER))).toEqual(byVerb);
    expect(build((vault) => RoleAccess.at(vault.id, BuiltInRole.fromName("key vault secrets user")))).toEqual(byVerb);
    expect(build((vault) => RoleAccess.at(vault.id, CustomRole.fromId(SECRETS_USER.toUpperCase())))).toEqual(byVerb);
  });

  test("does not stand for two grants", () => {
    const stack = testStack();
    const [one, other] = [keyVault(stack, "one"), storageAccount(stack, "other")];
    one.overrideLogicalId("data");
    other.overrideLogicalId("data");
    new ManagedIdentityBinding(stack, "app", {
      identity: identity(stack),
      access: [RoleAccess.at(one.id, BuiltInRole.READER), RoleAccess.at(other.id, BuiltInRole.READER)],
    });
    expect(problemsOf(stack)).toEqual([
      expect.stringMatching(
        /^\[stack\/app\] needs the Terraform name azmi_orders_reader_data, which stands for something else already: .*azurerm_storage_account\.data\.id.* here, .*azurerm_key_vault\.data\.id.* there; give one of the constructs another id$/,
      ),
    ]);
  });
});

describe("the same grant said twice", () => {
  test("is one grant, with the resources of both sayings", () => {
    const stack = testStack();
    const [orders, vault] = [identity(stack), keyVault(stack)];
    const bindings = ["one", "two"].map(
      (id) => new ManagedIdentityBinding(stack, id, { identity: orders, access: [KeyVaultAccess.readSecrets(vault)] }),
    );
    KeyVaultAccess.readSecrets(vault).grantTo(stack, "three", orders);

    expect(assignments(stack)).toEqual(["azmi_orders_key-vault-secrets-user_vault"]);
    const [one, two] = bindings.map(({ grants: [grant] }) => grant?.resources);
    expect(one).toEqual(two);
    expect(problemsOf(stack)).toEqual([]);
  });

  test("in one binding is one grant", () => {
    const stack = testStack();
    const vault = keyVault(stack);
    new ManagedIdentityBinding(stack, "app", {
      identity: identity(stack),
      access: [
        KeyVaultAccess.readSecrets(vault),
        KeyVaultAccess.readSecrets(vault),
        RoleAccess.at(vault.id, CustomRole.fromId(SECRETS_USER)),
      ],
    });
    expect(assignments(stack)).toEqual(["azmi_orders_key-vault-secrets-user_vault"]);
  });

  test.each([
    ["description", { description: "for the shop" }, { description: "for billing" }, '"for the shop"', '"for billing"'],
    ["description", {}, { description: "for billing" }, "left out", '"for billing"'],
    ["condition", { condition: "@Resource[a]" }, {}, '"@resource[a]"', "left out"],
  ])("with another %s is an error that names both places", (what, one, other, first, second) => {
    const stack = testStack();
    const [orders, vault] = [identity(stack), keyVault(stack)];
    [one, other].forEach((options, index) => {
      new ManagedIdentityBinding(stack, ["shop", "billing"][index]!, {
        identity: orders,
        access: [KeyVaultAccess.readSecrets(vault, options)],
      });
    });
    const about = problemsOf(stack).filter((problem) => problem.includes(` with ${what} `));
    expect(about.map((problem) => problem.toLowerCase())).toEqual([
      `[stack/billing] grants role key vault secrets user at id of stack/vault with ${what} ${second}, and stack/shop grants it with ` +
        `${what} ${first}; azure keeps one assignment, so give both the same ${what}`,
    ]);
  });

  test("is found where one is written by hand", () => {
    const stack = testStack();
    const [orders, vault] = [identity(stack), keyVault(stack)];
    new RoleAssignment(stack, "by-hand", {
      scope: vault.id,
      principalId: orders.objectId.value,
      roleDefinitionName: "Key Vault Secrets User",
    });
    new ManagedIdentityBinding(stack, "app", { identity: orders, access: [KeyVaultAccess.readSecrets(vault)] });
    expect(problemsOf(stack)).toEqual([
      "[stack] stack/app gives the same role at the same scope to the same principal as stack/by-hand; Azure refuses the second one (RoleAssignmentExists), so keep one of them",
    ]);
  });

  test("is found where a vault is a resource here and a data source there, as far as names are known", () => {
    const build = (name: string): string[] => {
      const stack = testStack();
      const orders = identity(stack);
      const vault = keyVault(stack, "vault", { name: "kv-shop" });
      const found = new DataAzurermKeyVault(stack, "found", { name, resourceGroupName: "rg-test" });
      const targets: ITerraformResource[] = [vault, found];
      targets.forEach((target, index) => {
        KeyVaultAccess.readSecrets(target).grantTo(new Construct(stack, `app${String(index)}`), "grant", orders);
      });
      return problemsOf(stack);
    };
    expect(build("KV-shop")).toEqual([
      "[stack] stack/app1 gives the same role at the same scope to the same principal as stack/app0; Azure refuses the second one (RoleAssignmentExists), so keep one of them",
    ]);
    expect(build("kv-other")).toEqual([]);
  });

  test("is found across the stacks of an app, and told once", () => {
    const app = testApp();
    const [base, other] = [testStack("base", app), testStack("other", app)];
    const [access, orders] = [KeyVaultAccess.readSecrets(keyVault(base)), identity(base)];
    [base, other].forEach((stack) => new ManagedIdentityBinding(stack, "app", { identity: orders, access: [access] }));
    expect(problemsOf(other)).toEqual([
      "[other] other/app gives the same role at the same scope to the same principal as base/app; Azure refuses the second one (RoleAssignmentExists), so keep one of them",
    ]);
    expect(problemsOf(base)).toEqual([]);
  });

  test("by variables of two stacks is two grants, because each has its own values", () => {
    const app = testApp();
    const stacks = ["eu", "us"].map((id) => testStack(id, app));
    stacks.forEach((stack) => {
      const scope = new TerraformVariable(stack, "scope", {}).stringValue;
      RoleAccess.at(scope, BuiltInRole.READER).grantTo(stack, "grant", Principal.group(ObjectId.of(GROUP)));
    });
    expect(stacks.flatMap(problemsOf)).toEqual([]);
  });
});

describe("accesses that differ", () => {
  test("in a custom role that only Terraform knows are two grants", () => {
    const stack = testStack();
    const scope = `/subscriptions/${SUBSCRIPTION}`;
    new ManagedIdentityBinding(stack, "app", {
      identity: identity(stack),
      access: ["one", "two"].map((id) =>
        RoleAccess.at(scope, CustomRole.fromId(new TerraformVariable(stack, id, {}).stringValue)),
      ),
    });
    const roles = Object.values(resources(stack, "azurerm_role_assignment")).map((grant) => grant.role_definition_id);
    expect(roles.sort()).toEqual(
      ["one", "two"].map((id) => `${scope}/providers/Microsoft.Authorization/roleDefinitions/\${basename(var.${id})}`),
    );
  });

  test("in their permissions on a vault share the policy that the vault keeps", () => {
    const stack = testStack();
    const vault = keyVault(stack, "vault", { rbacAuthorizationEnabled: false });
    new ManagedIdentityBinding(stack, "app", {
      identity: identity(stack),
      access: [
        KeyVaultPolicyAccess.permissions(vault, { keys: ["Get"], secrets: ["Set"] }),
        KeyVaultPolicyAccess.permissions(vault, { keys: ["WrapKey"] }),
      ],
    });
    expect(resources(stack, "azurerm_key_vault_access_policy")).toEqual({
      azmi_orders_vault: {
        key_vault_id: "${azurerm_key_vault.vault.id}",
        tenant_id: "${azurerm_key_vault.vault.tenant_id}",
        object_id: "${azurerm_user_assigned_identity.orders.principal_id}",
        key_permissions: ["Get", "WrapKey"],
        secret_permissions: ["Set"],
      },
    });
  });

  test("in the roles of a database are one user with all of them", () => {
    const stack = testStack();
    const database = sqlDatabase(stack);
    new ManagedIdentityBinding(stack, "app", {
      identity: identity(stack),
      access: [SqlDatabaseRole.DATA_READER, SqlDatabaseRole.DATA_WRITER].map((role) =>
        SqlAccess.database(database, { roles: [role] }),
      ),
    });
    const user = "azmi_sql_server_database_user_id-orders";
    expect(Object.keys(resources(stack, "terraform_data"))).toEqual([
      "azmi_sql-ledger",
      "azmi_sql-removals",
      "azmi_sql-removals_sources",
      user,
      `${user}_role_db_datareader`,
      `${user}_role_db_datawriter`,
      "azmi_sql_server_run",
    ]);
  });
});

/** One access of one principal: the smallest thing that a team can say. */
type Fact = readonly [principal: number, access: number];

/** Everything that can be said about three principals and six accesses, said by bindings that each say some of it. */
function sayAll(cuts: readonly { readonly facts: readonly Fact[]; readonly depth: number }[]): TerraformJson {
  const stack = testStack();
  const [vault, older] = [keyVault(stack), keyVault(stack, "older", { rbacAuthorizationEnabled: false })];
  const database = sqlDatabase(stack);
  const principals: IPrincipal[] = [
    identity(stack, "orders"),
    UserAssignedManagedIdentity.fromResource(identity(stack, "billing").resource),
    Principal.group(ObjectId.of(GROUP), { displayName: "Analysts" }),
  ];
  const accesses = [
    KeyVaultAccess.readSecrets(vault),
    KeyVaultPolicyAccess.readSecrets(older),
    KeyVaultPolicyAccess.useKeys(older),
    RoleAccess.at(`/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`, BuiltInRole.READER),
    SqlAccess.database(database, { roles: [SqlDatabaseRole.DATA_READER] }),
    SqlAccess.database(database, { roles: [SqlDatabaseRole.DATA_WRITER] }),
  ];
  const consumer = storageAccount(stack, "consumer");
  cuts.forEach(({ facts, depth }, index) => {
    let scope: Construct = stack;
    for (let level = 0; level < depth; level++) {
      scope = new Construct(scope, `level${String(index)}-${String(level)}`);
    }
    facts.forEach(([who, what], number) => {
      const id = `binding${String(index)}-${String(number)}`;
      const access = [accesses[what]!];
      const principal = principals[who]!;
      const binding = new ManagedIdentityBinding(scope, id, { principal, access });
      binding.applyBefore(consumer);
    });
  });
  return synthesize(stack);
}

test("any way of cutting the same facts into bindings gives the same Terraform JSON", () => {
  const all: Fact[] = [0, 1, 2].flatMap((who) => [0, 1, 2, 3, 4, 5].map((what): Fact => [who, what]));
  const whole = sayAll([{ facts: all, depth: 0 }]);
  expect(Object.keys(whole.resource?.azurerm_role_assignment ?? {})).toHaveLength(6);
  const cut = fc.record({ facts: fc.subarray(all), depth: fc.nat(2) });
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), fc.array(cut, { maxLength: 4 }), (order, more) => {
      expect(sayAll([...more, { facts: order, depth: 1 }])).toEqual(whole);
    }),
    runs(10, 100),
  );
});

test("a principal without a source can be given to a binding, and is granted to alone", () => {
  const stack = testStack();
  new ManagedIdentityBinding(stack, "analysts", {
    principal: Principal.group(ObjectId.of(GROUP)),
    access: [KeyVaultAccess.readSecrets(keyVault(stack, "vault", { tenantId: TENANT }))],
  });
  expect(resources(stack, "azurerm_role_assignment")).toEqual({
    [`azmi_${GROUP}_key-vault-secrets-user_vault`]: {
      scope: "${azurerm_key_vault.vault.id}",
      role_definition_id: `/subscriptions/\${element(split("/", azurerm_key_vault.vault.id), 2)}/providers/Microsoft.Authorization/roleDefinitions/${SECRETS_USER}`,
      principal_id: GROUP,
      principal_type: "Group",
    },
  });
});
