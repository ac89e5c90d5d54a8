import { type TerraformStack } from "cdktf";
import {
  ClientId,
  ObjectId,
  Principal,
  SqlDatabaseUser,
  SqlPermission,
  SystemAssignedManagedIdentity,
} from "../../../lib";
import { identity, sqlDatabase, virtualMachine } from "../../support/azure";
import { factResources, facts } from "../../support/sql";
import { problemsOf, testStack } from "../../support/synth";

const OBJECT = "11111111-aaaa-bbbb-cccc-dddddddddddd";
const CLIENT = "22222222-aaaa-bbbb-cccc-dddddddddddd";

describe("a database user", () => {
  const userOf = (
    principal: (stack: TerraformStack) => ConstructorParameters<typeof SqlDatabaseUser>[2]["principal"],
  ): unknown => {
    const stack = testStack();
    new SqlDatabaseUser(stack, "user", { principal: principal(stack), database: sqlDatabase(stack), userName: "u" });
    return facts(stack).azmi_sql_server_database_user_u?.origin;
  };

  test.each([
    [
      "the client id of a user-assigned identity",
      (stack: TerraformStack) => identity(stack),
      { type: "sid", sidFrom: "${azurerm_user_assigned_identity.orders.client_id}", sidType: "E" },
    ],
    [
      "the client id of a system-assigned identity, which is looked up",
      (stack: TerraformStack) => SystemAssignedManagedIdentity.of(virtualMachine(stack)),
      {
        type: "sid",
        sidFrom: "${data.azuread_service_principal.vm_service-principal_A6921FFA.client_id}",
        sidType: "E",
      },
    ],
    [
      "the client id of a service principal",
      () => Principal.servicePrincipal(ObjectId.of(OBJECT), { clientId: ClientId.of(CLIENT) }),
      { type: "sid", sidFrom: CLIENT, sidType: "E" },
    ],
    [
      "the object id of a user",
      () => Principal.user(ObjectId.of(OBJECT)),
      { type: "sid", sidFrom: OBJECT, sidType: "E" },
    ],
    [
      "the object id of a group",
      () => Principal.group(ObjectId.of(OBJECT)),
      { type: "sid", sidFrom: OBJECT, sidType: "X" },
    ],
    [
      "the directory where the client id is not known",
      () => Principal.servicePrincipal(ObjectId.of(OBJECT)),
      { type: "directory", objectId: OBJECT },
    ],
  ])("is made from %s", (_what, principal, origin) => {
    expect(userOf(principal)).toEqual(origin);
  });

  test("tells permissions apart whose words are the same", () => {
    const stack = testStack();
    new SqlDatabaseUser(stack, "user", {
      principal: identity(stack),
      database: sqlDatabase(stack),
      permissions: [
        SqlPermission.onDatabase("ALTER ANY ROLE"),
        SqlPermission.onObject("ALTER", "ANY", "ROLE"),
        SqlPermission.onObject("SELECT", "order items", "today"),
        SqlPermission.onObject("SELECT", "order", "items today"),
        SqlPermission.onObject("SELECT", "order-items", "today"),
        SqlPermission.onObject("SELECT", "order", "items-today"),
        SqlPermission.onSchema("SELECT", "order-items-today"),
      ],
    });
    expect(problemsOf(stack)).toEqual([]);
    expect(Object.values(facts(stack)).filter(({ kind }) => kind === "permission")).toHaveLength(7);
  });

  test("can be given what loading files, ledgers and event sessions need", () => {
    const stack = testStack();
    const names = [
      "ADMINISTER DATABASE BULK OPERATIONS",
      "ENABLE LEDGER",
      "VIEW LEDGER CONTENT",
      "CREATE ANY DATABASE EVENT SESSION",
    ];
    const permissions = names.map((name) => SqlPermission.onDatabase(name));
    new SqlDatabaseUser(stack, "user", { principal: identity(stack), database: sqlDatabase(stack), permissions });
    expect(problemsOf(stack)).toEqual([]);
  });

  test("finds the server of its database", () => {
    const stack = testStack();
    new SqlDatabaseUser(stack, "user", { principal: identity(stack), database: sqlDatabase(stack) });
    const user = "azmi_sql_server_database_user_id-orders";
    expect(facts(stack)[user]?.server).toBe("${azurerm_mssql_server.server.fully_qualified_domain_name}");
    expect(factResources(stack)[user]).toMatchObject({
      depends_on: ["azurerm_mssql_database.database"],
      lifecycle: { replace_triggered_by: ["azurerm_mssql_database.database.id"] },
    });
  });
});
