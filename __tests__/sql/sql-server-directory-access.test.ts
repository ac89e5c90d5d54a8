import { DirectoryReading, ObjectId, Principal, SqlServerDirectoryAccess } from "../../lib";
import { identity, sqlServer } from "../support/azure";
import { resources, synthesize, testStack } from "../support/synth";

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
    const [role] = Object.entries(terraform?.azuread_directory_role ?? {});
    expect(role?.[1]).toEqual({ template_id: "88d8e3e3-8f55-4a1e-953a-9b9898b8876b" });
    expect(Object.values(terraform?.azuread_directory_role_assignment ?? {})).toEqual([
      {
        role_id: `\${azuread_directory_role.${role?.[0] ?? ""}.template_id}`,
        principal_object_id: "${azurerm_mssql_server.server.identity[0].principal_id}",
      },
    ]);
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
    const [graph] = Object.entries(terraform.data?.azuread_service_principal ?? {});
    expect(graph?.[1]).toEqual({ client_id: "00000003-0000-0000-c000-000000000000" });
    expect(
      Object.values(terraform.resource?.azuread_app_role_assignment ?? {}).map(({ app_role_id }) => app_role_id),
    ).toEqual([
      "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30",
      "98830695-27a2-44f7-8c18-0c3ebc9698f6",
      "df021288-bdef-4463-88db-98f22de89214",
    ]);
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
});
