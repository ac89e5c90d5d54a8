import { OWN_DATA_SOURCES, OWN_RESOURCES } from "../../lib/core/own-types";
import { RELEASES, releaseData } from "../../simulator/data";

/** Types with the names of their arguments and of what others read of them. */
const OWN = [
  ...Object.entries(OWN_RESOURCES).map(([type, own]) => ["resource", type, own] as const),
  ...Object.entries(OWN_DATA_SOURCES).map(([type, own]) => ["data source", type, own] as const),
].filter(([, type]) => type !== "terraform_data"); // it is a part of Terraform and has no provider schema

describe.each(RELEASES)("in azurerm $azurerm and azuread $azuread", ({ azurerm, azuread }) => {
  const providers = [releaseData("azurerm", azurerm).schema, releaseData("azuread", azuread).schema];

  test.each(OWN)("the %s %s has the arguments and attributes that the library uses", (kind, type, own) => {
    const tables = providers.map((provider) =>
      kind === "resource" ? provider.resource_schemas : provider.data_source_schemas,
    );
    const attributes = tables.map((table) => table[type]).find(Boolean)?.block.attributes ?? {};

    for (const argument of own.arguments) {
      const { required, optional } = attributes[argument] ?? {};
      expect([argument, required ?? optional]).toEqual([argument, true]);
    }
    for (const exported of own.exports) {
      expect(attributes).toHaveProperty(exported, expect.objectContaining({ type: "string" }));
    }
  });
});
