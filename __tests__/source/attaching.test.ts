import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { OrchestratedVirtualMachineScaleSet } from "@cdktf/provider-azurerm/lib/orchestrated-virtual-machine-scale-set";
import { Fn, TerraformCount, type TerraformResource, TerraformVariable, Testing } from "cdktf";
import { type Construct } from "constructs";
import { ManagedIdentityBinding, SystemAssignedManagedIdentity, UserAssignedManagedIdentity } from "../../lib";
import { IDENTITY_SUPPORT } from "../../lib/source/identity-support.generated";
import { identity, plainIdentity, sqlServer, virtualMachine, workflow } from "../support/azure";
import { type TerraformJson } from "../support/conformance";
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

/** A resource of the type with whatever its class cannot do without, and nothing else. */
function bare(scope: Construct, type: string): TerraformResource {
  return new (classOf(type))(scope, "source", { skuName: "needed by one of them" });
}

/** The identity block of the source; the rest of these resources is not complete enough to conform. */
function identityBlock(stack: ReturnType<typeof testStack>, type: string): unknown {
  const terraform = JSON.parse(Testing.synth(stack, true)) as TerraformJson;
  return terraform.resource?.[type]?.source?.identity;
}

const TYPES = Object.entries(IDENTITY_SUPPORT);
const SYSTEM = { type: "SystemAssigned" };
const USER = { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.orders.id}"] };
const BOTH = { ...USER, type: "SystemAssigned, UserAssigned" };

describe("every azurerm type that can carry an identity", () => {
  test("has a class in the provider bindings, and no other class can carry one", () => {
    const lib = join(dirname(require.resolve("@cdktf/provider-azurerm/package.json")), "lib");
    const carriers = readdirSync(lib, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(lib, entry.name, "index.d.ts"))
      .filter((file) => /extends cdktf\.TerraformResource[^]*putIdentity\(/.test(readFileSync(file, "utf8")))
      .map(
        (file) =>
          `azurerm_${dirname(file)
            .slice(lib.length + 1)
            .replaceAll("-", "_")}`,
      );
    expect(carriers.sort()).toEqual(TYPES.map(([type]) => type).sort());
    expect(carriers).toHaveLength(135);
  });

  test.each(TYPES)("%s gets the identities it accepts, and is refused the others", (type, support) => {
    const system = testStack();
    SystemAssignedManagedIdentity.of(bare(system, type));
    const user = testStack();
    identity(user).attachTo(bare(user, type));
    const both = testStack();
    const source = bare(both, type);
    identity(both).attachTo(source);
    SystemAssignedManagedIdentity.of(source);

    expect(support.system ? identityBlock(system, type) : problemsOf(system)).toEqual(
      support.system ? SYSTEM : [expect.stringMatching(/^\[stack\/source\] .* takes user-assigned identities only/)],
    );
    expect(support.user ? identityBlock(user, type) : problemsOf(user)).toEqual(
      support.user ? USER : [expect.stringMatching(/^\[stack\/source\] .* takes its system-assigned identity only/)],
    );
    expect(support.both ? identityBlock(both, type) : problemsOf(both)).toEqual(
      support.both ? BOTH : [expect.stringMatching(/^\[stack\/source\] azurerm_/)],
    );
  });
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

    expect(warningsOf(stack)).toEqual([expect.stringMatching(/^\[stack\/vm\] adds a system-assigned identity beside/)]);
  });

  test("is refused where the resource would lose the identity", () => {
    const stack = testStack();
    const config = { name: "s", resourceGroupName: "rg", location: "x", platformFaultDomainCount: 1 };
    identity(stack).attachTo(new OrchestratedVirtualMachineScaleSet(stack, "scale-set", config));

    expect(problemsOf(stack)).toEqual([
      "[stack/scale-set] azurerm_orchestrated_virtual_machine_scale_set loses its identity without sku_name; set sku_name",
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

  test("cannot give one system-assigned identity to many instances", () => {
    const stack = testStack();
    const machines = virtualMachine(stack, "vm", { count: TerraformCount.of(Fn.tonumber("3")) });
    SystemAssignedManagedIdentity.of(machines);
    identity(stack).attachTo(workflow(stack, "workflow", { count: 2 }));

    expect(problemsOf(stack)).toEqual([expect.stringContaining("[stack/vm] has count or for_each")]);
  });
});
