import {
  adopted,
  adoptedApp,
  assignment,
  findings,
  findingsOf,
  GROUP,
  identity,
  identityId,
  OTHER_PRINCIPAL,
  OTHER_SUBSCRIPTION,
  OWNER,
  PRINCIPAL,
  READER,
  type Resource,
  roleId,
  SUBSCRIPTION,
  VAULT,
} from "./world";

const group = { name: "rg-shop", location: "westeurope" };
const groupInState: Resource = { address: "azurerm_resource_group.group", values: { ...group, id: GROUP } };
const vaultInState: Resource = {
  address: "azurerm_key_vault.vault",
  values: { id: VAULT, name: "kv-shop", resource_group_name: "rg-shop", tenant_id: "t" },
};

/** An identity that reads a vault, as the constructs write it. */
const CODE = {
  azurerm_resource_group: { group },
  azurerm_key_vault: {
    vault: { name: "kv-shop", resource_group_name: "${azurerm_resource_group.group.name}", tenant_id: "t" },
  },
  azurerm_user_assigned_identity: {
    orders: {
      name: "id-orders",
      resource_group_name: "${azurerm_resource_group.group.name}",
      location: "${azurerm_resource_group.group.location}",
    },
  },
  azurerm_role_assignment: {
    azmi_orders_vault: {
      scope: "${azurerm_key_vault.vault.id}",
      role_definition_id: `/subscriptions/\${element(split("/", azurerm_key_vault.vault.id), 2)}/providers/Microsoft.Authorization/roleDefinitions/${READER}`,
      principal_id: "${azurerm_user_assigned_identity.orders.principal_id}",
      principal_type: "ServicePrincipal",
    },
  },
};

const HAND_WRITTEN: Resource[] = [
  { address: "azurerm_user_assigned_identity.hand", values: identity("id-orders", PRINCIPAL) },
  { address: "azurerm_role_assignment.hand", values: assignment() },
];

const MOVED = [
  "moved azurerm_role_assignment.hand -> azurerm_role_assignment.azmi_orders_vault",
  "moved azurerm_user_assigned_identity.hand -> azurerm_user_assigned_identity.orders",
];

describe("what the state has at another address", () => {
  test("is moved, with what refers to it", () => {
    expect(findings({ resource: CODE, state: [groupInState, vaultInState, ...HAND_WRITTEN] })).toEqual(MOVED);
  });

  test("is moved out of modules, of several instances too", () => {
    const state = [
      groupInState,
      vaultInState,
      { address: 'module.access["a"].module.inner.azurerm_role_assignment.hand[0]', values: assignment() },
      { address: "azurerm_user_assigned_identity.hand[1]", values: identity("id-orders", PRINCIPAL) },
    ];
    const moves = [
      'moved module.access["a"].module.inner.azurerm_role_assignment.hand[0] -> azurerm_role_assignment.azmi_orders_vault',
      "moved azurerm_user_assigned_identity.hand[1] -> azurerm_user_assigned_identity.orders",
    ];
    expect(findings({ resource: CODE, state })).toEqual(moves);
    const [first, second] = moves;
    expect(findings({ resource: CODE, state, more: { module: { access: { source: "./access" } } } })).toEqual([
      `${first ?? ""}: module access is still in the code; remove the resource from it`,
      second,
    ]);
  });

  test("is moved whatever its key is", () => {
    const keys = ["a[0]", 'a"b', "a.b", "module.a"];
    const resource = {
      azurerm_resource_group: { group: { ...group, for_each: "${toset(local.keys)}", name: "${each.key}" } },
    };
    const addressOf = (name: string, key: string): string => `azurerm_resource_group.${name}[${JSON.stringify(key)}]`;
    const state = (name: string): Resource[] =>
      keys.map((key) => ({ address: addressOf(name, key), values: { name: key } }));
    const more = { locals: { keys } };
    expect(findings({ resource, more, state: state("group") })).toEqual([]);
    expect(findings({ resource, more, state: state("old") }).sort()).toEqual(
      keys.map((key) => `moved ${addressOf("old", key)} -> ${addressOf("group", key)}`).sort(),
    );
    expect(
      findings({
        resource,
        more: { ...more, moved: { from: "azurerm_resource_group.old", to: "azurerm_resource_group.group" } },
        state: state("old"),
      }),
    ).toEqual([]);
  });

  test("is moved to each instance of what has count or for_each, as far as that is known", () => {
    const assign = (scope: string, more: Record<string, unknown>): Record<string, unknown> => ({
      scope,
      role_definition_id: roleId(READER),
      principal_id: PRINCIPAL,
      ...more,
    });
    const resource = {
      azurerm_key_vault: { vault: { name: "${each.key}", tenant_id: "t", for_each: '${toset(["kv-shop", "kv-2"])}' } },
      azurerm_role_assignment: {
        each: assign("${azurerm_key_vault.vault[each.key].id}", { for_each: "${azurerm_key_vault.vault}" }),
        value: assign("${each.value.id}/secrets/a", { for_each: "${azurerm_key_vault.vault}" }),
        count: assign("${element(local.scopes, count.index)}", { count: "${local.how_many}" }),
        untold: assign("${each.value}", { for_each: "${var.scopes}" }),
      },
    };
    const more = { locals: { scopes: ["/a", "/b"], how_many: 2 }, variable: { scopes: { type: "map(string)" } } };
    const other = VAULT.replace("kv-shop", "kv-2");
    const vaultOf = (key: string, id: string): Resource => ({
      address: `azurerm_key_vault.vault["${key}"]`,
      values: { id, name: key, tenant_id: "t" },
    });
    const state = [
      vaultOf("kv-shop", VAULT),
      vaultOf("kv-2", other),
      ...[VAULT, other, `${VAULT}/secrets/a`, `${other}/secrets/a`, "/a", "/b"].map((scope, index) => ({
        address: `azurerm_role_assignment.hand["${String(index)}"]`,
        values: assignment({ scope }),
      })),
    ];
    expect(findings({ resource, more, state })).toEqual([
      'moved azurerm_role_assignment.hand["4"] -> azurerm_role_assignment.count[0]',
      'moved azurerm_role_assignment.hand["5"] -> azurerm_role_assignment.count[1]',
      'moved azurerm_role_assignment.hand["1"] -> azurerm_role_assignment.each["kv-2"]',
      'moved azurerm_role_assignment.hand["0"] -> azurerm_role_assignment.each["kv-shop"]',
      "! created azurerm_role_assignment.untold: for_each depends on values that no state has; write moved blocks for its instances yourself",
      'moved azurerm_role_assignment.hand["3"] -> azurerm_role_assignment.value["kv-2"]',
      'moved azurerm_role_assignment.hand["2"] -> azurerm_role_assignment.value["kv-shop"]',
    ]);
  });

  test("is the same without a key and with the first one", () => {
    const counted = { ...CODE, azurerm_key_vault: { vault: { ...CODE.azurerm_key_vault.vault, count: 1 } } };
    const assigned = {
      ...CODE.azurerm_role_assignment.azmi_orders_vault,
      scope: "${azurerm_key_vault.vault[0].id}",
      role_definition_id: roleId(READER),
    };
    expect(
      findings({
        resource: { ...counted, azurerm_role_assignment: { azmi_orders_vault: assigned } },
        state: [groupInState, vaultInState, ...HAND_WRITTEN],
      }),
    ).toEqual(MOVED);
  });

  test("is moved where other resources have another name too, and what refers to them follows", () => {
    const { vault } = CODE.azurerm_key_vault;
    const assigned = CODE.azurerm_role_assignment.azmi_orders_vault;
    const renamed = JSON.parse(
      JSON.stringify(assigned).replaceAll("azurerm_key_vault.vault", "azurerm_key_vault.renamed"),
    ) as typeof assigned;
    expect(
      findings({
        resource: { ...CODE, azurerm_key_vault: { renamed: vault }, azurerm_role_assignment: { renamed } },
        state: [groupInState, vaultInState, ...HAND_WRITTEN],
      }),
    ).toEqual([
      "moved azurerm_key_vault.vault -> azurerm_key_vault.renamed",
      "moved azurerm_role_assignment.hand -> azurerm_role_assignment.renamed",
      "moved azurerm_user_assigned_identity.hand -> azurerm_user_assigned_identity.orders",
    ]);
  });

  test("is not moved a second time where the code moves or imports it already", () => {
    const state = [groupInState, vaultInState, ...HAND_WRITTEN];
    const more = {
      moved: [{ from: "azurerm_user_assigned_identity.hand", to: "azurerm_user_assigned_identity.orders" }],
      import: [{ to: "azurerm_role_assignment.azmi_orders_vault", id: "any" }],
    };
    expect(findings({ resource: CODE, state, more })).toEqual(["destroyed azurerm_role_assignment.hand"]);
    const inModule = state.map((resource, index) =>
      index > 1 ? { ...resource, address: `module.old["a"].${resource.address}` } : resource,
    );
    const moved = [
      { from: 'module.old["a"]', to: "module.new" },
      { from: "module.new.azurerm_role_assignment.hand", to: "azurerm_role_assignment.azmi_orders_vault" },
    ];
    expect(findings({ resource: CODE, state: inModule, more: { moved } })).toEqual([
      "moved module.new.azurerm_user_assigned_identity.hand -> azurerm_user_assigned_identity.orders",
    ]);
  });

  test("stays where it is if the address that the code moves it to is taken", () => {
    const [first, second] = HAND_WRITTEN;
    const applied = { ...second!, address: "azurerm_role_assignment.azmi_orders_vault" };
    const more = { moved: [{ from: "azurerm_role_assignment.hand", to: "azurerm_role_assignment.azmi_orders_vault" }] };
    expect(findings({ resource: CODE, state: [groupInState, vaultInState, first!, second!, applied], more })).toEqual([
      "destroyed azurerm_role_assignment.hand",
      MOVED[1],
    ]);
  });

  test("is not what has the same name elsewhere", () => {
    const rule = (server: string): Record<string, unknown> => ({ name: "deployer", server_id: `${GROUP}/${server}` });
    const resource = { azurerm_mssql_firewall_rule: { new: rule("sql-1") } };
    const state = ["sql-1", "sql-2"].map((server) => ({
      address: `azurerm_mssql_firewall_rule.${server}`,
      values: { id: `${GROUP}/${server}/deployer`, ...rule(server) },
    }));
    expect(findings({ resource, state })).toEqual([
      "moved azurerm_mssql_firewall_rule.sql-1 -> azurerm_mssql_firewall_rule.new",
      "destroyed azurerm_mssql_firewall_rule.sql-2",
    ]);
  });

  test("is not what the next apply destroys", () => {
    const [first, second] = HAND_WRITTEN;
    const state = [
      groupInState,
      vaultInState,
      ...(first ? [first] : []),
      ...(second ? [{ ...second, more: { deposed_key: "00000000" } }] : []),
    ];
    expect(findings({ resource: CODE, state })).toEqual([
      "created azurerm_role_assignment.azmi_orders_vault",
      MOVED[1],
    ]);
  });
});

describe("what leaves the code", () => {
  test("is told, of whatever type", () => {
    const state = [
      groupInState,
      vaultInState,
      ...HAND_WRITTEN,
      { address: "azurerm_storage_account.old", values: { name: "st" } },
      { address: "data.azurerm_subscription.it", values: {} },
    ];
    expect(findings({ resource: CODE, state })).toEqual([MOVED[0], "destroyed azurerm_storage_account.old", MOVED[1]]);
  });
});

describe("what the code looks up now", () => {
  const lookUp = { azurerm_user_assigned_identity: { orders: { name: "id-orders", resource_group_name: "rg-shop" } } };
  const resource = { azurerm_resource_group: { group } };
  const hand = (address: string): Resource => ({ address, values: identity("id-orders", PRINCIPAL) });

  test("is released", () => {
    const state = [groupInState, hand("azurerm_user_assigned_identity.hand")];
    expect(findings({ resource, more: { data: lookUp }, state })).toEqual([
      "released azurerm_user_assigned_identity.hand: data.azurerm_user_assigned_identity.orders takes it over",
    ]);
  });

  test("is destroyed where it is another one", () => {
    const other = hand("azurerm_user_assigned_identity.hand");
    const values = { ...other.values, resource_group_name: "rg-other" };
    expect(findings({ resource, more: { data: lookUp }, state: [groupInState, { ...other, values }] })).toEqual([
      "destroyed azurerm_user_assigned_identity.hand",
    ]);
  });
});

describe("the same in the code twice", () => {
  test("is a problem that names both, and the one to remove", () => {
    const { azmi_orders_vault: assigned } = CODE.azurerm_role_assignment;
    expect(
      findings({
        resource: { ...CODE, azurerm_role_assignment: { azmi_orders_vault: assigned, hand: assigned } },
        state: [groupInState, vaultInState, ...HAND_WRITTEN],
      }),
    ).toEqual([
      MOVED[1],
      "problem: stack shop: azurerm_role_assignment.azmi_orders_vault and azurerm_role_assignment.hand are the same, and both are in the code; remove azurerm_role_assignment.hand from the code",
    ]);
  });

  test("is a problem where neither exists", () => {
    const assigned = { scope: "/x", role_definition_name: "Reader", principal_id: PRINCIPAL };
    expect(
      adopted({ resource: { azurerm_role_assignment: { a: assigned, b: { ...assigned, scope: "/X" } } } }).problems,
    ).toEqual([
      "stack shop: azurerm_role_assignment.a and azurerm_role_assignment.b are the same; remove one of them from the code",
    ]);
  });

  test("is no problem where the directory takes it for one", () => {
    const role = { template_id: READER };
    expect(adopted({ resource: { azuread_directory_role: { a: role, b: role } } }).problems).toEqual([]);
  });

  test("is a problem in two stacks", () => {
    const resource = {
      azurerm_role_assignment: { it: { scope: VAULT, role_definition_id: roleId(READER), principal_id: PRINCIPAL } },
    };
    expect(
      adoptedApp({
        shop: { resource, state: [{ address: "azurerm_role_assignment.it", values: assignment() }] },
        web: { resource },
      }).problems,
    ).toEqual([
      "azurerm_role_assignment.it of stack web and azurerm_role_assignment.it of stack shop are the same, and both are in the code; remove one of them",
    ]);
  });

  test("is no problem for an address that is something else now, which Terraform cannot move", () => {
    const assigned = CODE.azurerm_role_assignment.azmi_orders_vault;
    expect(
      findings({
        resource: {
          ...CODE,
          azurerm_role_assignment: { hand: { ...assigned, role_definition_id: roleId(OWNER) }, new: assigned },
        },
        state: [groupInState, vaultInState, ...HAND_WRITTEN],
      }),
    ).toEqual([
      "! created azurerm_role_assignment.new: exists as azurerm_role_assignment.hand, which is another resource in the code; give that resource another address",
      MOVED[1],
    ]);
  });
});

describe("what differs", () => {
  const inState = (values: Record<string, unknown>): Resource[] => [
    groupInState,
    vaultInState,
    {
      address: "azurerm_user_assigned_identity.hand",
      values: { ...identity("id-orders", PRINCIPAL), tags: { team: "a" } },
    },
    { address: "azurerm_role_assignment.hand", values: assignment(values) },
  ];

  test("and replaces needs attention, what updates does not", () => {
    expect(findings({ resource: CODE, state: inState({ description: "for the shop" }) })).toEqual([
      `! ${MOVED[0] ?? ""}: description is "for the shop" in Azure, so the plan replaces it`,
      `${MOVED[1] ?? ""}: tags differs in Azure, so the plan updates it`,
    ]);
  });

  test("is updated by releases of azurerm that can", () => {
    const pinned = (version: string): string[] =>
      findings({
        resource: CODE,
        state: inState({ description: "for the shop" }),
        more: { terraform: { required_providers: { azurerm: { source: "hashicorp/azurerm", version } } } },
      }).slice(0, 1);
    const told = (effect: string): string =>
      `${MOVED[0] ?? ""}: description is "for the shop" in Azure, so the plan ${effect} it`;
    expect(["5.2.0", "~> 5.12", "6.0.0"].flatMap(pinned)).toEqual(Array(3).fill(told("updates")));
    expect(["4.55.0", "~> 5.1", "~> 4.99"].flatMap(pinned)).toEqual(Array(3).fill(`! ${told("replaces")}`));
  });

  test("in letter case only is found, and replaces scopes", () => {
    const scope = VAULT.replace("resourceGroups", "resourcegroups");
    expect(findings({ resource: CODE, state: inState({ scope }) })[0]).toBe(
      `! ${MOVED[0] ?? ""}: scope is "${scope}" in Azure, so the plan replaces it`,
    );
  });
});

describe("identities of the same name", () => {
  const orders = (more: Record<string, unknown> = {}): Record<string, Record<string, Record<string, unknown>>> => ({
    azurerm_user_assigned_identity: {
      orders: { name: "id-orders", resource_group_name: "rg-shop", location: "westeurope", ...more },
    },
  });
  const elsewhere = `${OTHER_SUBSCRIPTION}/resourceGroups/rg-shop`;
  const both = [identity("id-orders", PRINCIPAL), identity("id-orders", OTHER_PRINCIPAL, elsewhere)].map(
    ({ id, name, location, principal_id: principalId }) => ({
      id,
      name,
      location,
      principalId,
      tags: {},
      type: "Microsoft.ManagedIdentity/userAssignedIdentities",
    }),
  );

  test("in two subscriptions are ambiguous where nothing tells the subscription", () => {
    expect(findings({ resource: orders(), existing: [both] })).toEqual([
      `! created azurerm_user_assigned_identity.orders: could be ${identityId("id-orders", elsewhere)}, or ${identityId("id-orders")}`,
    ]);
  });

  test.each([
    ["the provider", orders({ provider: "azurerm.hub" }), {}],
    [
      "the resource group",
      { ...orders({ resource_group_name: "${azurerm_resource_group.group.name}" }), azurerm_resource_group: { group } },
      { id: elsewhere },
    ],
  ])("are told apart by the subscription of %s", (_, resource, values) => {
    const provider = {
      azurerm: [{ features: [{}] }, { alias: "hub", subscription_id: OTHER_SUBSCRIPTION.split("/").at(-1) }],
    };
    const state = [{ address: "azurerm_resource_group.group", values: { ...group, ...values } }];
    expect(
      findings({
        resource: { ...resource, azurerm_resource_group: { group } },
        more: { provider },
        state,
        existing: [both],
      }),
    ).toEqual([`imported ${identityId("id-orders", elsewhere)} -> azurerm_user_assigned_identity.orders`]);
  });

  test("of which one is in the state of the stack are not ambiguous", () => {
    const state = [{ address: "azurerm_user_assigned_identity.hand", values: identity("id-orders", PRINCIPAL) }];
    expect(findings({ resource: orders(), existing: [both], state })).toEqual([
      "moved azurerm_user_assigned_identity.hand -> azurerm_user_assigned_identity.orders",
    ]);
  });

  test("of which one is in a state and in a list are one", () => {
    expect(
      findings({
        resource: orders(),
        existing: [both[0]],
        state: [{ address: "azurerm_user_assigned_identity.hand", values: identity("id-orders", PRINCIPAL) }],
      }),
    ).toEqual(["moved azurerm_user_assigned_identity.hand -> azurerm_user_assigned_identity.orders"]);
  });
});

describe("what lists of Azure leave out", () => {
  test("is not known, so that what depends on it is ambiguous", () => {
    const list = [
      { id: identityId("id-orders"), name: "id-orders", type: "Microsoft.ManagedIdentity/userAssignedIdentities" },
    ];
    const hand = { address: "azurerm_role_assignment.hand", values: assignment() };
    expect(findings({ resource: CODE, existing: [list], state: [groupInState, vaultInState, hand] })).toEqual([
      "! created azurerm_role_assignment.azmi_orders_vault: could be azurerm_role_assignment.hand; it depends on values that no state has",
      "destroyed azurerm_role_assignment.hand",
      `imported ${identityId("id-orders")} -> azurerm_user_assigned_identity.orders`,
    ]);
  });
});

describe("what depends on what nobody tells", () => {
  const resource = (scope: string): Record<string, Record<string, Record<string, unknown>>> => ({
    azurerm_resource_group: { group },
    azurerm_role_assignment: { it: { scope, role_definition_id: roleId(READER), principal_id: PRINCIPAL } },
  });
  const more = { variable: { scope: { type: "string" } } };
  const hand: Resource = { address: "azurerm_role_assignment.hand", values: assignment() };

  test("is ambiguous beside what agrees with all that is known", () => {
    expect(findings({ resource: resource("${var.scope}"), more, state: [groupInState, hand] })).toEqual([
      "destroyed azurerm_role_assignment.hand",
      "! created azurerm_role_assignment.it: could be azurerm_role_assignment.hand; it depends on values that no state has",
    ]);
  });

  test("is created where nothing agrees", () => {
    const other = { ...hand, values: assignment({ principal_id: OTHER_PRINCIPAL }) };
    expect(findings({ resource: resource("${var.scope}"), more, state: [groupInState, other] })).toEqual([
      "destroyed azurerm_role_assignment.hand",
      "created azurerm_role_assignment.it: depends on values that no state has",
    ]);
  });

  test("is no candidate for what is something else for certain, or has the role in common only", () => {
    const otherRole = {
      ...hand,
      values: assignment({ role_definition_id: roleId(OWNER), role_definition_name: "Owner" }),
    };
    const told = [
      "created azurerm_role_assignment.it: depends on values that no state has",
      "destroyed azurerm_role_assignment.hand",
    ];
    expect(findings({ resource: resource("${var.scope}"), more, state: [groupInState, otherRole] }).sort()).toEqual(
      told,
    );
    const untold = resource("${var.scope}");
    const onlyRole = {
      ...untold,
      azurerm_role_assignment: { it: { ...untold.azurerm_role_assignment?.it, principal_id: "${var.scope}" } },
    };
    expect(findings({ resource: onlyRole, more, state: [groupInState, hand] }).sort()).toEqual(told);
    const alsoDeclared = resource("${var.scope}");
    const claimed = {
      ...alsoDeclared,
      azurerm_role_assignment: {
        ...alsoDeclared.azurerm_role_assignment,
        hand: { scope: VAULT, role_definition_id: roleId(READER), principal_id: PRINCIPAL },
      },
    };
    expect(findings({ resource: claimed, more, state: [groupInState, hand] })).toEqual(told.slice(0, 1));
  });

  test("is known from the state where it was applied before", () => {
    const vaults = { azurerm_key_vault: { vault: { name: "${var.scope}" } } };
    const scope = VAULT.replace("kv-shop", "${azurerm_key_vault.vault.name}");
    expect(
      findings({ resource: { ...resource(scope), ...vaults }, more, state: [groupInState, vaultInState, hand] }),
    ).toEqual(["moved azurerm_role_assignment.hand -> azurerm_role_assignment.it"]);
  });

  test("is known where a variable has a default", () => {
    expect(
      findings({
        resource: resource("${var.scope}"),
        more: { variable: { scope: { default: VAULT } } },
        state: [groupInState, hand],
      }),
    ).toEqual(["moved azurerm_role_assignment.hand -> azurerm_role_assignment.it"]);
  });
});

describe("what belongs to something new", () => {
  test("is new, whatever else has the same role at the same scope", () => {
    const state = [
      groupInState,
      vaultInState,
      { address: "azurerm_role_assignment.other", values: assignment({ principal_id: OTHER_PRINCIPAL }) },
    ];
    expect(findings({ resource: CODE, state })).toEqual([
      "created azurerm_role_assignment.azmi_orders_vault",
      "destroyed azurerm_role_assignment.other",
      "created azurerm_user_assigned_identity.orders",
    ]);
  });

  test("is new for an identity that a deployed resource gets now", () => {
    const resource = {
      azurerm_linux_web_app: {
        app: { name: "app", resource_group_name: "rg-shop", identity: { type: "SystemAssigned" } },
      },
      azurerm_role_assignment: {
        it: {
          scope: VAULT,
          role_definition_id: roleId(READER),
          principal_id: "${azurerm_linux_web_app.app.identity[0].principal_id}",
        },
      },
    };
    const app = { name: "app", resource_group_name: "rg-shop", identity: [] as unknown[] };
    const hand = { address: "azurerm_role_assignment.hand", values: assignment() };
    expect(findings({ resource, state: [{ address: "azurerm_linux_web_app.app", values: app }, hand] })).toEqual([
      "destroyed azurerm_role_assignment.hand",
      "created azurerm_role_assignment.it",
    ]);
    const withIdentity = { ...app, identity: [{ type: "SystemAssigned", principal_id: PRINCIPAL }] };
    expect(
      findings({ resource, state: [{ address: "azurerm_linux_web_app.app", values: withIdentity }, hand] }),
    ).toEqual(["moved azurerm_role_assignment.hand -> azurerm_role_assignment.it"]);
  });
});

describe("data sources", () => {
  const lookUp = { azurerm_key_vault: { shared: { name: "kv-shop", resource_group_name: "rg-shop" } } };
  const resource = {
    azurerm_role_assignment: {
      it: { scope: "${data.azurerm_key_vault.shared.id}", role_definition_id: roleId(READER), principal_id: PRINCIPAL },
    },
  };
  const hand: Resource = { address: "azurerm_role_assignment.hand", values: assignment() };
  const moved = ["moved azurerm_role_assignment.hand -> azurerm_role_assignment.it"];
  const values = { id: VAULT, name: "kv-shop", resource_group_name: "rg-shop" };

  test.each([
    ["the state has it", { address: "data.azurerm_key_vault.shared", values }, []],
    ["the state has it at another address", { address: "data.azurerm_key_vault.other", values }, []],
    ["the state has what it looks up", { address: "module.m.azurerm_key_vault.vault", values }, []],
    [
      "a list has it",
      groupInState,
      [
        {
          id: VAULT,
          name: "kv-shop",
          type: "Microsoft.KeyVault/vaults",
          properties: { tenantId: "t", accessPolicies: [] },
        },
      ],
    ],
  ])("are known where %s", (_, known, existing) => {
    const more = { data: lookUp, module: { m: {} } };
    expect(
      findings({ resource: { ...resource, azurerm_resource_group: { group } }, more, state: [known, hand], existing }),
    ).toEqual(moved);
  });

  test("that fit several things are not known", () => {
    const twice = ["rg-shop", "rg-other"].map((name) => ({
      address: `azurerm_key_vault.${name}`,
      values: { ...values, id: VAULT.replace("rg-shop", name), resource_group_name: name },
    }));
    const more = { data: { azurerm_key_vault: { shared: { name: "kv-shop" } } } };
    expect(findings({ resource, more, state: [...twice, hand] })).toContain(
      "! created azurerm_role_assignment.it: could be azurerm_role_assignment.hand; it depends on values that no state has",
    );
  });

  test("of something else are not known", () => {
    const stale = { address: "data.azurerm_key_vault.shared", values: { ...values, name: "kv-old" } };
    expect(findings({ resource, more: { data: lookUp }, state: [stale, hand] })).toEqual([
      "destroyed azurerm_role_assignment.hand",
      "! created azurerm_role_assignment.it: could be azurerm_role_assignment.hand; it depends on values that no state has",
    ]);
  });
});

describe("several stacks", () => {
  const assigned = { scope: VAULT, role_definition_id: roleId(READER), principal_id: PRINCIPAL };
  const rest = { azurerm_resource_group: { group } };

  test("hand over what moves from one to the other, without destroying it", () => {
    expect(
      findingsOf(
        adoptedApp({
          shop: {
            resource: rest,
            state: [groupInState, { address: "azurerm_role_assignment.old", values: assignment() }],
          },
          web: { resource: { azurerm_role_assignment: { it: assigned } } },
        }),
      ),
    ).toEqual([
      "released azurerm_role_assignment.old: stack web takes it over",
      `web: imported ${VAULT}/providers/Microsoft.Authorization/roleAssignments/bbbbbbbb-0000-4000-8000-000000000001 -> azurerm_role_assignment.it`,
    ]);
  });

  test("say what to do about a single instance, which Terraform does not release", () => {
    expect(
      findingsOf(
        adoptedApp({
          shop: {
            resource: rest,
            state: [groupInState, { address: 'azurerm_role_assignment.old["a"]', values: assignment() }],
          },
          web: { resource: { azurerm_role_assignment: { it: assigned } } },
        }),
      )[0],
    ).toBe(
      `! destroyed azurerm_role_assignment.old["a"]: stack web takes it over, but Terraform cannot release a single instance; run terraform state rm 'azurerm_role_assignment.old["a"]' first`,
    );
  });

  test("know what they refer to in each other", () => {
    const remote =
      "data.terraform_remote_state.cross-stack-reference-input-shop.outputs.cross-stack-output-azurerm_key_vaultvaultid";
    expect(
      findingsOf(
        adoptedApp({
          shop: {
            resource: { azurerm_key_vault: CODE.azurerm_key_vault, azurerm_resource_group: { group } },
            more: {
              output: {
                "cross-stack-output-azurerm_key_vaultvaultid": {
                  value: "${azurerm_key_vault.vault.id}",
                  sensitive: true,
                },
              },
            },
            state: [groupInState, vaultInState],
          },
          web: {
            resource: { azurerm_role_assignment: { it: { ...assigned, scope: `\${${remote}}` } } },
            more: {
              data: {
                terraform_remote_state: { "cross-stack-reference-input-shop": { backend: "local", config: {} } },
              },
            },
            state: [{ address: "azurerm_role_assignment.hand", values: assignment() }],
          },
        }),
      ),
    ).toEqual(["web: moved azurerm_role_assignment.hand -> azurerm_role_assignment.it"]);
  });
});

describe("another state", () => {
  test("knows better of a thing than a list does", () => {
    const { id, name, scope } = assignment();
    const list = [
      { id, name, scope, principalId: PRINCIPAL, roleDefinitionId: roleId(READER), roleDefinitionName: "Reader" },
    ];
    const state = {
      format_version: "1.0",
      values: {
        root_module: {
          resources: [
            {
              address: "azurerm_role_assignment.theirs",
              mode: "managed",
              type: "azurerm_role_assignment",
              values: assignment(),
            },
          ],
        },
      },
    };
    const resource = {
      azurerm_role_assignment: { it: { scope: VAULT, role_definition_id: roleId(READER), principal_id: PRINCIPAL } },
    };
    const [found, ...others] = [
      [list, state],
      [state, list],
    ].map((existing) => adopted({ resource, existing }).findings[0]?.heldBy?.address);
    expect([found, ...others]).toEqual(["azurerm_role_assignment.theirs", "azurerm_role_assignment.theirs"]);
  });

  test("has to give up what the app takes over", () => {
    const existing = [
      {
        format_version: "1.0",
        values: {
          root_module: {
            resources: [
              {
                address: "azurerm_role_assignment.theirs",
                mode: "managed",
                type: "azurerm_role_assignment",
                values: assignment(),
              },
            ],
          },
        },
      },
    ];
    const resource = {
      azurerm_role_assignment: { it: { scope: VAULT, role_definition_id: roleId(READER), principal_id: PRINCIPAL } },
    };
    expect(adopted({ resource, existing })).toEqual({
      findings: [
        {
          stack: "shop",
          fate: "imported",
          address: "azurerm_role_assignment.it",
          from: `${VAULT}/providers/Microsoft.Authorization/roleAssignments/bbbbbbbb-0000-4000-8000-000000000001`,
          needsAttention: true,
          heldBy: { file: "existing-0.json", address: "azurerm_role_assignment.theirs" },
          detail: "azurerm_role_assignment.theirs in existing-0.json must release it first",
        },
      ],
      problems: [],
    });
  });
});

describe("facts about SQL servers", () => {
  const fact = {
    kind: "database-user",
    server: "sql.database.windows.net",
    database: "shop",
    name: "app",
    origin: { type: "sid", sidFrom: PRINCIPAL, sidType: "E" },
  };
  const resource = {
    terraform_data: {
      new: {
        triggers_replace: {
          ...fact,
          origin: { ...fact.origin, sidFrom: "${azurerm_user_assigned_identity.orders.client_id}" },
        },
      },
    },
    azurerm_user_assigned_identity: CODE.azurerm_user_assigned_identity,
    azurerm_resource_group: { group },
  };
  const identityInState = (clientId: string): Resource => ({
    address: "azurerm_user_assigned_identity.orders",
    values: { ...identity("id-orders", PRINCIPAL), client_id: clientId },
  });
  const old: Resource = { address: "terraform_data.old", values: { triggers_replace: fact } };

  test("are moved where they are the same to the letter", () => {
    expect(findings({ resource, state: [groupInState, identityInState(PRINCIPAL), old] })).toEqual([
      "moved terraform_data.old -> terraform_data.new",
    ]);
  });

  test("are created where they say it otherwise, since a replacement would take away first", () => {
    expect(findings({ resource, state: [groupInState, identityInState(OTHER_PRINCIPAL), old] })).toEqual([
      "created terraform_data.new: terraform_data.old differs; applies a fact that already holds, so nothing changes on the server",
      "destroyed terraform_data.old",
    ]);
  });

  test("are left by one stack of the app to another", () => {
    const server = { azurerm_resource_group: { group } };
    expect(
      findingsOf(
        adoptedApp({
          shop: { resource: server, state: [groupInState, { ...old, values: { ...old.values, id: "1" } }] },
          web: { resource: { terraform_data: { new: { triggers_replace: fact } } } },
        }),
      ),
    ).toEqual([
      "destroyed terraform_data.old",
      "web: created terraform_data.new: terraform_data.old hands it over to this stack",
    ]);
  });

  test("are created where no state has them", () => {
    expect(findings({ resource, state: [groupInState, identityInState(PRINCIPAL)] })).toEqual([
      "created terraform_data.new: applies a fact that already holds, so nothing changes on the server",
    ]);
  });
});

test("what is found does not depend on the order of things", () => {
  const state = [groupInState, vaultInState, ...HAND_WRITTEN];
  const reversed = Object.fromEntries(Object.entries(CODE).reverse());
  expect(adopted({ resource: reversed, state: [...state].reverse() })).toEqual(adopted({ resource: CODE, state }));
});

test("a state that has nothing in common with the code is of another app", () => {
  const state = [{ address: "azurerm_key_vault.other", values: { id: `${SUBSCRIPTION}/x`, name: "other" } }];
  const list = [
    { id: identityId("id-orders"), name: "id-orders", type: "Microsoft.ManagedIdentity/userAssignedIdentities" },
  ];
  for (const existing of [[], [list]]) {
    expect(adopted({ resource: CODE, state, existing }).problems).toEqual([
      "the state of stack shop is of another app: none of its addresses and nothing in it is in the code",
    ]);
  }
});
