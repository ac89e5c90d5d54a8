import { OWN_DATA_SOURCES, OWN_RESOURCES } from "../../lib/core/own-types";
import { NEWEST, OLDEST, RELEASES, releaseData } from "../../simulator/data";

/** Types that a release does not have; the library does without. */
const MISSING: Readonly<Record<string, readonly string[]>> = {
  azurerm_managed_redis_access_policy_assignment: [OLDEST.azurerm],
};

/** Arguments that a release does not have; the library uses the others. */
const OTHER_ARGUMENTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  azurerm_federated_identity_credential: {
    [OLDEST.azurerm]: ["user_assigned_identity_id"],
    [NEWEST.azurerm]: ["parent_id", "resource_group_name"],
  },
};

/** Types with the names of their arguments and of what others read of them. */
const OWN = [
  ...Object.entries(OWN_RESOURCES).map(([type, own]) => ["resource", type, own] as const),
  ...Object.entries(OWN_DATA_SOURCES).map(([type, own]) => ["data source", type, own] as const),
].filter(([, type]) => type !== "terraform_data"); // it is a part of Terraform and has no provider schema

describe.each(RELEASES)("in azurerm $azurerm and azuread $azuread", ({ azurerm, azuread }) => {
  const providers = [releaseData("azurerm", azurerm).schema, releaseData("azuread", azuread).schema];

  const own = OWN.filter(([, type]) => !MISSING[type]?.includes(azurerm));

  test.each(own)("the %s %s has the arguments and attributes that the library uses", (kind, type, own) => {
    const tables = providers.map((provider) =>
      kind === "resource" ? provider.resource_schemas : provider.data_source_schemas,
    );
    const block = tables.map((table) => table[type]).find(Boolean)?.block;
    const attributes = block?.attributes ?? {};

    const others = OTHER_ARGUMENTS[type]?.[azurerm] ?? [];
    for (const argument of own.arguments.filter((name) => !others.includes(name))) {
      const { required, optional } = attributes[argument] ?? {};
      const isBlock = block?.block_types?.[argument] !== undefined;
      expect([argument, isBlock || (required ?? optional)]).toEqual([argument, true]);
    }
    for (const exported of own.exports) {
      expect(attributes).toHaveProperty(exported, expect.objectContaining({ type: "string" }));
    }
  });
});
