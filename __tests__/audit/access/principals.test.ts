import { type Principal } from "../../../lib/audit/access/access-model";
import { modelOf, planOf, stateOf } from "../../support/access";

/** Whom an assignment is for. */
function principalOf(expression: string, json: Record<string, Record<string, unknown>> = {}): Principal | undefined {
  const { resource = {}, ...others } = json;
  const model = modelOf({
    ...others,
    resource: {
      ...resource,
      azurerm_role_assignment: {
        it: { scope: "${azurerm_key_vault.vault.id}", role_definition_name: "Reader", principal_id: expression },
      },
    },
  });
  return model.principals.find(({ id }) => id === model.grants[0]?.principal);
}

const CLUSTER = { azurerm_kubernetes_cluster: { aks: { name: "aks-shop", resource_group_name: "rg-aks" } } };
const IDENTITY = { azurerm_user_assigned_identity: { app: { name: "id-app", resource_group_name: "rg-shop" } } };

describe("a principal", () => {
  test.each<[string, string, Record<string, Record<string, unknown>>, Partial<Principal>]>([
    [
      "is a user-assigned identity",
      "${azurerm_user_assigned_identity.app.principal_id}",
      { resource: IDENTITY },
      {
        id: "shop/azurerm_user_assigned_identity.app",
        kind: "user-assigned-identity",
        label: "id-app",
        cluster: "rg-shop",
      },
    ],
    [
      "is an identity that azapi makes",
      "${azapi_resource.app.output.properties.principalId}",
      {
        resource: {
          azapi_resource: {
            app: { type: "Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31", name: "id-azapi" },
          },
        },
      },
      { id: "shop/azapi_resource.app", kind: "user-assigned-identity", label: "id-azapi" },
    ],
    [
      "is the identity of a resource",
      "${azurerm_linux_web_app.web.identity[0].principal_id}",
      { resource: { azurerm_linux_web_app: { web: { name: "app-web", identity: { type: "SystemAssigned" } } } } },
      { id: "shop/azurerm_linux_web_app.web#identity", kind: "system-assigned-identity", label: "app-web" },
    ],
    [
      "is the identity of a resource that exists",
      "${data.azurerm_data_factory.adf.identity[0].principal_id}",
      { data: { azurerm_data_factory: { adf: { name: "adf-shop", resource_group_name: "rg-data" } } } },
      {
        id: "shop/data.azurerm_data_factory.adf#identity",
        kind: "system-assigned-identity",
        label: "adf-shop",
        cluster: "rg-data",
      },
    ],
    [
      "is what the nodes of a cluster use",
      "${azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id}",
      { resource: CLUSTER },
      { id: "shop/azurerm_kubernetes_cluster.aks#kubelet_identity", label: "aks-shop (kubelet_identity)" },
    ],
    [
      "is the identity that the nodes of a cluster are told to use",
      "${azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id}",
      {
        resource: {
          ...IDENTITY,
          azurerm_kubernetes_cluster: {
            aks: {
              kubelet_identity: { user_assigned_identity_id: "${azurerm_user_assigned_identity.app.id}" },
            },
          },
        },
      },
      { id: "shop/azurerm_user_assigned_identity.app" },
    ],
    [
      "is the identity of an add-on",
      "${azurerm_kubernetes_cluster.aks.key_vault_secrets_provider[0].secret_identity[0].object_id}",
      { resource: CLUSTER },
      {
        id: "shop/azurerm_kubernetes_cluster.aks#key_vault_secrets_provider.secret_identity",
        kind: "system-assigned-identity",
        label: "aks-shop (secret_identity)",
      },
    ],
    [
      "is a service principal",
      "${azuread_service_principal.ci.object_id}",
      { resource: { azuread_service_principal: { ci: { client_id: "${azuread_application.ci.client_id}" } } } },
      { id: "shop/azuread_service_principal.ci", kind: "service-principal" },
    ],
    [
      "is an identity that is looked up by its client id",
      "${data.azuread_service_principal.app.object_id}",
      {
        resource: IDENTITY,
        data: {
          azuread_service_principal: { app: { client_id: "${azurerm_user_assigned_identity.app.client_id}" } },
        },
      },
      { id: "shop/azurerm_user_assigned_identity.app" },
    ],
    [
      "is a group",
      "${azuread_group.team.object_id}",
      { resource: { azuread_group: { team: { display_name: "Team" } } } },
      { id: "shop/azuread_group.team", kind: "group", label: "Team" },
    ],
    [
      "is a user who is looked up",
      "${data.azuread_user.anna.object_id}",
      { data: { azuread_user: { anna: { user_principal_name: "anna@contoso.com" } } } },
      { id: "shop/data.azuread_user.anna", kind: "user", label: "anna@contoso.com" },
    ],
    [
      "is who runs Terraform",
      "${data.azurerm_client_config.current.object_id}",
      { data: { azurerm_client_config: { current: {} } } },
      { id: "shop/data.azurerm_client_config.current", kind: "unknown", label: "who runs Terraform" },
    ],
    [
      "is given by its object id",
      "11111111-2222-4333-8444-55555555AAAA",
      {},
      { id: "11111111-2222-4333-8444-55555555aaaa", kind: "unknown" },
    ],
    [
      "is given by a local",
      "${local.app}",
      { resource: IDENTITY, locals: { app: "${azurerm_user_assigned_identity.app.principal_id}" } },
      { id: "shop/azurerm_user_assigned_identity.app" },
    ],
    [
      "is one of a function",
      "${coalesce(var.other, azurerm_user_assigned_identity.app.principal_id)}",
      { resource: IDENTITY, variable: { other: {} } },
      { id: "shop/azurerm_user_assigned_identity.app" },
    ],
    [
      "is a variable",
      "${var.principal_id}",
      { variable: { principal_id: {} } },
      { id: "shop/var.principal_id", kind: "unknown", label: "var.principal_id" },
    ],
    [
      "is an argument of another resource",
      "${azuread_group_member.app.member_object_id}",
      {
        resource: {
          ...IDENTITY,
          azuread_group_member: {
            app: {
              group_object_id: "${var.group}",
              member_object_id: "${azurerm_user_assigned_identity.app.principal_id}",
            },
          },
        },
      },
      { id: "shop/azurerm_user_assigned_identity.app" },
    ],
  ])("%s", (_, expression, json, expected) => {
    expect(principalOf(expression, json)).toMatchObject(expected);
  });

  test("is of the kind that an assignment says, if nothing else does", () => {
    const assignment = {
      scope: "/",
      role_definition_name: "Reader",
      principal_id: "11111111-2222-4333-8444-555555555555",
    };
    const model = modelOf({
      resource: { azurerm_role_assignment: { a: assignment, b: { ...assignment, principal_type: "Group" } } },
    });
    expect(model.principals).toMatchObject([{ kind: "group" }]);
  });

  test("is in the model if it is declared, also without access", () => {
    const { principals } = modelOf({ resource: { ...IDENTITY, azuread_group: { team: { display_name: "Team" } } } });
    expect(principals.map(({ label }) => label)).toEqual(["Team", "id-app"]);
  });
});

const ID = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-shop/providers";
const OBJECT = "aaaaaaaa-0000-4000-8000-000000000001";
const CLIENT = "bbbbbbbb-0000-4000-8000-000000000001";

const identity = {
  id: `${ID}/Microsoft.ManagedIdentity/userAssignedIdentities/id-app`,
  name: "id-app",
  resource_group_name: "rg-shop",
  principal_id: OBJECT,
  client_id: CLIENT,
};

describe("where ids are known", () => {
  test("a state finds principals by them", () => {
    const model = modelOf(
      stateOf([
        ["azurerm_user_assigned_identity", "app", identity],
        [
          "azurerm_linux_web_app",
          "web",
          {
            id: `${ID}/Microsoft.Web/sites/app-web`,
            name: "app-web",
            identity: [
              {
                type: "SystemAssigned, UserAssigned",
                identity_ids: [identity.id],
                principal_id: "cccccccc-0000-4000-8000-000000000001",
              },
            ],
          },
        ],
        [
          "azurerm_role_assignment",
          "a",
          { scope: ID.slice(0, -10), role_definition_name: "Reader", principal_id: OBJECT },
        ],
        [
          "azurerm_role_assignment",
          "b",
          {
            scope: ID.slice(0, -10),
            role_definition_name: "Reader",
            principal_id: "cccccccc-0000-4000-8000-000000000001",
          },
        ],
      ]),
    );
    expect(model.grants.map(({ principal }) => principal)).toEqual([
      "shop/azurerm_user_assigned_identity.app",
      "shop/azurerm_linux_web_app.web#identity",
    ]);
    expect(model.sources).toMatchObject([
      {
        label: "app-web",
        cluster: "rg-shop",
        identities: ["shop/azurerm_linux_web_app.web#identity", "shop/azurerm_user_assigned_identity.app"],
      },
    ]);
  });

  test("a plan finds them by references, too", () => {
    const model = modelOf(
      planOf([
        { type: "azurerm_user_assigned_identity", name: "app", known: { name: "id-app", resource_group_name: "rg" } },
        {
          type: "azurerm_role_assignment",
          name: "a",
          known: { scope: "/subscriptions/00000000-0000-4000-8000-000000000001", role_definition_name: "Reader" },
          references: {
            principal_id: ["azurerm_user_assigned_identity.app.principal_id", "azurerm_user_assigned_identity.app"],
          },
        },
      ]),
    );
    expect(model.grants).toMatchObject([
      {
        principal: "shop/azurerm_user_assigned_identity.app",
        target: "/subscriptions/00000000-0000-4000-8000-000000000001",
        what: "Reader",
      },
    ]);
  });
});

describe("a source", () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ["of its own identity", { identity: { type: "SystemAssigned" } }, ["shop/azurerm_linux_web_app.web#identity"]],
    [
      "of an identity",
      { identity: [{ type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.app.id}"] }] },
      ["shop/azurerm_user_assigned_identity.app"],
    ],
    [
      "of an identity in an expression",
      { identity: { type: "UserAssigned", identity_ids: "${[azurerm_user_assigned_identity.app.id]}" } },
      ["shop/azurerm_user_assigned_identity.app"],
    ],
    [
      "of a dynamic block",
      {
        dynamic: {
          identity: [
            {
              for_each: [1],
              content: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.app.id}"] },
            },
          ],
        },
      },
      ["shop/azurerm_user_assigned_identity.app"],
    ],
    [
      "of an identity that is given by its id",
      { identity: { type: "UserAssigned", identity_ids: [identity.id] } },
      [identity.id],
    ],
  ])("%s", (_, block, identities) => {
    const { sources } = modelOf({
      resource: { ...IDENTITY, azurerm_linux_web_app: { web: { name: "app-web", ...block } } },
    });
    expect(sources).toMatchObject([{ id: "shop/azurerm_linux_web_app.web", identities }]);
  });

  test("is a cluster with the identities of its nodes and add-ons, if something mentions them", () => {
    const { sources } = modelOf({
      resource: {
        ...CLUSTER,
        azurerm_role_assignment: {
          pull: {
            scope: "${azurerm_container_registry.images.id}",
            role_definition_name: "AcrPull",
            principal_id: "${azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id}",
          },
        },
      },
    });
    expect(sources).toMatchObject([
      { label: "aks-shop", identities: ["shop/azurerm_kubernetes_cluster.aks#kubelet_identity"] },
    ]);
  });
});
