import { SECRET_RULES } from "../../../../lib/audit/rules/secrets";
import { findingsOf, summary } from "../../../support/audit";

const withSetting = (value: unknown): unknown => ({
  resource: { azurerm_linux_web_app: { shop: { app_settings: { TEXT: value }, custom_data: value } } },
});

const MEGABYTE = 1_000_000;
const repeated = (text: string): string => text.repeat(MEGABYTE / text.length);

describe("texts of a megabyte", () => {
  test.each([
    ["one letter", "a"],
    ["half a token", "-eyJ"],
    ["half a user in an address", "x://a:b"],
    ["half an assignment", "password=password="],
    ["half a connection string", "Server=;password=;"],
    ["half an expression", "${"],
    ["expressions", "${local.a}"],
    ["half a client secret", "abc8Q~"],
    ["almost an account key", `${"A".repeat(87)}=`],
    ["spaces", "password \t\n"],
    ["quotes", '"password" : { "value" : '],
    ["options", "--password "],
  ])("of %s take no long time", (_, part) => {
    const cpu = process.cpuUsage();
    findingsOf(SECRET_RULES, withSetting(repeated(part)));
    expect(process.cpuUsage(cpu).user).toBeLessThan(1_500_000);
  });

  test("are looked through to their end", () => {
    const text = `${repeated("a ")}AccountKey=c2hvcGtlZXBlcg==`;
    expect(summary(findingsOf(SECRET_RULES, withSetting(text)))).toEqual([
      "secret-in-setting: azurerm_linux_web_app.shop app_settings.TEXT",
      "secret-in-user-data: azurerm_linux_web_app.shop custom_data",
    ]);
  });
});

test("nesting without end is not followed", () => {
  let value: unknown = "AccountKey=c2hvcGtlZXBlcg==";
  for (let depth = 0; depth < 10_000; depth++) {
    value = depth % 2 ? [value] : { inner: value };
  }
  expect(findingsOf(SECRET_RULES, withSetting(value))).toEqual([]);
});

test("references in a circle end", () => {
  const circle = {
    locals: { a: "${local.b}", b: "${local.a}" },
    variable: { password: { default: "${var.password}" } },
    resource: {
      azurerm_automation_credential: { shop: { password: "${local.a}" } },
      azurerm_storage_account: { shop: { shared_access_key_enabled: "${local.a}" } },
    },
  };
  expect(findingsOf(SECRET_RULES, circle)).toEqual([]);
});

test("names of objects' own properties are names like others", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
  for (const name of names) {
    const json = JSON.parse(
      `{"resource":{"${name}":{"${name}":{"${name}":"\${${name}.${name}.${name}}"}},"azurerm_linux_web_app":{"${name}":{"app_settings":{"${name}":"x"}}}}}`,
    ) as unknown;
    expect(findingsOf(SECRET_RULES, json)).toEqual([]);
  }
});

test.each([
  null,
  1,
  "text",
  [],
  [[]],
  { resource: null },
  { resource: { azurerm_mssql_server: { a: 1, b: null, c: [null] } } },
])("what is no configuration has no findings: %j", (json) => {
  expect(findingsOf(SECRET_RULES, json)).toEqual([]);
});
