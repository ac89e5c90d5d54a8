import { type MssqlServerConfig } from "@cdktf/provider-azurerm/lib/mssql-server";
import { type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  DirectoryReading,
  ObjectId,
  Principal,
  SqlAadLogin,
  SqlEndpoint,
  SqlServerDirectoryAccess,
  UserAssignedManagedIdentity,
} from "../../../lib";
import { identity, plainIdentity, sqlServer } from "../../support/azure";
import { type TerraformJson } from "../../support/conformance";
import { problemsOf, resources, synthesize, testApp, testStack } from "../../support/synth";

const OBJECT = "11111111-aaaa-bbbb-cccc-dddddddddddd";

describe("the directory access of a server", () => {
  const administrator = Principal.group(ObjectId.of(OBJECT), { displayName: "Admins" });

  test("gives it an identity, an Entra administrator, no passwords, and Directory Readers", () => {
    const stack = testStack();
    new SqlServerDirectoryAccess(stack, "directory", { server: sqlServer(stack), administrator });
    const terraform = synthesize(stack).resource;
    expect(terraform?.azurerm_mssql_server?.server).toMatchObject({
      identity: { type: "SystemAssigned" },
      azuread_administrator: { login_username: "Admins", object_id: OBJECT, azuread_authentication_only: true },
    });
    expect(terraform?.azuread_directory_role).toEqual({
      "azmi_directory-readers": { template_id: "88d8e3e3-8f55-4a1e-953a-9b9898b8876b" },
    });
    expect(terraform?.azuread_directory_role_assignment).toEqual({
      "azmi_server_directory-readers": {
        role_id: "${azuread_directory_role.azmi_directory-readers.template_id}",
        principal_object_id: "${azurerm_mssql_server.server.identity[0].principal_id}",
      },
    });
  });

  test("can be the three application roles of Microsoft Graph, with a user-assigned identity", () => {
    const stack = testStack();
    new SqlServerDirectoryAccess(stack, "directory", {
      server: sqlServer(stack),
      administrator,
      identity: identity(stack),
      directoryReading: DirectoryReading.GRAPH_APP_ROLES,
      entraOnly: false,
    });
    const terraform = synthesize(stack);
    expect(terraform.resource?.azurerm_mssql_server?.server).toMatchObject({
      identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.orders.id}"] },
      primary_user_assigned_identity_id: "${azurerm_user_assigned_identity.orders.id}",
      azuread_administrator: { azuread_authentication_only: false },
    });
    expect(terraform.data).toEqual({
      azuread_service_principal: {
        "azmi_microsoft-graph": { client_id: "00000003-0000-0000-c000-000000000000" },
      },
    });
    const grant = (app_role_id: string): object => ({
      app_role_id,
      principal_object_id: "${azurerm_user_assigned_identity.orders.principal_id}",
      resource_object_id: "${data.azuread_service_principal.azmi_microsoft-graph.object_id}",
    });
    expect(terraform.resource?.azuread_app_role_assignment).toEqual({
      "azmi_orders_Application-Read-All": grant("9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"),
      "azmi_orders_GroupMember-Read-All": grant("98830695-27a2-44f7-8c18-0c3ebc9698f6"),
      "azmi_orders_User-Read-All": grant("df021288-bdef-4463-88db-98f22de89214"),
    });
  });

  test.each(["azuread_directory_role_assignment", "azuread_app_role_assignment"])(
    "is given once to an identity that servers share, whichever comes first: %s",
    (type) => {
      const [DIRECTORY_READERS, GRAPH_APP_ROLES] = [
        DirectoryReading.DIRECTORY_READERS,
        DirectoryReading.GRAPH_APP_ROLES,
      ];
      const directoryReading = type === "azuread_app_role_assignment" ? GRAPH_APP_ROLES : DIRECTORY_READERS;
      const grantsOf = (names: readonly string[]): object => {
        const stack = testStack();
        const shared = identity(stack);
        const [first, ...others] = names.map((name) => {
          const props = { server: sqlServer(stack, name), administrator, identity: shared, directoryReading };
          return new SqlServerDirectoryAccess(stack, `directory-${name}`, props);
        });
        expect(others.map((other) => other.resources)).toEqual(others.map(() => first?.resources));
        return resources(stack, type);
      };
      const alone = grantsOf(["a"]);
      expect(Object.keys(alone)).toHaveLength(directoryReading === GRAPH_APP_ROLES ? 3 : 1);
      expect(grantsOf(["a", "b"])).toEqual(alone);
      expect(grantsOf(["b", "a"])).toEqual(alone);
    },
  );

  test("is given once where the servers that share an identity are in several stacks", () => {
    const app = testApp();
    const stacks = ["orders", "shop"].map((name) => testStack(name, app));
    const shared = UserAssignedManagedIdentity.fromResource(plainIdentity(testStack("identities", app), "sql"));
    for (const stack of stacks) {
      const server = sqlServer(stack, "server", { azureadAdministrator: { loginUsername: "a", objectId: OBJECT } });
      new SqlServerDirectoryAccess(stack, "directory", { server, identity: shared });
      new SqlAadLogin(stack, "login", { endpoint: SqlEndpoint.server(server), principal: identity(stack) });
    }
    const [orders, shop] = stacks.map((stack) => resources(stack, "azuread_directory_role_assignment"));
    expect([Object.keys(orders ?? {}).length, shop]).toEqual([1, {}]);
    expect(stacks[1]?.dependencies).toContain(stacks[0]);
  });

  test("is the same whatever its construct is called and wherever it is", () => {
    const build = (place: (stack: TerraformStack) => Construct, id: string): TerraformJson => {
      const stack = testStack();
      new SqlServerDirectoryAccess(place(stack), id, { server: sqlServer(stack), administrator });
      return synthesize(stack);
    };
    const plain = build((stack) => stack, "directory");
    expect(build((stack) => stack, "renamed")).toEqual(plain);
    expect(build((stack) => new Construct(stack, "deep"), "moved")).toEqual(plain);
  });

  test("keeps the administrator that is on the server", () => {
    const stack = testStack();
    const server = sqlServer(stack, "server", { azureadAdministrator: { loginUsername: "a", objectId: OBJECT } });
    new SqlServerDirectoryAccess(stack, "directory", { server, directoryReading: DirectoryReading.NONE });
    expect(resources(stack, "azurerm_mssql_server")).toEqual({
      server: expect.objectContaining({
        azuread_administrator: { login_username: "a", object_id: OBJECT, azuread_authentication_only: true },
      }) as unknown,
    });
  });

  describe("where Terraform ignores changes of the administrator", () => {
    const REFUSED =
      "[stack/server] ignores changes of azuread_administrator (lifecycle.ignoreChanges), so that a deployed azurerm_mssql_server " +
      "never gets what is added to it; remove azuread_administrator from ignoreChanges";
    const own = { loginUsername: "a", objectId: OBJECT };
    const problems = (config: Partial<MssqlServerConfig>, who?: Principal): string[] => {
      const stack = testStack();
      const server = sqlServer(stack, "server", { lifecycle: { ignoreChanges: ["azuread_administrator"] }, ...config });
      const directoryReading = DirectoryReading.NONE;
      new SqlServerDirectoryAccess(stack, "directory", { server, administrator: who, directoryReading });
      return problemsOf(stack);
    };

    test("is refused: a deployed server would never get one", () => {
      expect(problems({}, administrator)).toEqual([REFUSED]);
    });

    test("is refused where passwords would be turned off beside the one that is on the server", () => {
      expect(problems({ azureadAdministrator: own })).toEqual([REFUSED]);
      expect(
        problems({ azureadAdministrator: own, lifecycle: { ignoreChanges: ["azuread_administrator[0].object_id"] } }),
      ).toEqual([REFUSED]);
    });

    test("is refused where it ignores all changes", () => {
      expect(problems({ azureadAdministrator: own, lifecycle: { ignoreChanges: "all" } })).toEqual([
        REFUSED.replaceAll("azuread_administrator", "identity"),
        REFUSED,
      ]);
    });

    test("changes nothing where all is said on the server", () => {
      const azureadAdministrator = { ...own, azureadAuthenticationOnly: true };
      expect(problems({ azureadAdministrator })).toEqual([]);
      expect(problems({ azureadAdministrator: own, lifecycle: { ignoreChanges: ["tags"] } })).toEqual([]);
    });
  });
});
