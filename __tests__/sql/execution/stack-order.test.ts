import { type MssqlServer } from "@cdktf/provider-azurerm/lib/mssql-server";
import { type TerraformStack } from "cdktf";
import {
  ClientId,
  KeyVaultAccess,
  ManagedIdentityBinding,
  ObjectId,
  Principal,
  SqlAadLogin,
  SqlAccess,
  SqlDatabaseRole,
  SqlDatabaseUser,
  SqlEndpoint,
  SqlServerRole,
} from "../../../lib";
import { identity, keyVault, sqlDatabase, sqlServer } from "../../support/azure";
import { facts } from "../../support/sql";
import { problemsOf, testApp, testStack } from "../../support/synth";

const app = Principal.servicePrincipal(ObjectId.of("11111111-aaaa-bbbb-cccc-dddddddddddd"), {
  clientId: ClientId.of("22222222-aaaa-bbbb-cccc-dddddddddddd"),
  displayName: "app",
});

/** Two stacks of one app: one with apps, the other with the data. */
function stacks(): readonly [apps: TerraformStack, data: TerraformStack] {
  const all = testApp();
  return [testStack("apps", all), testStack("data", all)];
}

/** A grant in the stack of the data for an identity of the stack of the apps, which makes the first need the second. */
function letRead(apps: TerraformStack, data: TerraformStack): void {
  new ManagedIdentityBinding(data, "reader", {
    identity: identity(apps),
    access: [KeyVaultAccess.readSecrets(keyVault(data))],
  });
}

describe("logins and users in one stack, on a server of another", () => {
  test.each<[string, (apps: TerraformStack, server: MssqlServer) => unknown, string]>([
    [
      "a login",
      (apps, server) => new SqlAadLogin(apps, "it", { endpoint: SqlEndpoint.server(server), principal: app }),
      "apps/it",
    ],
    [
      "a login with a server role and users",
      (apps, server) =>
        new SqlAadLogin(apps, "it", {
          endpoint: SqlEndpoint.server(server),
          principal: app,
          serverRoles: [SqlServerRole.DEFINITION_READER, SqlServerRole.LOGIN_MANAGER],
          databases: [{ databaseName: "shop", roles: [SqlDatabaseRole.DATA_READER] }],
        }),
      "apps/it",
    ],
    [
      "a user",
      (apps, server) =>
        new SqlDatabaseUser(apps, "it", {
          principal: app,
          database: sqlDatabase(server.cdktfStack, "shop", server),
          roles: [SqlDatabaseRole.DATA_READER],
        }),
      "apps/it",
    ],
    [
      "an access",
      (apps, server) => {
        const access = [SqlAccess.database(sqlDatabase(server.cdktfStack, "shop", server))];
        return new ManagedIdentityBinding(apps, "it", { principal: app, access });
      },
      "apps/it/data_shop_user 1",
    ],
  ])("are refused once where that one needs the first already, with where they belong: %s", (_what, say, path) => {
    const [apps, data] = stacks();
    letRead(apps, data);
    say(apps, sqlServer(data));
    expect(problemsOf(apps)).toEqual([
      `[${path}] would make stack apps need stack data for logins and users, and stack data needs stack apps already for ` +
        "a grant of data/reader; create the construct in stack data",
    ]);
  });

  test("are refused where somebody has told CDKTF that it needs the first", () => {
    const [apps, data] = stacks();
    data.addDependency(apps);
    new SqlAadLogin(apps, "login", { endpoint: SqlEndpoint.server(sqlServer(data)), principal: app });
    expect(problemsOf(apps)).toEqual([
      "[apps/login] would make stack apps need stack data for logins and users, and stack data needs stack apps already; " +
        "create the construct in stack data",
    ]);
  });

  test("are told to what needs the first later", () => {
    const [apps, data] = stacks();
    new SqlAadLogin(apps, "login", { endpoint: SqlEndpoint.server(sqlServer(data)), principal: app });
    letRead(apps, data);
    expect(problemsOf(data)).toEqual([
      "[data/reader] would make stack data need stack apps for a grant, and stack apps needs stack data already for " +
        "logins and users of apps/login; create the construct in stack apps",
    ]);
  });

  test("are made where the error says: in the stack of the server", () => {
    const [apps, data] = stacks();
    letRead(apps, data);
    const principal = identity(apps, "shop");
    new SqlAadLogin(data, "login", { endpoint: SqlEndpoint.server(sqlServer(data)), principal });
    [apps, data].forEach((stack) => {
      expect(problemsOf(stack)).toEqual([]);
    });
    expect(Object.keys(facts(data))).toEqual(["azmi_sql_server_login_id-shop"]);
  });

  test("are made where only their own stack needs the other", () => {
    const [apps, data] = stacks();
    const server = SqlEndpoint.server(sqlServer(data));
    new SqlAadLogin(apps, "login", { endpoint: server, principal: identity(apps) });
    new ManagedIdentityBinding(apps, "reader", {
      identity: identity(apps, "second"),
      access: [KeyVaultAccess.readSecrets(keyVault(data))],
    });
    expect(problemsOf(apps)).toEqual([]);
    expect(Object.keys(facts(apps))).toEqual(["azmi_sql_data_server_login_id-orders"]);
  });
});
