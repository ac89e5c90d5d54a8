import { AZUREAD, AZURERM } from "../../simulator/data";
import { type Block } from "../../simulator/provider/schema";
import { servedReleases } from "../../simulator/azure/releases";

/** Tells the releases apart: an argument that only one of them has. */
const schemaOf = (constraint: string | undefined): string => {
  const [azurerm] = servedReleases(constraint === undefined ? {} : { [AZURERM]: constraint });
  const { attributes = {} } = azurerm?.schema.resource_schemas.azurerm_key_vault?.block ?? {};
  return "enable_rbac_authorization" in attributes ? "4.55" : "5.2";
};

describe("a constraint on azurerm is served with the schema", () => {
  const constraints: [string | undefined, string][] = [
    [undefined, "4.55"],
    ["4.55.0", "4.55"],
    ["= 4.81.0", "4.55"],
    ["v4.60.1", "4.55"],
    ["~> 4.55", "4.55"],
    ["~> 4.60.1", "4.55"],
    [">= 4.60, < 5", "4.55"],
    [">= 4.0.0, < 5.0.0", "4.55"],
    ["<= 4.99.99", "4.55"],
    ["~> 5.0", "5.2"],
    ["~> 5", "5.2"],
    ["5.0.0", "5.2"],
    ["5.12.0", "5.2"],
    ["> 4.81.0", "5.2"],
    [">= 4.55", "5.2"],
    ["!= 5.1.0", "5.2"],
    [">= 4.55, != 5.1.0, < 6", "5.2"],
    ["5.3.0-beta1", "5.2"],
  ];
  test.each(constraints)("%s: of %s", (constraint, schema) => {
    expect(schemaOf(constraint)).toBe(schema);
  });

  test.each(["4.40.0", "4.54.99", "~> 3.0", "< 4.55", "6.0.0", ">= 6.0", "> 5.2, < 5.1"])(
    "%s: of none",
    (constraint) => {
      expect(() => schemaOf(constraint)).toThrow(
        `the simulator does not serve azurerm "${constraint}", which required_providers asks for: it serves 4.55 to 4.x, and 5.x; pin "4.55.0" or "5.2.0", for example`,
      );
    },
  );

  test("of 4.55 where Terraform itself has to say what is wrong", () => {
    expect(schemaOf("four")).toBe("4.55");
  });
});

describe("a constraint on azuread is served with the schema", () => {
  const hasFilter = (constraint: string): boolean => {
    const [, azuread] = servedReleases({ [AZUREAD]: constraint });
    const inside = (block: Block | undefined, name: string): Block | undefined => block?.block_types?.[name]?.block;
    const { block } = azuread?.schema.resource_schemas.azuread_conditional_access_policy ?? {};
    return inside(inside(inside(block, "conditions"), "applications"), "filter") !== undefined;
  };

  test.each([
    ["3.0.0", false],
    ["3.8.0", false],
    ["3.9.0", true],
    ["~> 3.0", true],
  ])("%s", (constraint, isNewer) => {
    expect([constraint, hasFilter(constraint)]).toEqual([constraint, isNewer]);
  });

  test("that nobody serves", () => {
    expect(() => servedReleases({ [AZUREAD]: "~> 2.0" })).toThrow("it serves 3.x");
  });
});
