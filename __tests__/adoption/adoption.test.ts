import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { type TerraformStack, Testing } from "cdktf";
import { Adoption, BuiltInRole, ManagedIdentityBinding, RoleAccess, UserAssignedManagedIdentity } from "../../lib";
import { problemsOf, synthesize, testApp, testStack, warningsOf } from "../support/synth";
import { assignment, GROUP, identity, identityId, PRINCIPAL, type Resource, show, VAULT } from "./world";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "azmi-adoption-"));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function write(name: string, json: unknown): string {
  const file = join(home, name);
  writeFileSync(file, typeof json === "string" ? json : JSON.stringify(json));
  return file;
}

/** A stack with an identity that reads a vault, and the binding that says so only if it is wanted. */
function shop({ binding = true, stack = testStack("shop") } = {}): TerraformStack {
  const resourceGroup = new ResourceGroup(stack, "group", { name: "rg-shop", location: "westeurope" });
  const vault = new KeyVault(stack, "vault", {
    name: "kv-shop",
    resourceGroupName: resourceGroup.name,
    location: "westeurope",
    tenantId: "t",
    skuName: "standard",
  });
  if (binding) {
    new ManagedIdentityBinding(stack, "orders-app", {
      identity: new UserAssignedManagedIdentity(stack, "orders", { name: "id-orders", resourceGroup }),
      access: [RoleAccess.at(vault.id, BuiltInRole.READER)],
    });
  }
  return stack;
}

const PLACES: Resource[] = [
  { address: "azurerm_resource_group.group", values: { id: GROUP, name: "rg-shop", location: "westeurope" } },
  { address: "azurerm_key_vault.vault", values: { id: VAULT, name: "kv-shop", resource_group_name: "rg-shop" } },
];
const HAND_WRITTEN: Resource[] = [
  { address: "azurerm_user_assigned_identity.hand", values: identity("id-orders", PRINCIPAL) },
  { address: "azurerm_role_assignment.hand", values: assignment() },
];

/** The address of the only resource of a type, whatever the constructs call it. */
function addressOf(stack: TerraformStack, type: string): string {
  const [name = "", ...others] = Object.keys(synthesize(stack).resource?.[type] ?? {});
  expect(others).toEqual([]);
  return `${type}.${name}`;
}

const blocksOf = (stack: TerraformStack): unknown => {
  const { moved, import: imported, removed } = synthesize(stack) as Record<string, unknown>;
  return { moved, import: imported, removed };
};

const expected = (stack = shop()): { from: string; to: string }[] => [
  { from: "azurerm_role_assignment.hand", to: addressOf(stack, "azurerm_role_assignment") },
  { from: "azurerm_user_assigned_identity.hand", to: addressOf(stack, "azurerm_user_assigned_identity") },
];

describe("an adoption by the state", () => {
  test("adds the blocks to the stack, whatever comes after it", () => {
    const stack = testStack("shop");
    Adoption.from(write("shop.json", show([...PLACES, ...HAND_WRITTEN]))).adoptInto(stack);
    shop({ stack });
    expect(blocksOf(stack)).toEqual({ moved: expected() });
  });

  test("imports what lists of Azure have", () => {
    const stack = shop();
    const list = write("identities.json", [
      {
        id: identityId("id-orders"),
        name: "id-orders",
        location: "westeurope",
        tags: {},
        principalId: PRINCIPAL,
        type: "Microsoft.ManagedIdentity/userAssignedIdentities",
      },
    ]);
    Adoption.from(write("shop.json", show([...PLACES, HAND_WRITTEN[1]!])), { existing: [list] }).adoptInto(stack);
    const [role, identityBlock] = expected();
    expect(blocksOf(stack)).toEqual({
      moved: [role],
      import: [{ to: identityBlock?.to, id: identityId("id-orders") }],
    });
  });

  test("changes nothing else in the stack, and gives the same bytes every time", () => {
    const stack = shop();
    const plain = synthesize(shop());
    Adoption.from(write("shop.json", show([...PLACES, ...HAND_WRITTEN]))).adoptInto(stack);
    const { moved, ...rest } = synthesize(stack) as Record<string, unknown>;
    expect({ moved, rest }).toEqual({ moved: expected(), rest: plain });
    expect(Testing.synth(stack)).toBe(Testing.synth(stack));
  });

  test("is written by the app into the files that terraform reads", () => {
    const app = testApp();
    const stack = shop({ stack: testStack("shop", app) });
    Adoption.from(write("shop.json", show([...PLACES, ...HAND_WRITTEN]))).adoptInto(stack);
    app.synth();
    const { moved } = JSON.parse(readFileSync(join(app.outdir, "stacks/shop/cdk.tf.json"), "utf8")) as Record<
      string,
      unknown
    >;
    expect(moved).toEqual(expected());
  });

  test("is written in HCL too", () => {
    const stack = shop();
    const list = write("roles.json", [
      {
        id: `${VAULT}/providers/Microsoft.Authorization/roleAssignments/b1`,
        principalId: PRINCIPAL,
        roleDefinitionName: "Reader",
        roleDefinitionId: assignment().role_definition_id,
        scope: VAULT,
      },
    ]);
    Adoption.from(write("shop.json", show([...PLACES, HAND_WRITTEN[0]!])), { existing: [list] }).adoptInto(stack);
    const [role, identityBlock] = expected();
    const hcl = String(Testing.synthHcl(stack)).replace(/\s+/g, " ");
    expect(hcl).toContain(`moved { from = azurerm_user_assigned_identity.hand to = ${identityBlock?.to ?? ""} }`);
    expect(hcl).toContain(
      `import { to = ${role?.to ?? ""} id = "${VAULT}/providers/Microsoft.Authorization/roleAssignments/b1" }`,
    );
  });

  test("adds nothing where everything is at its address", () => {
    const stack = shop();
    const [role, identityBlock] = expected();
    const applied = HAND_WRITTEN.map(({ address, ...more }) => ({
      ...more,
      address: (address === role?.from ? role.to : identityBlock?.to) ?? "",
    }));
    Adoption.from(write("shop.json", show([...PLACES, ...applied]))).adoptInto(stack);
    expect(synthesize(stack)).toEqual(synthesize(shop()));
  });

  test("warns of what needs attention, once", () => {
    const stack = shop();
    const described = { ...HAND_WRITTEN[1]!, values: assignment({ description: "for the shop" }) };
    Adoption.from(write("shop.json", show([...PLACES, HAND_WRITTEN[0]!, described]))).adoptInto(stack);
    synthesize(stack);
    synthesize(stack);
    expect(warningsOf(stack)).toEqual([
      `[shop/cdktf-azure-managed-identity-adoption] ${expected()[0]?.to ?? ""} is moved from azurerm_role_assignment.hand: ` +
        'description is "for the shop" in Azure, so the plan replaces it',
    ]);
  });
});

describe("an adoption by a file of azmi adopt", () => {
  const file = (blocks: Record<string, unknown>): string =>
    write("shop.adopt.tf.json", { "//": "Written by azmi adopt.", ...blocks });

  test("adds the blocks of the file", () => {
    const stack = shop();
    const [role, identityBlock] = expected();
    const removed = [{ from: "azurerm_role_assignment.gone", lifecycle: { destroy: false } }];
    const imported = [{ to: identityBlock?.to, id: identityId("id-orders") }];
    Adoption.from(file({ moved: [role], import: imported, removed })).adoptInto(stack);
    expect(blocksOf(stack)).toEqual({ moved: [role], import: imported, removed });
    expect(() => String(Testing.synthHcl(stack))).toThrow(
      "has removed blocks, which CDKTF does not write in HCL; synthesize without --hcl",
    );
  });

  test("does not add what the code has already", () => {
    const stack = shop();
    const moved = expected();
    stack.addOverride("moved", [moved[0]]);
    Adoption.from(file({ moved })).adoptInto(stack);
    const { moved: all } = synthesize(stack) as { moved?: unknown[] };
    expect(all).toHaveLength(2);
  });

  test("that does not fit the code is a problem", () => {
    const stack = shop();
    Adoption.from(
      file({
        moved: [
          { from: "azurerm_key_vault.vault", to: "azurerm_key_vault.gone" },
          { from: 'azurerm_key_vault.vault["a"]', to: "azurerm_key_vault.vault" },
        ],
        removed: [{ from: "azurerm_resource_group.group", lifecycle: { destroy: false } }],
      }),
    ).adoptInto(stack);
    expect(problemsOf(stack)).toEqual([
      `[shop/cdktf-azure-managed-identity-adoption] ${join(home, "shop.adopt.tf.json")} does not fit the code: ` +
        "azurerm_key_vault.gone is not in the code; azurerm_key_vault.vault is still in the code; " +
        "azurerm_resource_group.group is still in the code; run azmi adopt again, or remove the adoption if it was already applied",
    ]);
  });
});

describe("a file that cannot be used", () => {
  test.each([
    [
      "is cut off",
      JSON.stringify(show(PLACES)).slice(0, -5),
      "is truncated; give all that the command printed, and nothing else",
    ],
    [
      "is of another version",
      JSON.stringify({ ...show(PLACES), format_version: "2.0" }),
      'has format_version "2.0", but only 1.x is supported; use terraform 1.x to print the state',
    ],
    ["is neither", "[]", "is not a state; give the output of terraform show -json"],
  ])("because it %s is a problem at synth", (_, text, problem) => {
    const stack = shop();
    const path = write("shop.json", text);
    Adoption.from(path).adoptInto(stack);
    expect(problemsOf(stack)).toEqual([`[shop/cdktf-azure-managed-identity-adoption] ${path} ${problem}`]);
  });

  test("is a problem of the whole app like any other", () => {
    const app = testApp();
    const stack = shop({ stack: testStack("shop", app) });
    const path = write("shop.json", "{");
    Adoption.from(path).adoptInto(stack);
    expect(() => {
      app.synth();
    }).toThrow(`[shop/cdktf-azure-managed-identity-adoption] ${path} is truncated`);
  });

  test("because it does not exist, or is of another app, is a problem at synth", () => {
    const other = testStack("shop");
    Adoption.from("nowhere.json").adoptInto(other);
    expect(problemsOf(other)).toEqual([
      "[shop/cdktf-azure-managed-identity-adoption] nowhere.json cannot be read: it does not exist",
    ]);
    const stack = shop();
    Adoption.from(write("shop.json", show([{ address: "azurerm_key_vault.x", values: { name: "x" } }]))).adoptInto(
      stack,
    );
    expect(problemsOf(stack)).toEqual([
      "[shop/cdktf-azure-managed-identity-adoption] the state of stack shop is of another app: none of its addresses and nothing in it is in the code",
    ]);
  });

  test("because the hand-written resource is still in the code is a problem at synth", () => {
    const stack = shop();
    const { azurerm_user_assigned_identity: identities = {} } = synthesize(stack).resource ?? {};
    stack.addOverride("resource.azurerm_user_assigned_identity.hand", Object.values(identities)[0]);
    Adoption.from(write("shop.json", show([...PLACES, ...HAND_WRITTEN]))).adoptInto(stack);
    expect(problemsOf(stack)).toEqual([
      "[shop/cdktf-azure-managed-identity-adoption] stack shop: azurerm_user_assigned_identity.orders and azurerm_user_assigned_identity.hand " +
        "are the same, and both are in the code; remove azurerm_user_assigned_identity.hand from the code",
    ]);
  });

  test("a second time for a stack is a problem at synth", () => {
    const stack = shop();
    const [first, second] = ["a.json", "b.json"].map((name) => write(name, show([...PLACES, ...HAND_WRITTEN])));
    Adoption.from(first ?? "").adoptInto(stack);
    Adoption.from(second ?? "").adoptInto(stack);
    expect(problemsOf(stack)).toEqual([
      `[shop/cdktf-azure-managed-identity-adoption] adopts by ${first ?? ""} and by ${second ?? ""}; give the stack one of them`,
    ]);
  });
});
