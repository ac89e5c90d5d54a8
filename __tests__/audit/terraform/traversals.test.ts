import * as fc from "../../support/fast-check";
import { traversalsIn } from "../../../lib/audit/terraform/traversals";

const partsIn = (text: string): string[] => traversalsIn(text).map(({ parts }) => parts.join("."));

test.each([
  ["a text without interpolation", "azurerm_key_vault.vault.id", []],
  ["an attribute", "${azurerm_key_vault.vault.id}", ["azurerm_key_vault.vault.id"]],
  ["a part of a text", "https://${azurerm_key_vault.vault.name}.net", ["azurerm_key_vault.vault.name"]],
  ["an escaped interpolation", "$${azurerm_key_vault.vault.id}", []],
  ["an index", "${azurerm_web_app.app[0].identity[0].principal_id}", ["azurerm_web_app.app.identity.principal_id"]],
  ["a legacy index", "${azurerm_web_app.app.0.id}", ["azurerm_web_app.app.id"]],
  ["a splat", "${azurerm_web_app.app[*].id}", ["azurerm_web_app.app.id"]],
  ["a key", '${var.settings["url"]}', ["var.settings.url"]],
  [
    "an index by an expression",
    "${azurerm_a.b[local.keys[each.key]].id}",
    ["azurerm_a.b.id", "local.keys", "each.key"],
  ],
  ["arguments of functions", '${join(",", [azurerm_a.b.id, azurerm_c.d.id])}', ["azurerm_a.b.id", "azurerm_c.d.id"]],
  ["text in quotes", '${join("azurerm_a.b.id", [var.x])}', ["var.x"]],
  ["an interpolation in quotes", '${lower("x-${azurerm_a.b.name}-\\"${var.y}")}', ["azurerm_a.b.name", "var.y"]],
  ["a condition", "${var.on ? azurerm_a.b.id : null}", ["var.on", "azurerm_a.b.id"]],
  ["a directive", "%{ if var.on }${var.x}%{ endif }", ["var.on", "var.x"]],
  ["an object", '${{ "a" = var.x, b = local.y }}', ["var.x", "local.y"]],
  [
    "a data source",
    "${data.azurerm_client_config.current.object_id}",
    ["data.azurerm_client_config.current.object_id"],
  ],
  ["an interpolation without an end", "${azurerm_a.b.id", ["azurerm_a.b.id"]],
])("the references in %s", (_, text, expected) => {
  expect(partsIn(text)).toEqual(expected);
});

test("a reference is exact if the text is nothing else", () => {
  expect(traversalsIn("${azurerm_a.b[0].id}").map(({ exact }) => exact)).toEqual([true]);
  expect(traversalsIn("${azurerm_a.b.id} ").map(({ exact }) => exact)).toEqual([false]);
  expect(traversalsIn("${lower(azurerm_a.b.id)}").map(({ exact }) => exact)).toEqual([false]);
});

test("any text is read in one go, without an error", () => {
  const pieces = fc.constantFrom("${", "}", '"', "\\", "[", "]", "(", ".", "a_b.c", "%{", "$", "0", "*", " ", "{", "x");
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (texts) => {
      expect(Array.isArray(traversalsIn(texts.join("")))).toBe(true);
    }),
  );
});

test.each(['${"', "${[a.b", "${a.b[", "${", "${lower("])("a megabyte of %s takes less than a second", (piece) => {
  const start = process.cpuUsage();
  traversalsIn(piece.repeat(1_000_000 / piece.length));
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(1);
});
