import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { ResourceGroupPolicyAssignment } from "@cdktf/provider-azurerm/lib/resource-group-policy-assignment";
import { OrchestratedVirtualMachineScaleSet } from "@cdktf/provider-azurerm/lib/orchestrated-virtual-machine-scale-set";
import { Fn, TerraformCount, TerraformIterator, type TerraformResource, TerraformVariable, Testing } from "cdktf";
import { type Construct } from "constructs";
import {
  BuiltInRole,
  ManagedIdentityBinding,
  RoleAccess,
  SystemAssignedManagedIdentity,
  UserAssignedManagedIdentity,
} from "../../lib";
import { IDENTITY_SUPPORT } from "../../lib/source/identity-support.generated";
import {
  identity,
  plainIdentity,
  resourceGroup,
  sqlServer,
  SUBSCRIPTION,
  virtualMachine,
  workflow,
} from "../support/azure";
import { type TerraformJson } from "../support/conformance";
import { AZURERM_VERSION, IS_AZURERM_5 } from "../support/release";
import { onlyResource, problemsOf, resources, testStack, warningsOf } from "../support/synth";

type ResourceClass = new (scope: Construct, id: string, config: object) => TerraformResource;

/** The generated class of a resource type, found where the bindings keep it. */
function classOf(type: string): ResourceClass {
  const folder = type.replace(/^azurerm_/, "").replaceAll("_", "-");
  const module = jest.requireActual<Record<string, ResourceClass & { tfResourceType?: string }>>(
    `@cdktf/provider-azurerm/lib/${folder}`,
  );
  const found = Object.values(module).find((exported) => exported.tfResourceType === type);
  if (!found) {
    throw new Error(`no class for ${type} in ${folder}`);
  }
  return found;
}

/** Whether the bindings have the type: of generated ones, only what some schema at hand has. */
function hasClass(type: string): boolean {
  try {
    classOf(type);
    return true;
  } catch {
    return false;
  }
}

/** A resource of the type with whatever its class cannot do without, and nothing else. */
function bare(scope: Construct, type: string): TerraformResource {
  return new (classOf(type))(scope, "source", { skuName: "needed", location: "needed", skuTier: "needed" });
}

/** The identity block of the source; the rest of these resources is not complete enough to conform. */
function identityBlock(stack: ReturnType<typeof testStack>, type: string): unknown {
  const terraform = JSON.parse(Testing.synth(stack, true)) as TerraformJson;
  return terraform.resource?.[type]?.source?.identity;
}

/** The types of the azurerm release whose bindings are under test, with what they accept there. */
const TYPES = Object.entries(IDENTITY_SUPPORT)
  .filter(([, { removedBy = "6", addedBy = "0" }]) => {
    const release = parseFloat(AZURERM_VERSION);
    return parseFloat(addedBy) <= release && release < parseFloat(removedBy);
  })
  .map(([type, support]) => [type, IS_AZURERM_5 ? { ...support, ...support.from5 } : support] as const);
const SYSTEM = { type: "SystemAssigned" };
const USER = { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.orders.id}"] };
const BOTH = { ...USER, type: "SystemAssigned, UserAssigned" };

describe("every azurerm type that can carry an identity", () => {
  test("has a class in the provider bindings, and no other class can carry one", () => {
    const lib = dirname(dirname(require.resolve("@cdktf/provider-azurerm/lib/key-vault")));
    const isGenerated = lib.includes(".gen");
    const carriers = readdirSync(lib, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(lib, entry.name, isGenerated ? "index.ts" : "index.d.ts"))
      .filter((file) => /extends cdkt[fn]\.TerraformResource[^]*putIdentity\(/.test(readFileSync(file, "utf8")))
      .map(
        (file) =>
          `azurerm_${dirname(file)
            .slice(lib.length + 1)
            .replaceAll("-", "_")}`,
      );
    expect(carriers.sort()).toEqual(TYPES.map(([type]) => type));
  });

  test.each(TYPES.filter(([type]) => hasClass(type)))(
    "%s gets the identities it accepts, and is refused the others",
    (type, support) => {
      const system = testStack();
      SystemAssignedManagedIdentity.of(bare(system, type));
      const user = testStack();
      identity(user).attachTo(bare(user, type));
      const both = testStack();
      const source = bare(both, type);
      SystemAssignedManagedIdentity.of(source);
      identity(both).attachTo(source);

      expect(support.system ? identityBlock(system, type) : problemsOf(system)).toEqual(
        support.system ? SYSTEM : [expect.stringMatching(/^\[stack\/source\] .* takes user-assigned identities only/)],
      );
      const takesUserAlone = support.user && support.userBesideSystemOnly !== true;
      expect(takesUserAlone ? identityBlock(user, type) : problemsOf(user)).toEqual(
        takesUserAlone
          ? USER
          : [expect.stringMatching(/^\[stack\/source\] .* takes (its system-assigned|a user-assigned)/)],
      );
      expect(support.both ? identityBlock(both, type) : problemsOf(both)).toEqual(
        support.both ? BOTH : [expect.stringMatching(/^\[stack\/source\] azurerm_/)],
      );
    },
  );
});

describe("attaching an identity", () => {
  test("keeps the identities that are on the resource", () => {
    const stack = testStack();
    const mine = plainIdentity(stack, "mine");
    const vm = virtualMachine(stack, "vm", { identity: { type: "UserAssigned", identityIds: [mine.id] } });
    new ManagedIdentityBinding(stack, "app", { sources: [vm], identity: identity(stack) });

    expect(onlyResource(stack, "azurerm_linux_virtual_machine").identity).toEqual({
      type: "UserAssigned",
      identity_ids: ["${azurerm_user_assigned_identity.mine.id}", "${azurerm_user_assigned_identity.orders.id}"],
    });
  });

  test("turns system-assigned and user-assigned into both where the type allows it", () => {
    const stack = testStack();
    const vm = virtualMachine(stack, "vm", { identity: { type: "SystemAssigned" } });
    new ManagedIdentityBinding(stack, "app", { sources: [vm], identity: identity(stack) });

    expect(onlyResource(stack, "azurerm_linux_virtual_machine").identity).toEqual(BOTH);
  });

  test("adds to a list of identities that only Terraform knows", () => {
    const stack = testStack();
    const ids = new TerraformVariable(stack, "ids", { type: "list(string)" }).listValue;
    const vm = virtualMachine(stack, "vm", { identity: { type: "UserAssigned", identityIds: ids } });
    identity(stack).attachTo(vm);

    expect(onlyResource(stack, "azurerm_linux_virtual_machine").identity).toEqual({
      type: "UserAssigned",
      identity_ids: "${concat(var.ids, [azurerm_user_assigned_identity.orders.id])}",
    });
  });

  test("attaches the same identity once, however often and by whatever name it is bound", () => {
    const stack = testStack();
    const vm = virtualMachine(stack);
    const orders = identity(stack);
    new ManagedIdentityBinding(stack, "one", { sources: [vm], identity: orders });
    new ManagedIdentityBinding(stack, "two", {
      sources: [vm],
      identity: UserAssignedManagedIdentity.fromResource(orders.resource),
    });

    expect(onlyResource(stack, "azurerm_linux_virtual_machine").identity).toEqual(USER);
  });

  test("names the identity that a SQL server itself uses, and leaves a name that is there", () => {
    const stack = testStack();
    const orders = identity(stack);
    const mine = plainIdentity(stack, "mine");
    orders.attachTo(sqlServer(stack, "named"));
    orders.attachTo(sqlServer(stack, "beside-system", { identity: { type: "SystemAssigned" } }));
    orders.attachTo(
      sqlServer(stack, "kept", {
        identity: { type: "UserAssigned", identityIds: [mine.id] },
        primaryUserAssignedIdentityId: mine.id,
      }),
    );

    const servers = resources(stack, "azurerm_mssql_server");
    const primary = (name: string): unknown => servers[name]!.primary_user_assigned_identity_id;
    expect(primary("named")).toBe("${azurerm_user_assigned_identity.orders.id}");
    expect(primary("beside-system")).toBe("${azurerm_user_assigned_identity.orders.id}");
    expect(primary("kept")).toBe("${azurerm_user_assigned_identity.mine.id}");
  });

  test("warns where azurerm fails when the resource is deployed already", () => {
    const stack = testStack();
    const vm = virtualMachine(stack);
    identity(stack).attachTo(vm);
    SystemAssignedManagedIdentity.of(vm);

    expect(warningsOf(stack)).toEqual([
      "[stack/vm] is given a system-assigned identity; if the resource is deployed without one, azurerm cannot grant it access " +
        'in the same deployment ("Missing required argument", or "inconsistent final plan"): deploy its identity block first, ' +
        "without the grants, or use a user-assigned identity",
    ]);
  });

  test("changes a source once for all accesses, and warns once", () => {
    const stack = testStack();
    const vm = virtualMachine(stack);
    const binding = new ManagedIdentityBinding(stack, "app", { sources: [vm] });
    const written = jest.spyOn(vm, "putIdentity");
    vm.resetIdentity();
    [BuiltInRole.READER, BuiltInRole.MONITORING_READER, BuiltInRole.ACRPULL].forEach((role) => {
      binding.addAccess(RoleAccess.at(`/subscriptions/${SUBSCRIPTION}`, role));
    });

    expect(binding.grants).toHaveLength(3);
    expect(written).not.toHaveBeenCalled();
    expect(warningsOf(stack)).toEqual([expect.stringContaining("[stack/vm] is given a system-assigned identity;")]);
    expect(problemsOf(stack)).toEqual([
      "[stack/vm] its identity block was replaced after a binding had added to it; set the block first, then bind",
    ]);
  });

  test("is refused where the resource would lose the identity", () => {
    const stack = testStack();
    const config = { name: "s", resourceGroupName: "rg", location: "x", platformFaultDomainCount: 1 };
    identity(stack).attachTo(new OrchestratedVirtualMachineScaleSet(stack, "scale-set", config));

    expect(problemsOf(stack)).toEqual([
      "[stack/scale-set] azurerm_orchestrated_virtual_machine_scale_set needs sku_name beside an identity, or azurerm drops its identity; set sku_name",
    ]);
  });

  test("is refused beside a service principal", () => {
    const stack = testStack();
    const cluster = new KubernetesCluster(stack, "cluster", {
      name: "c",
      resourceGroupName: "rg",
      location: "x",
      defaultNodePool: { name: "n" },
      servicePrincipal: { clientId: "c", clientSecret: "s" },
    });
    SystemAssignedManagedIdentity.of(cluster);

    expect(problemsOf(stack)).toEqual([
      "[stack/cluster] azurerm_kubernetes_cluster takes an identity or service_principal, not both; remove service_principal",
    ]);
  });

  test("is reported as lost when the block is replaced afterwards", () => {
    const stack = testStack();
    const replaced = virtualMachine(stack, "replaced");
    const overridden = virtualMachine(stack, "overridden");
    new ManagedIdentityBinding(stack, "app", { sources: [replaced, overridden], identity: identity(stack) });
    replaced.putIdentity({ type: "SystemAssigned" });
    overridden.addOverride("identity.type", "SystemAssigned");

    expect(problemsOf(stack)).toEqual([
      "[stack/replaced] its identity block was replaced after a binding had added to it; set the block first, then bind",
      '[stack/overridden] its identity block is replaced with addOverride("identity", …); use putIdentity before binding it',
    ]);
  });

  test("needs the type of the identity at synth", () => {
    const stack = testStack();
    const type = new TerraformVariable(stack, "type", {}).stringValue;
    identity(stack).attachTo(virtualMachine(stack, "vm", { identity: { type } }));

    expect(problemsOf(stack)).toEqual([
      "[stack/vm] the type of its identity is only known at apply; set it to a literal, or leave the block out",
    ]);
  });

  test("reaches all instances of a source with count or for_each", () => {
    const stack = testStack();
    SystemAssignedManagedIdentity.of(virtualMachine(stack, "vm", { count: TerraformCount.of(Fn.tonumber("3")) }));
    identity(stack).attachTo(workflow(stack, "workflow", { forEach: TerraformIterator.fromList(["eu", "us"]) }));

    expect(onlyResource(stack, "azurerm_linux_virtual_machine").identity).toEqual(SYSTEM);
    expect(onlyResource(stack, "azurerm_logic_app_workflow").identity).toEqual(USER);
  });

  test("gives each instance its own of identities that have the same keys", () => {
    const stack = testStack();
    const regions = TerraformIterator.fromList(["eu", "us"]);
    const identities = plainIdentity(stack, "regional", { forEach: regions });
    UserAssignedManagedIdentity.fromResource(identities).attachTo(workflow(stack, "workflow", { forEach: regions }));
    const numbered = plainIdentity(stack, "numbered", { count: 2 });
    UserAssignedManagedIdentity.fromResource(numbered).attachTo(virtualMachine(stack, "vm", { count: 2 }));

    expect(onlyResource(stack, "azurerm_logic_app_workflow").identity).toEqual({
      type: "UserAssigned",
      identity_ids: ["${azurerm_user_assigned_identity.regional[each.key].id}"],
    });
    expect(onlyResource(stack, "azurerm_linux_virtual_machine").identity).toEqual({
      type: "UserAssigned",
      identity_ids: ["${azurerm_user_assigned_identity.numbered[count.index].id}"],
    });
  });

  test("does not give many identities to a source that stands for one, or for others", () => {
    const stack = testStack();
    const identities = plainIdentity(stack, "regional", { forEach: TerraformIterator.fromList(["eu", "us"]) });
    const regional = UserAssignedManagedIdentity.fromResource(identities);
    regional.attachTo(workflow(stack, "one"));
    regional.attachTo(workflow(stack, "others", { forEach: TerraformIterator.fromList(["asia"]) }));

    const problem =
      "is to carry an identity with count or for_each and does not have the same keys itself; " +
      "give both the same iterator or count, or attach one of the identities";
    expect(problemsOf(stack)).toEqual([`[stack/one] ${problem}`, `[stack/others] ${problem}`]);
  });

  test("is refused where Terraform ignores changes of the block, unless the identity is in it", () => {
    const stack = testStack();
    const lifecycle = { ignoreChanges: ["identity"] };
    identity(stack).attachTo(virtualMachine(stack, "vm", { lifecycle }));
    SystemAssignedManagedIdentity.of(workflow(stack, "own", { lifecycle: { ignoreChanges: "all" } }));
    SystemAssignedManagedIdentity.of(workflow(stack, "has-it", { lifecycle, identity: { type: "SystemAssigned" } }));

    const refused = (type: string): string =>
      `ignores changes of identity (lifecycle.ignoreChanges), so that a deployed ${type} never gets what is added to it; ` +
      "remove identity from ignoreChanges";
    expect(problemsOf(stack)).toEqual([
      `[stack/vm] ${refused("azurerm_linux_virtual_machine")}`,
      `[stack/own] ${refused("azurerm_logic_app_workflow")}`,
    ]);
  });

  test("to a policy assignment needs its location", () => {
    const stack = testStack();
    const policy = { name: "p", policyDefinitionId: "/providers/Microsoft.Authorization/policyDefinitions/d" };
    const group = resourceGroup(stack);
    identity(stack).attachTo(
      new ResourceGroupPolicyAssignment(stack, "policy", { ...policy, resourceGroupId: group.id }),
    );
    identity(stack, "billing").attachTo(
      new ResourceGroupPolicyAssignment(stack, "placed", {
        ...policy,
        resourceGroupId: group.id,
        location: "westeurope",
      }),
    );

    expect(problemsOf(stack)).toEqual([
      "[stack/policy] azurerm_resource_group_policy_assignment needs location beside an identity, or azurerm refuses its identity; set location",
    ]);
  });

  test("does not depend on who attached which identity first", () => {
    const idsIn = (order: readonly ("billing" | "orders")[]): unknown => {
      const stack = testStack();
      const vm = virtualMachine(stack);
      const identities = { orders: identity(stack), billing: identity(stack, "billing") };
      order.forEach((name) => {
        identities[name].attachTo(vm);
      });
      return onlyResource(stack, "azurerm_linux_virtual_machine").identity;
    };
    expect(idsIn(["orders", "billing"])).toEqual(idsIn(["billing", "orders"]));
  });
});
