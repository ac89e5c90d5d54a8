import Ajv from "ajv";
import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
import { audit, type AuditOptions } from "../../../lib/audit/report/audit";
import { asSarif } from "../../../lib/audit/report/sarif";
import { baselineOf } from "../../../lib/audit/report/baseline";
import { readDocument } from "../../../lib/audit/terraform/read-document";
import { PASSWORD } from "../../support/audit-rules";

jest.mock("../../../lib/audit/rules/packs", () => jest.requireActual<object>("../../support/audit-rules"));

/** The schema is of draft 4, of which it uses only what later drafts have, too. */
const { $schema, id, ...published } = schema as Readonly<Record<string, unknown>>;
const isSarif = new Ajv({
  strict: false,
  unicodeRegExp: false,
  formats: { uri: isUri, "uri-reference": true, "date-time": true },
}).compile(published);

function isUri(text: string): boolean {
  return URL.canParse(text);
}

const HOSTILE = 'azurerm "><script>alert(1)</script>\u001b[31m\u202e';

const shop = {
  resource: {
    azurerm_mssql_server: {
      sql: { "//": { metadata: { path: "shop/data/sql" } }, administrator_login_password: "hunter2" },
    },
    azurerm_role_assignment: {
      a: { role_definition_name: "Owner" },
      [HOSTILE]: { role_definition_name: "Owner" },
    },
  },
};

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly Result[];
  }[];
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly baselineState?: string;
  readonly suppressions?: readonly object[];
}

const document = readDocument("shop", shop);
const files = new Map([["shop", "cdktf.out/stacks/shop/cdk.tf.json"]]);

function sarif(options: AuditOptions = {}): Log {
  const log = JSON.parse(asSarif(audit([document], options), { version: "1.2.3", files })) as Log;
  isSarif(log);
  expect(isSarif.errors ?? []).toEqual([]);
  return log;
}

test("the published schema is what is validated with", () => {
  expect([$schema, id]).toEqual([
    "http://json-schema.org/draft-04/schema#",
    "https://raw.githubusercontent.com/schemastore/schemastore/master/src/schemas/json/sarif-2.1.0-rtm.5.json",
  ]);
  expect(isSarif({ version: "2.1.0", runs: [{ tool: {} }] })).toBe(false);
});

describe("a report in SARIF", () => {
  test("says what was found, and where", () => {
    const [run] = sarif().runs;
    expect(run?.results).toHaveLength(3);
    expect(run?.results[0]).toEqual({
      ruleId: "example-password",
      ruleIndex: 0,
      level: "error",
      message: { text: "azurerm_mssql_server.sql, administrator_login_password: a literal password" },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "cdktf.out/stacks/shop/cdk.tf.json" },
            region: { startLine: 1 },
          },
          logicalLocations: [
            { fullyQualifiedName: "azurerm_mssql_server.sql", kind: "resource" },
            { fullyQualifiedName: "shop/data/sql", kind: "member" },
          ],
        },
      ],
      partialFingerprints: { "azmi/v1": expect.stringMatching(/^[\da-f]{32}$/) as string },
    });
  });

  test("describes the rules, with their documentation", () => {
    const { rules } = sarif().runs[0]!.tool.driver;
    expect(rules.map((rule) => rule.id)).toEqual(["example-password", "example-owner", "suppression-without-effect"]);
    expect(rules[0]).toMatchObject({
      shortDescription: { text: PASSWORD.title },
      fullDescription: { text: PASSWORD.why },
      help: { text: PASSWORD.remedy },
      helpUri: expect.stringMatching(/^https:\/\/.*\/docs\/rules\.md#example-password$/) as string,
      defaultConfiguration: { level: "error" },
      properties: { "security-severity": "8.0" },
    });
    sarif().runs[0]!.results.forEach(({ ruleId, ruleIndex }) => {
      expect(rules[ruleIndex]?.id).toBe(ruleId);
    });
  });

  test("keeps suppressed results, with the reason", () => {
    const suppression = { rule: "example-password", at: "*", reason: "it is replaced", source: "file" };
    const suppressed = sarif({ suppressions: [suppression] }).runs[0]!.results.filter((result) => result.suppressions);
    expect(suppressed).toMatchObject([
      { ruleId: "example-password", suppressions: [{ kind: "external", justification: "it is replaced" }] },
    ]);
  });

  test("tells new results from those in the baseline", () => {
    const baseline = baselineOf(audit([document], { rules: [PASSWORD] }).findings);
    expect(sarif({ baseline }).runs[0]!.results.map(({ ruleId, baselineState }) => [ruleId, baselineState])).toEqual([
      ["example-owner", "new"],
      ["example-owner", "new"],
      ["example-password", "unchanged"],
    ]);
  });

  test("is valid without findings, and for files with spaces in their names", () => {
    const clean = audit([readDocument("my plan.json", {})]);
    isSarif(JSON.parse(asSarif(clean, { version: "1.2.3", files: new Map() })));
    expect(isSarif.errors ?? []).toEqual([]);
    const spaced = audit([readDocument("my plan.json", shop)]);
    expect(asSarif(spaced, { version: "1.2.3", files: new Map() })).toContain('"my%20plan.json"');
  });
});
