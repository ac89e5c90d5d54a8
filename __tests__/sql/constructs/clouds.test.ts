import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { DataAzurermMssqlDatabase } from "@cdktf/provider-azurerm/lib/data-azurerm-mssql-database";
import { MssqlDatabase } from "@cdktf/provider-azurerm/lib/mssql-database";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { type TerraformProvider, TerraformStack, TerraformVariable } from "cdktf";
import { ObjectId, Principal, SqlAccess, SqlDatabaseUser } from "../../../lib";
import { SUBSCRIPTION } from "../../support/azure";
import { facts } from "../../support/sql";
import { problemsOf, testApp } from "../../support/synth";

const team = Principal.group(ObjectId.of("11111111-aaaa-bbbb-cccc-dddddddddddd"), { displayName: "team" });
const serverId = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-test/providers/Microsoft.Sql/servers/orders`;

const azurerm = (stack: TerraformStack, id: string, environment?: string, alias?: string): AzurermProvider =>
  new AzurermProvider(stack, id, { features: [{}], environment, alias });

/** A stack whose default provider is for a cloud, before anything else is there or after. */
function stackFor(
  environment: string | undefined,
  define: (stack: TerraformStack) => void,
  when: "before" | "after" = "before",
): TerraformStack {
  const stack = new TerraformStack(testApp(), "stack");
  new AzureadProvider(stack, "azuread", {});
  if (when === "after") {
    define(stack);
  }
  azurerm(stack, "azurerm", environment);
  if (when === "before") {
    define(stack);
  }
  return stack;
}

/** Where the server of a database is reached of which the app knows only the id. */
const serverOf = (stack: TerraformStack): unknown => Object.values(facts(stack)).map(({ server }) => server);

const shop = { name: "shop", serverId };

/**
 * https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure#guidance-for-developers
 * https://learn.microsoft.com/azure/china/resources-developer-guide
 */
const CLOUDS: readonly [environment: string | undefined, host: string][] = [
  [undefined, "orders.database.windows.net"],
  ["public", "orders.database.windows.net"],
  ["usgovernment", "orders.database.usgovcloudapi.net"],
  ["USGovernment", "orders.database.usgovcloudapi.net"],
  ["china", "orders.database.chinacloudapi.cn"],
];

describe("a server of which only the id is known", () => {
  const user = (stack: TerraformStack, provider?: TerraformProvider): void => {
    const database = new MssqlDatabase(stack, "shop", { ...shop, provider });
    new SqlDatabaseUser(stack, "user", { principal: team, database });
  };

  test.each(CLOUDS)("is reached in the cloud of the provider: %s", (environment, host) => {
    expect(serverOf(stackFor(environment, user))).toEqual([host]);
  });

  test("is reached there by an access too, and where the database is looked up", () => {
    const stack = stackFor("usgovernment", (scope) => {
      SqlAccess.database(new DataAzurermMssqlDatabase(scope, "shop", shop)).grantTo(scope, "grant", team);
    });
    expect(serverOf(stack)).toEqual(["orders.database.usgovcloudapi.net"]);
  });

  test("is reached in the cloud of the provider that the database has, where that is not the default one", () => {
    const stack = stackFor("usgovernment", (scope) => {
      user(scope, azurerm(scope, "china", "china", "china"));
    });
    expect(serverOf(stack)).toEqual(["orders.database.chinacloudapi.cn"]);
  });

  test("is reached in the cloud of the default provider, whichever provider comes first", () => {
    const stack = new TerraformStack(testApp(), "stack");
    azurerm(stack, "china", "china", "china");
    azurerm(stack, "azurerm", "usgovernment");
    new AzureadProvider(stack, "azuread", {});
    user(stack);
    expect(serverOf(stack)).toEqual(["orders.database.usgovcloudapi.net"]);
  });

  test("is told where its provider is created after it is asked for, and for another cloud", () => {
    expect(problemsOf(stackFor("usgovernment", user, "after"))).toEqual([
      "[stack/user] the server of stack/shop ends with database.usgovcloudapi.net, which its provider did not tell yet; " +
        "create the provider first, or give endpoint",
    ]);
  });

  test("is reached in the public cloud where the provider is created after it is asked for, and for that cloud", () => {
    expect(serverOf(stackFor(undefined, user, "after"))).toEqual(["orders.database.windows.net"]);
  });

  test("is told where only Terraform knows the cloud", () => {
    const stack = new TerraformStack(testApp(), "stack");
    azurerm(stack, "azurerm", new TerraformVariable(stack, "cloud", { type: "string" }).stringValue);
    new AzureadProvider(stack, "azuread", {});
    user(stack);
    expect(problemsOf(stack)).toEqual([
      "[stack/user] the cloud of stack/shop is that of its provider, whose environment is not known at synth; " +
        "give endpoint as well",
    ]);
  });
});
