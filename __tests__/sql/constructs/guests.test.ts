import { type TerraformStack } from "cdktf";
import { Principal, SqlAadLogin, SqlDatabaseUser, SqlEndpoint, SqlServerDirectoryAccess } from "../../../lib";
import { sqlServer } from "../../support/azure";
import { type JsonObject } from "../../support/conformance";
import { facts } from "../../support/sql";
import { problemsOf, resources, synthesize, testStack } from "../../support/synth";

const HOST = "orders.database.windows.net";
/** What the addresses of facts there begin with; 1840 is how the SHA-256 of the name begins. */
const AT_HOST = "azmi_sql_orders-database-windows-net-18403d0a";
const OBJECT = "${data.azuread_user.ada.object_id}";

/**
 * Azure SQL knows guests by their mail address, and members by their user principal name.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-guest-users
 */
describe.each<[string, (stack: TerraformStack) => Principal, JsonObject, string, string]>([
  [
    "a guest by mail address",
    (stack) => Principal.fromMail(stack, "ada", "ada@partner.com"),
    { mail: "ada@partner.com" },
    "ada@partner.com",
    // The SHA-256 of the address begins with it.
    "ada-partner-com-a60e84c1",
  ],
  [
    "a guest by user principal name",
    (stack) => Principal.fromUserPrincipalName(stack, "ada", "ada_partner.com#EXT#@contoso.onmicrosoft.com"),
    { user_principal_name: "ada_partner.com#EXT#@contoso.onmicrosoft.com" },
    "${data.azuread_user.ada.mail}",
    "ada-mail",
  ],
  [
    "a guest by user principal name in small letters",
    (stack) => Principal.fromUserPrincipalName(stack, "ada", "ada_partner.com#ext#@contoso.onmicrosoft.com"),
    { user_principal_name: "ada_partner.com#ext#@contoso.onmicrosoft.com" },
    "${data.azuread_user.ada.mail}",
    "ada-mail",
  ],
  [
    "a member",
    (stack) => Principal.fromUserPrincipalName(stack, "ada", "ada@contoso.com"),
    { user_principal_name: "ada@contoso.com" },
    "ada@contoso.com",
    "ada-contoso-com-f6ca951c",
  ],
])("%s", (_who, of, lookUp, name, inAddress) => {
  test("is looked up once, and has a login and a contained user of that name", () => {
    const stack = testStack();
    const [principal, server] = [of(stack), SqlEndpoint.at(HOST)];
    new SqlAadLogin(stack, "login", { endpoint: server, principal, databases: [{ databaseName: "shop" }] });
    new SqlDatabaseUser(stack, "user", { endpoint: server, principal, databaseName: "stock" });
    expect(synthesize(stack).data).toEqual({ azuread_user: { ada: lookUp } });
    expect(facts(stack)).toEqual({
      [`${AT_HOST}_login_${inAddress}`]: {
        kind: "login",
        server: HOST,
        name,
        sidFrom: OBJECT,
        objectId: OBJECT,
      },
      [`${AT_HOST}_shop_user_${inAddress}`]: {
        kind: "database-user",
        server: HOST,
        database: "shop",
        name,
        origin: { type: "login", login: name, sidFrom: OBJECT },
      },
      [`${AT_HOST}_stock_user_${inAddress}`]: {
        kind: "database-user",
        server: HOST,
        database: "stock",
        name,
        origin: { type: "sid", sidFrom: OBJECT, sidType: "E" },
      },
    });
  });

  test("can administer a server under that name", () => {
    const stack = testStack();
    new SqlServerDirectoryAccess(stack, "directory", { server: sqlServer(stack), administrator: of(stack) });
    expect(problemsOf(stack)).toEqual([]);
    expect(resources(stack, "azurerm_mssql_server").server?.azuread_administrator).toEqual({
      login_username: name,
      object_id: OBJECT,
      azuread_authentication_only: true,
    });
  });
});
