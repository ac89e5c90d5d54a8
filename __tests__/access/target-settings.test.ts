import { ContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { MysqlFlexibleServer } from "@cdktf/provider-azurerm/lib/mysql-flexible-server";
import {
  type RoleAccess,
  ContainerRegistryAccess,
  KubernetesAccess,
  MySqlAccess,
  ObjectId,
  Principal,
} from "../../lib";
import { identity, TENANT } from "../support/azure";
import { IS_AZURERM_5 } from "../support/release";
import { problemsOf, testStack } from "../support/synth";

const place = { resourceGroupName: "rg-test", location: "westeurope" };

describe("a cluster", () => {
  const grantOn = (rbac?: object): string[] => {
    const stack = testStack();
    const cluster = new KubernetesCluster(stack, "cluster", {
      ...place,
      name: "aks",
      defaultNodePool: { name: "pool", vmSize: "Standard_D2s_v5", nodeCount: 1 },
      azureActiveDirectoryRoleBasedAccessControl: rbac,
    });
    KubernetesAccess.read(cluster).grantTo(stack, "grant", identity(stack));
    return problemsOf(stack);
  };

  // https://learn.microsoft.com/azure/aks/manage-azure-rbac
  test("that does not authorize with Azure roles is refused", () => {
    expect(grantOn()).toEqual(["[stack] cluster-without-azure-rbac"]);
    expect(grantOn({ azureRbacEnabled: false, tenantId: TENANT })).toEqual(["[stack] cluster-without-azure-rbac"]);
  });

  test("that does so passes", () => {
    expect(grantOn({ azureRbacEnabled: true, tenantId: TENANT })).toEqual([]);
  });
});

// https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions
describe("a registry", () => {
  const grantOn = (access: (registry: ContainerRegistry) => RoleAccess, config: object): string[] => {
    const stack = testStack();
    const registry = new ContainerRegistry(stack, "registry", { ...place, name: "acr", sku: "Basic", ...config });
    access(registry).grantTo(stack, "grant", identity(stack));
    return problemsOf(stack);
  };
  const pull = (registry: ContainerRegistry): RoleAccess => ContainerRegistryAccess.pull(registry);
  const read = (registry: ContainerRegistry): RoleAccess => ContainerRegistryAccess.readRepositories(registry);
  const withRepositories = { roleAssignmentMode: "AbacRepositoryPermissions" };

  test("that nothing is known about takes roles on itself", () => {
    expect(grantOn(pull, {})).toEqual([]);
  });

  test("ignores roles on its repositories until its mode is set, which a release before 4.81 cannot do", () => {
    expect(grantOn(read, {})).toEqual(IS_AZURERM_5 ? ["[stack] registry-ignores-repository-roles"] : []);
  });

  const testWithMode = IS_AZURERM_5 ? test : test.skip;
  testWithMode("with roles on its repositories ignores those on itself", () => {
    expect(grantOn(read, withRepositories)).toEqual([]);
    expect(grantOn(pull, withRepositories)).toEqual(["[stack] registry-honors-repository-roles"]);
  });
});

test("MySQL does not know an application whose client id nobody knows", () => {
  const stack = testStack();
  const server = new MysqlFlexibleServer(stack, "mysql", { ...place, name: "mysql" });
  identity(stack, "reader").attachTo(server);
  const app = Principal.servicePrincipal(ObjectId.of("11111111-aaaa-bbbb-cccc-dddddddddddd"), { displayName: "app" });
  MySqlAccess.administer(server).grantTo(stack, "grant", app);
  expect(problemsOf(stack)).toEqual(["[stack] principal-client-id-unknown"]);
});
