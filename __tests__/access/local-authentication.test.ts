import { AppConfiguration } from "@cdktf/provider-azurerm/lib/app-configuration";
import { CosmosdbAccount } from "@cdktf/provider-azurerm/lib/cosmosdb-account";
import { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { RelayNamespace } from "@cdktf/provider-azurerm/lib/relay-namespace";
import { SearchService } from "@cdktf/provider-azurerm/lib/search-service";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { ServicebusQueue } from "@cdktf/provider-azurerm/lib/servicebus-queue";
import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { Aspects, TerraformStack } from "cdktf";
import {
  AiSearchAccess,
  AppConfigurationAccess,
  BlobStorageAccess,
  CosmosDbAccess,
  DisableLocalAuthentication,
  ServiceBusAccess,
} from "../../lib";
import { ALWAYS_LOCAL, LOCAL_AUTHENTICATION } from "../../lib/audit/data/local-authentication-settings";
import { NEWEST, OLDEST, releaseData } from "../../simulator/data";
import { type Schema } from "../../simulator/provider/schema";
import { identity, storageAccount, TENANT } from "../support/azure";
import { AZURERM_VERSION, IS_AZURERM_5 } from "../support/release";
import {
  onlyResource,
  problemsOf,
  synthesize,
  testApp,
  testStack,
  warningMessagesOf,
  warningsOf,
} from "../support/synth";

const place = { resourceGroupName: "rg-test", location: "westeurope" };

const queue = (stack: TerraformStack): ServicebusQueue => {
  const namespace = new ServicebusNamespace(stack, "namespace", { ...place, name: "sb", sku: "Standard" });
  return new ServicebusQueue(stack, "queue", { name: "orders", namespaceId: namespace.id });
};
const cosmos = (stack: TerraformStack): CosmosdbAccount =>
  new CosmosdbAccount(stack, "account", {
    ...place,
    name: "account",
    offerType: "Standard",
    consistencyPolicy: { consistencyLevel: "Session" },
    geoLocation: [{ location: "westeurope", failoverPriority: 0 }],
  });

describe("a target that lets callers in by keys as well", () => {
  test("gets a warning, once, with the setting; so does what a target is in", () => {
    const stack = testStack();
    const [orders, principal] = [queue(stack), identity(stack)];
    [ServiceBusAccess.send(orders), ServiceBusAccess.receive(orders)].forEach((access) => {
      access.grantTo(stack, "grant", principal);
    });
    synthesize(stack);
    synthesize(stack);
    expect(warningsOf(stack)).toEqual(["[stack/namespace] local-authentication-on"]);
  });

  test("is told the attribute that its release has", () => {
    const stack = testStack();
    CosmosDbAccess.read(cosmos(stack)).grantTo(stack, "grant", identity(stack));
    synthesize(stack);
    expect(warningMessagesOf(stack)).toEqual([
      expect.stringContaining(
        IS_AZURERM_5 ? "set local_authentication_enabled = false" : "set local_authentication_disabled = true",
      ),
    ]);
  });

  test("gets none where they are off", () => {
    const stack = testStack();
    const store = new AppConfiguration(stack, "store", { ...place, name: "store", localAuthEnabled: false });
    AppConfigurationAccess.read(store).grantTo(stack, "grant", identity(stack));
    synthesize(stack);
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe("a search service", () => {
  const build = (config: object): string[] => {
    const stack = testStack();
    const service = new SearchService(stack, "search", { ...place, name: "search", sku: "basic", ...config });
    AiSearchAccess.query(service).grantTo(stack, "grant", identity(stack));
    return problemsOf(stack);
  };

  // https://learn.microsoft.com/azure/search/search-security-enable-roles
  test("that takes keys only is refused with the settings", () => {
    expect(build({})).toEqual(["[stack] search-accepts-keys-only"]);
  });

  test.each([{ localAuthenticationEnabled: false }, { authenticationFailureMode: "http403" }])(
    "with %j passes",
    (config) => {
      expect(build(config)).toEqual([]);
    },
  );
});

describe("DisableLocalAuthentication", () => {
  const postgres = (stack: TerraformStack, activeDirectoryAuthEnabled: boolean): PostgresqlFlexibleServer =>
    new PostgresqlFlexibleServer(stack, "pg", {
      ...place,
      name: "pg",
      authentication: { activeDirectoryAuthEnabled, tenantId: TENANT },
    });

  test("on an app turns everything off that a stack with grants has, and leaves no warning", () => {
    const app = testApp();
    const aspect = new DisableLocalAuthentication();
    Aspects.of(app).add(aspect);
    const stack = testStack("stack", app);
    ServiceBusAccess.send(queue(stack)).grantTo(stack, "grant", identity(stack));
    cosmos(stack);
    postgres(stack, true);

    expect(onlyResource(stack, "azurerm_servicebus_namespace")).toMatchObject({ local_auth_enabled: false });
    expect(onlyResource(stack, "azurerm_cosmosdb_account")).toMatchObject(
      IS_AZURERM_5 ? { local_authentication_enabled: false } : { local_authentication_disabled: true },
    );
    expect(onlyResource(stack, "azurerm_postgresql_flexible_server").authentication).toMatchObject({
      active_directory_auth_enabled: true,
      password_auth_enabled: false,
    });
    expect(warningsOf(stack)).toEqual([]);
    expect(aspect.remaining).toEqual([]);
  });

  test("lists what it cannot turn off, what is on explicitly, and what would not work", () => {
    const stack = testStack();
    const aspect = new DisableLocalAuthentication();
    Aspects.of(stack).add(aspect);
    new ServicebusNamespace(stack, "keys", { ...place, name: "sb", sku: "Basic", localAuthEnabled: true });
    new SearchService(stack, "both", { ...place, name: "s", sku: "basic", authenticationFailureMode: "http403" });
    postgres(stack, false);
    storageAccount(stack);
    new RelayNamespace(stack, "relay", { ...place, name: "relay", skuName: "Standard" });

    expect(synthesize(stack).resource?.azurerm_storage_account?.account).not.toHaveProperty(
      "shared_access_key_enabled",
    );
    expect(warningsOf(stack).sort()).toEqual([
      "[stack/account] local-authentication-of-provider",
      "[stack/both] local-authentication-attribute-in-the-way",
      "[stack/keys] local-authentication-configured",
      "[stack/pg] local-authentication-block-missing",
      "[stack/relay] local-authentication-without-switch",
    ]);
    expect(aspect.remaining.map((line) => line.replace(/^(.*?): .*$/, "$1")).sort()).toEqual(
      ["account", "both", "keys", "pg", "relay"].map((id) => `stack/${id}`),
    );
  });

  test("turns account keys off where the provider does without", () => {
    const stack = new TerraformStack(testApp(), "stack");
    new AzurermProvider(stack, "azurerm", { features: [{}], storageUseAzuread: true });
    new AzureadProvider(stack, "azuread", {});
    Aspects.of(stack).add(new DisableLocalAuthentication());
    BlobStorageAccess.read(storageAccount(stack)).grantTo(stack, "grant", identity(stack));
    expect(onlyResource(stack, "azurerm_storage_account")).toMatchObject({ shared_access_key_enabled: false });
  });
});

/** Of the releases whose schemas are at hand, the one of these bindings. */
const release = AZURERM_VERSION.startsWith("5.") ? NEWEST : OLDEST;
const schemas = releaseData("azurerm", release.azurerm).schema.resource_schemas;

function attributeAt(schema: Schema | undefined, path: string): unknown {
  const [attribute = "", block] = path.split(".").reverse();
  const within = block === undefined ? schema?.block : schema?.block.block_types?.[block]?.block;
  return within?.attributes?.[attribute]?.type;
}

describe("the table of settings", () => {
  const rows = Object.entries(LOCAL_AUTHENTICATION).filter(([type]) => type in schemas);

  test.each(rows)("%s has the attributes", (type, row) => {
    const { attribute, off } = release === NEWEST ? (row.later ?? row) : row;
    expect(attributeAt(schemas[type], attribute)).toEqual(typeof off === "boolean" ? "bool" : ["set", "string"]);
    if (row.excludedBy !== undefined) {
      expect(attributeAt(schemas[type], row.excludedBy)).toBe("string");
    }
  });

  test("has every type of the provider with such a setting", () => {
    const settings =
      /^(local_auth(entication)?_(enabled|disabled)|shared_access_key_enabled|access_keys_authentication_enabled)$/;
    const others = Object.entries(schemas)
      .filter(
        ([type, { block }]) =>
          !type.includes("machine_learning") && Object.keys(block.attributes ?? {}).some((name) => settings.test(name)),
      )
      .map(([type]) => type)
      .filter((type) => !(type in LOCAL_AUTHENTICATION));
    expect(others).toEqual([]);
  });

  test("names only types without one among those that keep letting in", () => {
    expect(Object.keys(ALWAYS_LOCAL).filter((type) => type in LOCAL_AUTHENTICATION)).toEqual([]);
  });
});
