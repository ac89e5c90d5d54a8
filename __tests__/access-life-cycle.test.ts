import { Group } from "@cdktf/provider-azuread/lib/group";
import { MysqlFlexibleServer } from "@cdktf/provider-azurerm/lib/mysql-flexible-server";
import { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { RedisCache } from "@cdktf/provider-azurerm/lib/redis-cache";
import { type TerraformStack } from "cdktf";
import * as azmi from "../lib";
import {
  type Access,
  BuiltInRole,
  CosmosDbAccess,
  KustoAccess,
  ManagedHsmAccess,
  ManagedRedisAccess,
  MicrosoftGraphAccess,
  MongoClusterAccess,
  MySqlAccess,
  ObjectId,
  PostgresAccess,
  Principal,
  RedisAccess,
  RoleAccess,
  SynapseAccess,
} from "../lib";
import facts from "./access/role-verbs.json";
import { identity, resourceGroup, TENANT } from "./support/azure";
import { expectGoodLife, live } from "./support/life";
import { testStack } from "./support/synth";
import { nameOfTarget, schemaOfType, targetOf } from "./support/targets";
import { testWithTerraform } from "./support/terraform";

/** Every verb of every service, on each type of target, lives when the real terraform applies it: a dozen services a stack. */

type Verbs = Readonly<Record<string, (target: unknown) => Access>>;

const place = { resourceGroupName: "rg-test", location: "westeurope" };

const CASES = facts
  .flatMap(({ targets, ...fact }) => targets.map((type) => ({ ...fact, type })))
  .filter(({ type }) => schemaOfType(type) !== undefined);

const SERVICES = [...new Set(CASES.map(({ access }) => access))].sort();

/** Services that share a stack: terraform takes as long to start as to grant the accesses of ten services. */
const STACKS = Array.from({ length: Math.ceil(SERVICES.length / 12) }, (_, at) =>
  SERVICES.slice(at * 12, at * 12 + 12),
);

async function lives(build: (stack: TerraformStack) => void, access: readonly string[]): Promise<void> {
  const stack = testStack();
  build(stack);
  const life = await live(stack, (simulator) => {
    simulator.declare("azurerm_resource_group", { name: "rg-test" });
  });
  expectGoodLife(life);
  const found = life.access.map(({ principal, role, scope }) => {
    const who = principal.startsWith("id-") ? principal : "by client id";
    return `${who}: ${role.split("/").at(-1) ?? ""} at ${scope.split("/").at(-1) ?? ""}`;
  });
  expect(found.sort()).toEqual([...new Set(access)].sort());
}

describe("accesses by roles:", () => {
  testWithTerraform.each(STACKS.map((services) => [services.join(", "), services] as const))(
    "%s",
    async (_, services) => {
      const cases = CASES.filter(({ access }) => services.includes(access));
      await lives(
        (stack) => {
          const principal = identity(stack);
          cases.forEach(({ access, verb, type }) => {
            const verbs = azmi[access as keyof typeof azmi] as unknown as Verbs;
            verbs[verb]!(targetOf(stack, type)).grantTo(stack, "grant", principal);
          });
        },
        cases.map(({ role, type }) => `id-orders: ${role} at ${nameOfTarget(type)}`),
      );
    },
  );
});

/** Services that keep their grants themselves, with what the access table calls the grants. */
const OWN: Readonly<
  Record<string, { readonly access: (stack: TerraformStack) => Access[]; readonly gives: string[] }>
> = {
  CosmosDbAccess: {
    access: (stack) => [
      CosmosDbAccess.readWrite(targetOf(stack, "azurerm_cosmosdb_account")),
      CosmosDbAccess.read(targetOf(stack, "azurerm_cosmosdb_sql_database")),
      CosmosDbAccess.read(targetOf(stack, "azurerm_cosmosdb_sql_container")),
    ],
    gives: [
      "id-orders: 00000000-0000-0000-0000-000000000002 at cosmosdbaccount",
      "id-orders: 00000000-0000-0000-0000-000000000001 at cosmosdbsqldatabase",
      "id-orders: 00000000-0000-0000-0000-000000000001 at cosmosdbsqlcontainer",
    ],
  },
  RedisAccess: {
    access: (stack) => [
      RedisAccess.read(
        new RedisCache(stack, "redis", {
          ...place,
          name: "redis",
          capacity: 1,
          family: "C",
          skuName: "Standard",
          redisConfiguration: { activeDirectoryAuthenticationEnabled: true },
        }),
      ),
    ],
    gives: ["id-orders: Data Reader at redis"],
  },
  ManagedRedisAccess: {
    access: (stack) => [ManagedRedisAccess.own(targetOf(stack, "azurerm_managed_redis"))],
    gives: [],
  },
  KustoAccess: {
    access: (stack) => [
      KustoAccess.administer(targetOf(stack, "azurerm_kusto_cluster")),
      KustoAccess.ingest(targetOf(stack, "azurerm_kusto_database")),
    ],
    gives: ["id-orders: AllDatabasesAdmin at kustocluster", "id-orders: Ingestor at kustodatabase"],
  },
  ManagedHsmAccess: {
    access: (stack) => {
      const hsm = targetOf(stack, "azurerm_key_vault_managed_hardware_security_module");
      return [ManagedHsmAccess.useKeys(hsm), ManagedHsmAccess.administer(hsm)];
    },
    gives: [],
  },
  MongoClusterAccess: {
    access: (stack) => [
      MongoClusterAccess.administer(
        targetOf(stack, "azurerm_mongo_cluster", { authentication_methods: ["MicrosoftEntraID"] }),
      ),
    ],
    gives: [],
  },
  PostgresAccess: {
    access: (stack) => [
      PostgresAccess.administer(
        new PostgresqlFlexibleServer(stack, "postgres", {
          ...place,
          name: "postgres",
          authentication: { activeDirectoryAuthEnabled: true, passwordAuthEnabled: false, tenantId: TENANT },
        }),
      ),
    ],
    gives: ["id-orders: Microsoft Entra administrator at postgres"],
  },
  MySqlAccess: {
    access: (stack) => {
      const server = new MysqlFlexibleServer(stack, "mysql", { ...place, name: "mysql" });
      identity(stack, "reader").attachTo(server);
      return [MySqlAccess.administer(server)];
    },
    gives: ["by client id: Microsoft Entra administrator at mysql"],
  },
  SynapseAccess: {
    access: (stack) => [
      SynapseAccess.operateCompute(targetOf(stack, "azurerm_synapse_workspace")),
      SynapseAccess.operateCompute(targetOf(stack, "azurerm_synapse_spark_pool")),
    ],
    gives: [],
  },
  MicrosoftGraphAccess: {
    access: () => [MicrosoftGraphAccess.appRole("User.Read.All"), MicrosoftGraphAccess.appRole("Mail.Send")],
    gives: ["id-orders: Mail.Send at Microsoft Graph", "id-orders: User.Read.All at Microsoft Graph"],
  },
};

testWithTerraform("accesses by grants of the services' own", async () => {
  await lives(
    (stack) => {
      const principal = identity(stack);
      Object.values(OWN).forEach(({ access }) => {
        access(stack).forEach((one) => one.grantTo(stack, "grant", principal));
      });
    },
    Object.values(OWN).flatMap(({ gives }) => gives),
  );
});

testWithTerraform("a group that is eligible for a role has no access until somebody activates it", async () => {
  await lives((stack) => {
    const group = new Group(stack, "operators", { displayName: "Operators", securityEnabled: true });
    const operators = Principal.group(ObjectId.of(group.objectId), { displayName: "Operators" });
    RoleAccess.at(resourceGroup(stack).id, BuiltInRole.READER, { eligibleForDays: 30 }).grantTo(
      stack,
      "grant",
      operators,
    );
  }, []);
});
