import { RedisCache } from "@cdktf/provider-azurerm/lib/redis-cache";
import { type TerraformStack, TerraformOutput } from "cdktf";
import * as azmi from "../../lib";
import {
  type Access,
  ClientType,
  ManagedIdentityBinding,
  MySqlAccess,
  MySqlEndpoint,
  MySqlPrivilege,
  PostgresAccess,
  PostgresEndpoint,
  PostgresPrivilege,
  RedisAccess,
  SqlAccess,
  SqlDatabaseRole,
} from "../../lib";
import { OwnGrantService } from "../../lib/access/own-grant-service";
import { RoleService } from "../../lib/access/role-service";
import { identity, sqlDatabase, sqlServer, virtualMachine } from "../support/azure";
import { synthesize, testStack } from "../support/synth";
import { schemaOfType, targetOf } from "../support/targets";
import rows from "./service-connector.json";

/**
 * The settings of service-connector.json are those of the pages that its rows name, with these exceptions:
 * AZURE_KEYVAULT_SCOPE and what lists the keys of Cosmos DB are left out, because no client needs them with an identity; the
 * properties of Spring are those for Spring Cloud Azure 4 and later; and names are in upper case, as newer pages have them.
 */
type Row = (typeof rows)[number];

/** What references stand for on those pages, from the azurerm documentation of the attributes. */
const SAMPLES: Readonly<Record<string, string>> = {
  "azurerm_app_configuration.app-configuration.endpoint": "https://<configuration>.azconfig.io",
  "azurerm_cognitive_account.cognitive-account.endpoint": "https://<account>.openai.azure.com/",
  "azurerm_cognitive_account.cognitive-account.custom_subdomain_name": "<subdomain>",
  "azurerm_cognitive_account.cognitive-account.location": "<location>",
  "azurerm_cosmosdb_account.cosmosdb-account.endpoint": "https://<cosmos-account>.documents.azure.com:443/",
  "azurerm_cosmosdb_sql_database.cosmosdb-sql-database.name": "<cosmos-database>",
  "azurerm_eventhub_namespace.eventhub-namespace.name": "<event-hubs-namespace>",
  "azurerm_key_vault.key-vault.vault_uri": "https://<vault>.vault.azure.net/",
  "azurerm_mssql_database.database.name": "<sql-database>",
  "azurerm_mssql_server.server.fully_qualified_domain_name": "<sql-server>.database.windows.net",
  "azurerm_mysql_flexible_server.mysql-flexible-server.fqdn": "<mysql-server>.mysql.database.azure.com",
  "azurerm_postgresql_flexible_server.postgresql-flexible-server.fqdn": "<postgres-server>.postgres.database.azure.com",
  "azurerm_redis_cache.redis-cache.hostname": "<redis>.redis.cache.windows.net",
  "azurerm_servicebus_namespace.servicebus-namespace.name": "<service-bus-namespace>",
  "azurerm_storage_account.storage-account.primary_blob_endpoint": "https://<storage-account>.blob.core.windows.net/",
  "azurerm_storage_account.storage-account.primary_queue_endpoint": "https://<storage-account>.queue.core.windows.net/",
  "azurerm_storage_account.storage-account.primary_table_endpoint": "https://<storage-account>.table.core.windows.net/",
  "azurerm_user_assigned_identity.orders.client_id": "<client-id>",
  "azurerm_user_assigned_identity.orders.principal_id": "<object-id>",
  "azurerm_web_pubsub.web-pubsub.hostname": "<web-pubsub>.webpubsub.azure.com",
};

/** Accesses that take more than a target with what its schema demands. */
const OTHERS: Readonly<Record<string, (stack: TerraformStack) => Access>> = {
  SqlAccess: (stack) =>
    SqlAccess.database(sqlDatabase(stack, "database", sqlServer(stack)), { roles: [SqlDatabaseRole.DATA_READER] }),
  PostgresAccess: (stack) =>
    PostgresAccess.user(
      PostgresEndpoint.server(targetOf(stack, "azurerm_postgresql_flexible_server"), { administrator: "admins" }),
      { databases: [{ databaseName: "shop", privileges: PostgresPrivilege.toRead("public") }] },
    ),
  RedisAccess: (stack) =>
    RedisAccess.read(
      new RedisCache(stack, "redis-cache", {
        name: "cache",
        resourceGroupName: "rg-test",
        location: "westeurope",
        capacity: 1,
        family: "C",
        skuName: "Standard",
        redisConfiguration: { activeDirectoryAuthenticationEnabled: true },
      }),
    ),
  MySqlAccess: (stack) =>
    MySqlAccess.user(
      MySqlEndpoint.server(targetOf(stack, "azurerm_mysql_flexible_server"), { administrator: "admins" }),
      { databases: [{ databaseName: "shop", privileges: MySqlPrivilege.toRead() }] },
    ),
};

type Verbs = Readonly<Record<string, (target: ReturnType<typeof targetOf>) => Access>>;

function accessOf(stack: TerraformStack, { access, verb, target, kind }: Row): Access {
  const other = OTHERS[access];
  if (other) {
    return other(stack);
  }
  const verbs = azmi[access as keyof typeof azmi] as unknown as Verbs;
  return verbs[verb ?? ""]!(targetOf(stack, target ?? "", kind ? { kind } : {}));
}

/** The settings of a binding as outputs, with samples in place of references. */
function settingsOf(row: Row): Readonly<Record<string, string>> {
  const stack = testStack();
  const binding = new ManagedIdentityBinding(stack, "app", {
    sources: [virtualMachine(stack)],
    identity: row.identity === "user-assigned" ? identity(stack) : undefined,
    access: [accessOf(stack, row)],
    settings: { clientType: Object.values(ClientType).find((type) => (type as string) === row.clientType) },
  });
  new TerraformOutput(stack, "settings", { value: binding.settings });
  const settings = synthesize(stack).output?.settings?.value as unknown as Record<string, string>;
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, withSamples(value)]));
}

const withSamples = (value: string): string =>
  value.replace(/\$\{([^}]*)\}/g, (reference, address: string) => SAMPLES[address] ?? reference);

describe("settings are those of Service Connector:", () => {
  const named = rows.map((row) => [`${row.access}, ${row.clientType}, ${row.identity}`, row] as const);

  test.each(named)("%s", (_name, row) => {
    const client = row.identity === "user-assigned" ? { AZURE_CLIENT_ID: "<client-id>" } : {};
    expect(settingsOf(row)).toEqual({ ...row.settings, ...client });
  });
});

describe("settings refer to what the provider has:", () => {
  const services = Object.values(azmi)
    .map((exported) => (exported as unknown as { readonly _service?: unknown })._service)
    .filter((service) => service instanceof RoleService || service instanceof OwnGrantService);
  const targets = services.flatMap(({ access, table }) =>
    (table.settings ? Object.keys(table.targets) : [])
      .filter((type) => schemaOfType(type) !== undefined)
      .map((type) => [access, type] as const),
  );

  test.each(targets)("%s on %s", (access, type) => {
    const stack = testStack();
    const verb = services
      .filter((service) => service.access === access)
      .flatMap(({ table }) => Object.entries(table.verbs))
      .find(([, { on }]) => on === undefined || !Array.isArray(on) || on.includes(type))![0];
    const verbs = azmi[access as keyof typeof azmi] as unknown as Verbs;
    const one = verbs[verb]!(targetOf(stack, type));
    const principal = identity(stack);
    Object.values(ClientType).forEach((clientType) => {
      new TerraformOutput(stack, clientType, { value: one.settings({ clientType }, principal) });
    });
    const references = JSON.stringify(synthesize(stack).output).matchAll(/(azurerm_\w+)\.[\w-]+\.(\w+)/g);
    const missing = [...references].filter(
      ([, found = "", attribute = ""]) =>
        attribute !== "id" && schemaOfType(found)?.block.attributes?.[attribute] === undefined,
    );
    expect(missing.map(([address]) => address)).toEqual([]);
  });
});
