import { ConsumptionWorkflow, KeyVaultAccess, ManagedIdentityBinding } from "../../../lib";
import { grantsIn, modelOf, stateOf } from "../../support/access";
import { keyVault } from "../../support/azure";
import { synthesize, testStack } from "../../support/synth";

const APP = { azurerm_user_assigned_identity: { app: { name: "id-app" } } };
const CLIENT = "${azurerm_user_assigned_identity.app.client_id}";
const PRINCIPAL = "${azurerm_user_assigned_identity.app.principal_id}";

/** Grants by facts, as the constructs of the library write them. */
function grantsBy(...facts: readonly Record<string, unknown>[]): string[] {
  return grantsIn(
    modelOf({
      resource: {
        ...APP,
        azurerm_mssql_server: { sql: { name: "sql-shop" } },
        azurerm_mssql_database: { db: { name: "orders", server_id: "${azurerm_mssql_server.sql.id}" } },
        azurerm_postgresql_flexible_server: { pg: { name: "psql-shop" } },
        terraform_data: Object.fromEntries(
          facts.map((fact, index) => [`fact-${String(index)}`, { input: {}, triggers_replace: fact }]),
        ),
      },
    }),
  );
}

describe("facts about databases are access", () => {
  const server = "${azurerm_mssql_server.sql.fully_qualified_domain_name}";
  const database = "${azurerm_mssql_database.db.name}";
  const user = {
    kind: "database-user",
    server,
    database,
    name: "id-app",
    origin: { type: "sid", sidFrom: CLIENT, sidType: "E" },
  };

  test("of a login, with its server roles", () => {
    expect(
      grantsBy(
        { kind: "login", server, name: "id-app", objectId: PRINCIPAL, sidFrom: CLIENT },
        { kind: "server-role-member", server, role: "##MS_ServerStateReader##", member: "id-app", sidFrom: CLIENT },
      ),
    ).toEqual(["id-app: login at sql-shop", "id-app: ##MS_ServerStateReader## at sql-shop"]);
  });

  test("of a user, with roles and permissions", () => {
    expect(
      grantsBy(
        user,
        { kind: "database-role-member", server, database, role: "db_datareader", member: "id-app", sidFrom: CLIENT },
        {
          kind: "permission",
          server,
          database,
          permission: "EXECUTE",
          on: "SCHEMA",
          schema: "shop",
          grantee: "id-app",
        },
        {
          kind: "permission",
          server,
          database,
          permission: "SELECT",
          on: "SCHEMA",
          schema: "hr",
          grantee: "id-app",
          state: "DENY",
        },
      ),
    ).toEqual([
      "id-app: user at orders",
      "id-app: db_datareader at orders",
      "id-app: EXECUTE on schema shop at orders",
    ]);
  });

  test("of a user in a database that is named", () => {
    expect(grantsBy({ ...user, database: "other" })).toEqual(["id-app: user at sql-shop/other"]);
  });

  test("of a user whose name is that of the identity", () => {
    const name = "${azurerm_user_assigned_identity.app.name}";
    expect(
      grantsBy({ ...user, name }, { kind: "database-role-member", server, database, role: "db_owner", member: name }),
    ).toEqual(["id-app: user at orders", "id-app: db_owner at orders"]);
  });

  test("of a role in PostgreSQL and a user in MySQL", () => {
    const pg = "${azurerm_postgresql_flexible_server.pg.fqdn}";
    expect(
      grantsBy(
        { kind: "postgres-role", server: pg, name: "id-app", objectId: PRINCIPAL, objectType: "service" },
        { kind: "postgres-role-member", server: pg, role: "readers", member: "id-app", objectId: PRINCIPAL },
        {
          kind: "postgres-privilege",
          server: pg,
          database: "orders",
          privilege: "SELECT",
          on: "ALL TABLES",
          schema: "public",
          grantee: "id-app",
          objectId: PRINCIPAL,
        },
        { kind: "mysql-user", server: "mysql-shop.mysql.database.azure.com", name: "id-app", identifiedBy: CLIENT },
      ),
    ).toEqual([
      "id-app: role at psql-shop",
      "id-app: readers at psql-shop",
      "id-app: SELECT on all tables public at psql-shop/orders",
      "id-app: user at mysql-shop.mysql.database.azure.com",
    ]);
  });

  test("but not those about roles and schemas, nor other uses of the resource", () => {
    expect(
      grantsBy(
        { kind: "database-role", server, database, name: "readers" },
        { kind: "schema", server, database, name: "shop" },
        { kind: "owner", server, database, on: "SCHEMA", name: "shop", owner: "readers" },
        {
          kind: "permission",
          server,
          database,
          permission: "SELECT",
          on: "SCHEMA",
          schema: "shop",
          grantee: "readers",
          principal: "role",
        },
        { other: CLIENT },
      ),
    ).toEqual([]);
  });
});

describe("access policies of connections", () => {
  const template = JSON.stringify({ resources: [{ type: "Microsoft.Web/connections/accessPolicies" }] });

  test("in a template deployment", () => {
    const model = modelOf({
      resource: {
        ...APP,
        azurerm_resource_group_template_deployment: {
          office: { name: "office365", template_content: "{}" },
          policy: {
            name: "policy",
            template_content: template,
            parameters_content:
              '${jsonencode({"connectionId" = {"value" = jsondecode(azurerm_resource_group_template_deployment.office.output_content).connectionId.value}, ' +
              '"objectId" = {"value" = azurerm_user_assigned_identity.app.principal_id}})}',
          },
        },
      },
    });
    expect(grantsIn(model)).toEqual(["id-app: use the connection at office365"]);
  });

  test("in a template deployment of a state", () => {
    const objectId = "aaaaaaaa-0000-4000-8000-000000000001";
    const connectionId =
      "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg/providers/Microsoft.Web/connections/office365";
    const model = modelOf(
      stateOf([
        ["azurerm_user_assigned_identity", "app", { name: "id-app", principal_id: objectId }],
        [
          "azurerm_resource_group_template_deployment",
          "policy",
          {
            template_content: template,
            parameters_content: JSON.stringify({
              objectId: { value: objectId },
              connectionId: { value: connectionId },
            }),
          },
        ],
      ]),
    );
    expect(grantsIn(model)).toEqual(["id-app: use the connection at office365"]);
  });

  test("by azapi", () => {
    const model = modelOf({
      resource: {
        ...APP,
        azurerm_api_connection: { office: { name: "office365" } },
        azapi_resource: {
          policy: {
            type: "Microsoft.Web/connections/accessPolicies@2016-06-01",
            parent_id: "${azurerm_api_connection.office.id}",
            body: { properties: { principal: { type: "ActiveDirectory", identity: { objectId: PRINCIPAL } } } },
          },
        },
      },
    });
    expect(grantsIn(model)).toEqual(["id-app: use the connection at office365"]);
  });
});

describe("federated credentials and members of groups", () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      "azurerm_federated_identity_credential",
      { parent_id: "${azurerm_user_assigned_identity.app.id}", issuer: "https://a", subject: "b" },
      "id-app trusts https://a: b",
    ],
    [
      "azurerm_federated_identity_credential",
      {
        user_assigned_identity_id: "${azurerm_user_assigned_identity.app.id}",
        issuer: "${azurerm_kubernetes_cluster.aks.oidc_issuer_url}",
        subject: "system:serviceaccount:shop:app",
      },
      "id-app trusts azurerm_kubernetes_cluster.aks.oidc_issuer_url: system:serviceaccount:shop:app",
    ],
    [
      "azuread_application_federated_identity_credential",
      { application_id: "${azuread_application.ci.id}", issuer: "https://a", subject: "b" },
      "ci trusts https://a: b",
    ],
    [
      "azuread_application_flexible_federated_identity_credential",
      {
        application_id: "${azuread_application.ci.id}",
        issuer: "https://a",
        claims_matching_expression: "claims['sub'] eq 'b'",
      },
      "ci trusts https://a: claims['sub'] eq 'b'",
    ],
    [
      "azapi_resource",
      {
        type: "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31",
        parent_id: "${azurerm_user_assigned_identity.app.id}",
        body: { properties: { issuer: "https://a", subject: "b", audiences: [] } },
      },
      "id-app trusts https://a: b",
    ],
  ])("%s", (type, values, expected) => {
    const { trusts, principals } = modelOf({
      resource: {
        ...APP,
        azuread_application: { ci: { display_name: "ci" } },
        azuread_service_principal: { sp: { client_id: "${azuread_application.ci.client_id}", display_name: "ci" } },
        [type]: { it: values },
      },
    });
    const shown = trusts.map(({ principal, issuer, subject }) => {
      const label = principals.find(({ id }) => id === principal)?.label ?? "?";
      return `${label} trusts ${issuer}: ${subject}`;
    });
    expect(shown).toEqual([expected]);
  });

  test("members by a resource and in the group", () => {
    const { memberships } = modelOf({
      resource: {
        ...APP,
        azuread_group: { team: { display_name: "Team", members: [PRINCIPAL] }, all: { display_name: "All" } },
        azuread_group_member: {
          team: {
            group_object_id: "${azuread_group.all.object_id}",
            member_object_id: "${azuread_group.team.object_id}",
          },
        },
      },
    });
    expect(memberships.map(({ group, member }) => [member, group])).toEqual([
      ["shop/azuread_group.team", "shop/azuread_group.all"],
      ["shop/azurerm_user_assigned_identity.app", "shop/azuread_group.team"],
    ]);
  });
});

test("a whole workflow of Logic Apps has access with its own identity", () => {
  const stack = testStack();
  const { principal } = new ConsumptionWorkflow(stack, "flow", {
    name: "orders",
    resourceGroupName: "rg-test",
    location: "westeurope",
  });
  principal.findClientId();
  const access = [KeyVaultAccess.readSecrets(keyVault(stack))];
  new ManagedIdentityBinding(stack, "reader", { principal, access });
  const model = modelOf(synthesize(stack));
  expect(grantsIn(model)).toEqual(["orders: Key Vault Secrets User at vault"]);
  expect(model.principals).toEqual([expect.objectContaining({ kind: "system-assigned-identity", label: "orders" })]);
});
