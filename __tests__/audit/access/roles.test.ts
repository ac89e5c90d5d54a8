import { builtInRole, builtInRoleNamed, rolesContaining } from "../../../lib/audit/access/built-in-roles";
import { covers } from "../../../lib/audit/access/permissions";
import { traitsOf } from "../../../lib/audit/access/role-traits";

const traitsNamed = (name: string): ReturnType<typeof traitsOf> | undefined => builtInRoleNamed(name)?.traits;

/** As Azure's documentation describes the roles. */
describe("built-in roles", () => {
  test("are found by id and by name, in any letters", () => {
    const reader = { id: "acdd72a7-3385-48ef-bd42-f606fba81ae7", name: "Reader" };
    expect(builtInRole("ACDD72A7-3385-48EF-BD42-F606FBA81AE7")).toMatchObject(reader);
    expect(builtInRoleNamed(" reader ")).toMatchObject(reader);
    expect(builtInRole("constructor")).toBeUndefined();
    expect(builtInRoleNamed("constructor")).toBeUndefined();
  });

  test("of which five are privileged administrator roles", () => {
    const names = [
      "Contributor",
      "Owner",
      "Reservations Administrator",
      "Role Based Access Control Administrator",
      "User Access Administrator",
    ];
    expect(names.map((name) => builtInRoleNamed(name)?.privileged)).toEqual(names.map(() => true));
    expect(builtInRoleNamed("Key Vault Administrator")?.privileged).toBe(false);
  });

  test("change things or read them", () => {
    expect(traitsNamed("Contributor")).toMatchObject({ changes: true, plane: "control" });
    expect(traitsNamed("Reader")).toMatchObject({ changes: false, plane: "control" });
    expect(traitsNamed("Monitoring Reader")).toMatchObject({ changes: false, plane: "control" });
    expect(traitsNamed("Key Vault Secrets User")).toMatchObject({ changes: false, plane: "data" });
    expect(traitsNamed("Storage Blob Data Contributor")).toMatchObject({ plane: "both" });
  });

  test("assign roles, all or some", () => {
    const assigning = ["Owner", "User Access Administrator", "Role Based Access Control Administrator"];
    for (const name of assigning) {
      expect(traitsNamed(name)).toMatchObject({ assignsRoles: true, assignsLimited: false });
    }
    expect(traitsNamed("Key Vault Data Access Administrator")).toMatchObject({
      assignsRoles: true,
      assignsLimited: true,
    });
    expect(traitsNamed("Contributor")).toMatchObject({ assignsRoles: false });
  });

  test("attach identities and let issuers act as them", () => {
    expect(traitsNamed("Managed Identity Operator")).toMatchObject({ assignsIdentities: true, trustsIssuers: false });
    expect(traitsNamed("Managed Identity Contributor")).toMatchObject({ trustsIssuers: true });
    expect(traitsNamed("Contributor")).toMatchObject({ assignsIdentities: true, trustsIssuers: true });
  });

  test("run code on what they are about", () => {
    expect(traitsNamed("Website Contributor")?.runsCodeOn).toEqual(["microsoft.web/sites"]);
    expect(traitsNamed("Logic App Contributor")?.runsCodeOn).toContain("microsoft.logic/workflows");
    expect(traitsNamed("Virtual Machine Contributor")?.runsCodeOn).toContain("microsoft.compute/virtualmachines");
    expect(traitsNamed("Virtual Machine Administrator Login")?.runsCodeOn).toEqual([
      "microsoft.compute/virtualmachines",
    ]);
    expect(traitsNamed("Azure Kubernetes Service Cluster Admin Role")?.runsCodeOn).toEqual([
      "microsoft.containerservice/managedclusters",
    ]);
    expect(traitsNamed("Azure Kubernetes Service RBAC Reader")?.runsCodeOn).toEqual([]);
    expect(traitsNamed("Reader")?.runsCodeOn).toEqual([]);
  });

  test("list keys", () => {
    expect(traitsNamed("Storage Account Contributor")?.listsKeysOf).toEqual(["microsoft.storage/storageaccounts"]);
    expect(traitsNamed("Storage Account Key Operator Service Role")?.listsKeysOf).toEqual([
      "microsoft.storage/storageaccounts",
    ]);
    expect(traitsNamed("DocumentDB Account Contributor")?.listsKeysOf).toEqual([
      "microsoft.documentdb/databaseaccounts",
    ]);
    expect(traitsNamed("Cognitive Services User")?.listsKeysOf).toEqual(["microsoft.cognitiveservices/accounts"]);
    expect(traitsNamed("Storage Blob Data Owner")?.listsKeysOf).toEqual([]);
  });

  test.each([
    ["Reader", "Contributor", true],
    ["Contributor", "Owner", true],
    ["Owner", "Contributor", false],
    ["User Access Administrator", "Owner", true],
    ["User Access Administrator", "Contributor", false],
    ["Key Vault Secrets User", "Key Vault Secrets Officer", true],
    ["Key Vault Secrets User", "Key Vault Administrator", true],
    ["Key Vault Secrets User", "Owner", false],
    ["Key Vault Secrets User", "Key Vault Crypto Officer", false],
    ["Storage Blob Data Reader", "Storage Blob Data Contributor", true],
    ["Storage Blob Data Contributor", "Storage Blob Data Owner", true],
    ["Storage Blob Data Contributor", "Contributor", false],
    ["Storage Queue Data Reader", "Storage Queue Data Contributor", true],
    ["Azure Service Bus Data Sender", "Azure Service Bus Data Owner", true],
    ["Azure Service Bus Data Sender", "Azure Service Bus Data Receiver", false],
    ["AcrPull", "AcrPush", true],
    ["Website Contributor", "Contributor", true],
    ["Role Based Access Control Administrator", "User Access Administrator", true],
  ])("%s is contained in %s: %s", (narrow, wide, expected) => {
    const [one, other] = [builtInRoleNamed(narrow)!, builtInRoleNamed(wide)!];
    expect(rolesContaining(one.id).includes(other.id)).toBe(expected);
  });
});

describe("permissions of custom roles", () => {
  const permissions = (
    actions: readonly string[],
    notActions: readonly string[] = [],
  ): Parameters<typeof traitsOf>[0] => [{ actions, notActions, dataActions: [], notDataActions: [] }];

  test("amount to what they allow", () => {
    expect(traitsOf(permissions(["*"]))).toMatchObject({ assignsRoles: true, assignsIdentities: true, changes: true });
    expect(traitsOf(permissions(["*"], ["Microsoft.Authorization/*/write"]))).toMatchObject({ assignsRoles: false });
    expect(traitsOf(permissions(["*/read", "Microsoft.Support/*"]))).toMatchObject({ changes: false });
    expect(traitsOf(permissions(["Microsoft.Web/sites/publishxml/action"])).runsCodeOn).toEqual([
      "microsoft.web/sites",
    ]);
    expect(traitsOf(permissions(["microsoft.storage/storageaccounts/LISTKEYS/action"])).listsKeysOf).toEqual([
      "microsoft.storage/storageaccounts",
    ]);
  });

  test.each([
    ["*", "Microsoft.Web/sites/read", true],
    ["*/read", "Microsoft.Web/sites/read", true],
    ["*/read", "Microsoft.Web/sites/write", false],
    ["Microsoft.Web/*/action", "Microsoft.Web/sites/restart/action", true],
    ["Microsoft.*/sites/*", "Microsoft.Web/sites/read", true],
    ["Microsoft.Web/sites/read", "Microsoft.Web/sites/read/write", false],
    ["a*a", "a", false],
    ["a*b*c", "abc", true],
    ["a*bc*c", "abc", false],
  ])("%s covers %s: %s", (pattern, operation, expected) => {
    expect(covers(pattern, operation)).toBe(expected);
  });

  test("that are huge cover nothing, and take no time", () => {
    expect(covers("*a".repeat(500_000), "a".repeat(100))).toBe(false);
    expect(covers("*a".repeat(200), "a".repeat(450))).toBe(true);
  });
});
