import { AdoptionError, readJson, textOf } from "../../lib/adoption/input/read-file";
import { existingIn, stateIn } from "../../lib/adoption/input/inputs";
import { assignment, show, VAULT } from "./world";

const SECRET = "hunter2-the-secret-of-the-state";

/** A state with a secret in it, as text. */
const STATE = JSON.stringify(
  show([
    { address: "azurerm_key_vault_secret.it", values: { name: "password", value: SECRET } },
    { address: "azurerm_role_assignment.it", values: assignment() },
  ]),
  null,
  2,
);

const ALL = "give all that the command printed, and nothing else";

function problemOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(AdoptionError);
    expect((error as Error).message).not.toContain(SECRET);
    return (error as Error).message;
  }
  return "none";
}

const stateProblem = (text: string): string =>
  problemOf(() => stateIn(readJson(text, "shop.json"), "shop", "shop.json"));

const changed = (change: (state: Record<string, unknown>) => unknown): string =>
  JSON.stringify(change(JSON.parse(STATE) as Record<string, unknown>));

describe("a state", () => {
  test("is read with its byte order mark, which PowerShell writes", () => {
    expect(stateIn(readJson(`\uFEFF${STATE}`, "shop.json"), "shop", "shop.json")).toHaveLength(2);
  });

  const HOW = "give the output of terraform show -json";
  test.each<[string, string, string]>([
    [
      "of another format version",
      changed((state) => ({ ...state, format_version: "2.0" })),
      'shop.json has format_version "2.0", but only 1.x is supported; use terraform 1.x to print the state',
    ],
    [
      "of a format version that is no text",
      changed((state) => ({ ...state, format_version: 1 })),
      "shop.json has format_version 1, but only 1.x is supported; use terraform 1.x to print the state",
    ],
    ["that is empty", "", `shop.json is empty; ${ALL}`],
    ["that is blank", " \n", `shop.json is empty; ${ALL}`],
    ["that is null", "null", `shop.json is not a state; ${HOW}`],
    ["that is a list", "[]", `shop.json is not a state; ${HOW}`],
    ["that is an empty object", "{}", `shop.json is not a state; ${HOW}`],
    [
      "of nothing that was applied",
      '{"format_version":"1.0"}',
      "shop.json has no resources: nothing was applied, or terraform ran in another directory; a stack that was never applied needs no state",
    ],
    [
      "without resources",
      '{"format_version":"1.0","values":{"root_module":{}}}',
      "shop.json has no resources: nothing was applied, or terraform ran in another directory; a stack that was never applied needs no state",
    ],
    [
      "as a backend keeps it",
      '{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","resources":[]}',
      `shop.json is a state in the format of backends; ${HOW}`,
    ],
    [
      "that is a plan",
      changed((state) => ({ ...state, planned_values: {} })),
      `shop.json is a plan; ${HOW} without a plan file`,
    ],
    ["that is no JSON", `Acquiring state lock\n${STATE}`, `shop.json is not JSON; ${ALL}`],
    [
      "that is no JSON any more somewhere",
      STATE.replace('"mode": "managed"', '"mode" "managed"'),
      `shop.json is not JSON: line 13 is malformed; ${ALL}`,
    ],
    [
      "whose modules are no lists",
      '{"format_version":"1.0","values":{"root_module":{"resources":{}}}}',
      `shop.json has a module whose resources are not a list; ${HOW}`,
    ],
    [
      "whose resources have no address",
      '{"format_version":"1.0","values":{"root_module":{"resources":[{"type":"x"}]}}}',
      `shop.json has a resource without address or type; ${HOW}`,
    ],
    [
      "with an address twice",
      JSON.stringify(show([{ address: "a_b.c" }, { address: "a_b.c" }])),
      `shop.json has a_b.c twice; ${HOW} as it is`,
    ],
  ])("%s is one clear error", (_, text, message) => {
    expect(stateProblem(text)).toBe(message);
  });

  test("that was cut off anywhere is truncated", () => {
    for (const length of [1, 20, 200, STATE.indexOf(SECRET) + 5, STATE.length - 1]) {
      expect(stateProblem(STATE.slice(0, length))).toBe(`shop.json is truncated; ${ALL}`);
    }
  });

  test("that does not exist is one clear error", () => {
    expect(problemOf(() => textOf("/nowhere/shop.json"))).toBe("/nowhere/shop.json cannot be read: it does not exist");
    expect(problemOf(() => textOf("/"))).toBe("/ cannot be read: EISDIR");
  });
});

describe("a list of Azure", () => {
  test("of something else names what is known", () => {
    const list = [{ id: VAULT, name: "kv", type: "Microsoft.Storage/storageAccounts", primaryKey: SECRET }];
    expect(problemOf(() => existingIn(JSON.stringify(list), "list.json"))).toBe(
      [
        "element 0 of list.json is unknown; pass the JSON output of one of these commands:",
        "  terraform show -json",
        "  az role assignment list --all",
        "  az identity federated-credential list",
        "  az identity list",
        "  az keyvault show",
        "  az deployment group list",
        "  az rest --url https://graph.microsoft.com/v1.0/servicePrincipals/<id>/appRoleAssignedTo",
        "  az rest --url https://graph.microsoft.com/v1.0/roleManagement/directory/roleAssignments",
      ].join("\n"),
    );
  });

  test.each(["null", "1", '"text"', "{}", "[[]]", "[null]", '{"value": [{"id": 1}]}', `["${SECRET}"]`])(
    "is not %s",
    (text) => {
      expect(problemOf(() => existingIn(text, "list.json"))).toMatch(/^element 0 of list\.json is unknown;/);
    },
  );

  test("with vaults has to have their policies", () => {
    const vaults = [{ id: VAULT, name: "kv-shop", type: "Microsoft.KeyVault/vaults" }];
    expect(problemOf(() => existingIn(JSON.stringify(vaults), "list.json"))).toBe(
      `list.json has vault ${VAULT} without its access policies; pass the output of az keyvault show`,
    );
  });

  test("may be another state, with the same rules", () => {
    expect(existingIn(STATE, "other.json").map(({ at }) => at)).toEqual([
      { in: "other state", file: "other.json", address: "azurerm_key_vault_secret.it" },
      { in: "other state", file: "other.json", address: "azurerm_role_assignment.it" },
    ]);
    expect(problemOf(() => existingIn('{"format_version":"0.2"}', "other.json"))).toContain('has format_version "0.2"');
  });
});
