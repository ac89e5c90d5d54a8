import { modelOf } from "../../support/access";

type Json = Readonly<Record<string, unknown>>;

const APP = { azurerm_user_assigned_identity: { app: { name: "id-app", resource_group_name: "rg-shop" } } };
const GROUP = { azurerm_resource_group: { rg: { name: "rg-shop" } } };
const GROUPS = {
  azuread_group: { ops: { display_name: "Operators" } },
  azuread_user: { anna: { display_name: "Anna" } },
};
const WEB = {
  azurerm_linux_web_app: {
    web: {
      name: "app-web",
      resource_group_name: "rg-shop",
      identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.app.id}"] },
    },
  },
};
const CLUSTER = { azurerm_kubernetes_cluster: { aks: { name: "aks-shop", resource_group_name: "rg-shop" } } };

const role = (
  role_definition_name: string,
  scope: string,
  principal = "azuread_group.ops.object_id",
  more: Json = {},
): Json => ({
  role_definition_name,
  scope: `\${${scope}}`,
  principal_id: `\${${principal}}`,
  ...more,
});

const IDENTITY = "azurerm_user_assigned_identity.app.id";

/** Who can act as whom, as lines "Anna > Operators > id-app", each with its reasons. */
function waysIn(resource: Json, data: Json = {}): string[] {
  const { impersonations } = modelOf({ resource: { ...APP, ...GROUPS, ...resource }, data });
  return impersonations.map(({ steps }) => [...steps.map(({ from }) => from), steps.at(-1)?.to].join(" > "));
}

const assignments = (...roles: readonly Json[]): Json => ({
  azurerm_role_assignment: Object.fromEntries(roles.map((values, index) => [`a${String(index)}`, values])),
});

describe("who can act as an identity", () => {
  test.each<[string, Json, string[]]>([
    [
      "who gets tokens of an issuer that is trusted",
      {
        azurerm_federated_identity_credential: {
          f: { parent_id: `\${${IDENTITY}}`, issuer: "https://issuer", subject: "repo:contoso/shop" },
        },
      },
      ["https://issuer repo:contoso/shop > id-app"],
    ],
    ["who may attach it", assignments(role("Managed Identity Operator", IDENTITY)), ["Operators > id-app"]],
    [
      "who may add federated credentials",
      assignments(role("Managed Identity Contributor", IDENTITY)),
      ["Operators > id-app"],
    ],
    [
      "who may attach what is in its resource group",
      { ...GROUP, ...assignments(role("Managed Identity Operator", "azurerm_resource_group.rg.id")) },
      ["Operators > id-app"],
    ],
    [
      "who may do everything in its resource group",
      { ...GROUP, ...assignments(role("Contributor", "azurerm_resource_group.rg.id")) },
      ["Operators > id-app"],
    ],
    [
      "who may assign roles on it",
      { ...GROUP, ...assignments(role("User Access Administrator", "azurerm_resource_group.rg.id")) },
      ["Operators > id-app"],
    ],
    [
      "who may run code on its source",
      { ...WEB, ...assignments(role("Website Contributor", "azurerm_linux_web_app.web.id")) },
      ["Operators > id-app"],
    ],
    [
      "the members of a group that may",
      {
        ...assignments(role("Managed Identity Operator", IDENTITY)),
        azuread_group_member: {
          anna: {
            group_object_id: "${azuread_group.ops.object_id}",
            member_object_id: "${azuread_user.anna.object_id}",
          },
        },
      },
      ["Operators > id-app", "Anna > Operators > id-app"],
    ],
    [
      "not who reads it",
      { ...GROUP, ...assignments(role("Reader", IDENTITY), role("Monitoring Reader", "azurerm_resource_group.rg.id")) },
      [],
    ],
    [
      "not who may do the same elsewhere",
      {
        azurerm_resource_group: { other: { name: "rg-other" } },
        ...assignments(role("Contributor", "azurerm_resource_group.other.id")),
      },
      [],
    ],
    [
      "not who may assign certain roles only",
      {
        ...assignments(
          role("Role Based Access Control Administrator", IDENTITY, "azuread_group.ops.object_id", {
            condition: "(…)",
          }),
          role("Key Vault Data Access Administrator", IDENTITY),
        ),
      },
      [],
    ],
    [
      "not who may run code on something else",
      { ...WEB, ...CLUSTER, ...assignments(role("Website Contributor", "azurerm_kubernetes_cluster.aks.id")) },
      [],
    ],
  ])("%s", (_, resource, expected) => {
    expect(waysIn(resource)).toEqual(expected);
  });

  test("who may list the keys of what it reaches", () => {
    const store = { azurerm_storage_account: { store: { name: "store" } } };
    const account = "azurerm_storage_account.store.id";
    const { impersonations } = modelOf({
      resource: {
        ...APP,
        ...GROUPS,
        ...store,
        ...assignments(
          role("Storage Blob Data Reader", account, "azurerm_user_assigned_identity.app.principal_id"),
          role("Storage Account Key Operator Service Role", account),
        ),
      },
    });
    expect(impersonations).toMatchObject([
      {
        principal: "shop/azurerm_user_assigned_identity.app",
        by: "shop/azuread_group.ops",
        steps: [
          {
            from: "Operators",
            to: "id-app",
            why: "Operators has Storage Account Key Operator Service Role on store and can list the keys of store, which id-app reaches",
            block: { name: "a1" },
          },
        ],
      },
    ]);
  });

  test("who administers the cluster whose tokens are trusted", () => {
    expect(
      waysIn({
        ...CLUSTER,
        azurerm_federated_identity_credential: {
          f: {
            parent_id: `\${${IDENTITY}}`,
            issuer: "${azurerm_kubernetes_cluster.aks.oidc_issuer_url}",
            subject: "system:serviceaccount:shop:app",
          },
        },
        ...assignments(role("Azure Kubernetes Service Cluster Admin Role", "azurerm_kubernetes_cluster.aks.id")),
      }),
    ).toEqual([
      "azurerm_kubernetes_cluster.aks.oidc_issuer_url system:serviceaccount:shop:app > id-app",
      "Operators > azurerm_kubernetes_cluster.aks.oidc_issuer_url system:serviceaccount:shop:app > id-app",
    ]);
  });

  test("with all reasons, and after activation where that is needed", () => {
    const { impersonations } = modelOf({
      resource: {
        ...APP,
        ...GROUPS,
        azurerm_pim_eligible_role_assignment: {
          e: {
            role_definition_id:
              "/providers/Microsoft.Authorization/roleDefinitions/f1a07417-d97a-45cb-824c-7a7467783830",
            scope: `\${${IDENTITY}}`,
            principal_id: "${azuread_group.ops.object_id}",
          },
        },
      },
    });
    expect(impersonations[0]?.steps[0]?.why).toBe(
      "Operators has Managed Identity Operator on id-app and, once activated, can attach id-app to a resource that it runs code on",
    );
  });

  /** A chain of web apps, of which each may change the next one. */
  function chain(length: number): Json {
    const numbers = Array.from({ length }, (_, index) => index);
    return {
      azurerm_linux_web_app: Object.fromEntries(
        numbers.map((index) => [
          `w${String(index)}`,
          { name: `w${String(index)}`, identity: { type: "SystemAssigned" } },
        ]),
      ),
      ...assignments(
        ...numbers
          .slice(1)
          .map((index) =>
            role(
              "Website Contributor",
              `azurerm_linux_web_app.w${String(index)}.id`,
              `azurerm_linux_web_app.w${String(index - 1)}.identity[0].principal_id`,
            ),
          ),
      ),
    };
  }

  test("in four steps at most, by the shortest path", () => {
    const ways = waysIn(chain(7));
    expect(ways).toContain("w2 > w3 > w4 > w5 > w6");
    expect(ways.filter((way) => way.endsWith("> w6"))).toHaveLength(4);
    expect(ways.every((way) => way.split(" > ").length <= 5)).toBe(true);
  });

  test("once for each, also in circles", () => {
    const both = {
      azurerm_linux_web_app: {
        a: { name: "a", identity: { type: "SystemAssigned" } },
        b: { name: "b", identity: { type: "SystemAssigned" } },
      },
      ...assignments(
        role("Website Contributor", "azurerm_linux_web_app.b.id", "azurerm_linux_web_app.a.identity[0].principal_id"),
        role("Website Contributor", "azurerm_linux_web_app.a.id", "azurerm_linux_web_app.b.identity[0].principal_id"),
      ),
    };
    expect(waysIn(both).sort()).toEqual(["a > b", "b > a"]);
  });

  test("is found once it is asked for", () => {
    const model = modelOf({ resource: { ...APP, ...assignments(role("Managed Identity Operator", IDENTITY)) } });
    expect(model.impersonations).toBe(model.impersonations);
  });
});
