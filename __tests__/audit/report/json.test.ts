import { audit } from "../../../lib/audit/report/audit";
import { baselineOf } from "../../../lib/audit/report/baseline";
import { asJson } from "../../../lib/audit/report/json";
import { readDocument } from "../../../lib/audit/terraform/read-document";
import { OWNER, PASSWORD } from "../../support/audit-rules";

jest.mock("../../../lib/audit/rules/packs", () => jest.requireActual<object>("../../support/audit-rules"));

const sql = { "//": { metadata: { path: "shop/sql" } }, administrator_login_password: "hunter2" };
const owner = { role_definition_name: "Owner" };
const document = readDocument("shop", {
  resource: { azurerm_mssql_server: { sql, old: sql }, azurerm_role_assignment: { a: owner } },
});

test("the report in JSON says everything that the audit does", () => {
  const baseline = baselineOf(audit([document], { rules: [OWNER] }).findings);
  const suppression = {
    rule: PASSWORD.id,
    at: "*.old",
    reason: "it goes",
    expires: "2027-01-01",
    source: "known.json",
  };
  const gone = { fingerprint: "0", rule: OWNER.id, document: "shop", address: "azurerm_role_assignment.gone" };
  const help = (id: string): string => expect.stringMatching(`/docs/rules\\.md#${id}$`) as string;
  const fingerprint = expect.stringMatching(/^[\da-f]{32}$/) as string;
  const password = {
    rule: "example-password",
    severity: "high",
    document: "shop",
    address: "azurerm_mssql_server.sql",
    construct: "shop/sql",
    argument: "administrator_login_password",
    message: "a literal password",
    remedy: PASSWORD.remedy,
    help: help("example-password"),
    fingerprint,
  };
  const result = audit([document], {
    suppressions: [suppression],
    baseline: { ...baseline, findings: [...baseline.findings, gone] },
  });
  expect(JSON.parse(asJson(result))).toEqual({
    version: 1,
    documents: ["shop"],
    resources: 3,
    rules: ["example-password", "example-owner", "suppression-without-effect"],
    summary: { high: 1, medium: 0, low: 0, suppressed: 1, inBaseline: 1 },
    findings: [password],
    suppressed: [{ ...password, address: "azurerm_mssql_server.old", suppression }],
    inBaseline: [
      {
        rule: "example-owner",
        severity: "low",
        document: "shop",
        address: "azurerm_role_assignment.a",
        message: "an owner",
        remedy: OWNER.remedy,
        help: help("example-owner"),
        fingerprint,
      },
    ],
    fixed: [gone],
  });
});
