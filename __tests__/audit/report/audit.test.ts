import { audit, type AuditOptions } from "../../../lib/audit/report/audit";
import { baselineOf } from "../../../lib/audit/report/baseline";
import { readDocument } from "../../../lib/audit/terraform/read-document";
import { ALL_RULES, OWNER, PASSWORD } from "../../support/audit-rules";

jest.mock("../../../lib/audit/rules/packs", () => jest.requireActual<object>("../../support/audit-rules"));

const PASSWORD_AT = "azurerm_mssql_server.sql";
const shop = {
  "//": { metadata: { stackName: "shop" } },
  resource: {
    azurerm_mssql_server: {
      sql: { "//": { metadata: { path: "shop/data/sql" } }, name: "sql", administrator_login_password: "hunter2" },
    },
    azurerm_role_assignment: {
      b: { "//": { metadata: { path: "shop/b" } }, role_definition_name: "Owner" },
      a: { "//": { metadata: { path: "shop/a" } }, role_definition_name: "Owner" },
    },
  },
};

const found = (options: AuditOptions = {}, json: object = shop): string[] =>
  audit([readDocument("shop", json)], options).findings.map(
    ({ rule, address, message }) => `${rule.id} ${address}: ${message}`,
  );

const suppression = { rule: "example-password", reason: "until the server is replaced", source: "suppressions.json" };

describe("an audit", () => {
  test("checks all rules, and sorts what they find by severity and place", () => {
    expect(found()).toEqual([
      "example-password azurerm_mssql_server.sql: a literal password",
      "example-owner azurerm_role_assignment.a: an owner",
      "example-owner azurerm_role_assignment.b: an owner",
    ]);
    expect(audit([readDocument("shop", shop)])).toMatchObject({
      documents: ["shop"],
      resources: 3,
      known: [],
      fixed: [],
    });
  });

  test("sorts documents by name, and says the same in any order of them", () => {
    const documents = ["b", "a"].map((name) => readDocument(name, shop));
    const names = audit(documents).findings.map(({ document }) => document);
    expect(names).toEqual(["a", "a", "a", "b", "b", "b"]);
    expect(audit([...documents].reverse()).findings).toEqual(audit(documents).findings);
  });

  test("drops what is less severe than the threshold", () => {
    expect(found({ severity: "medium" })).toHaveLength(1);
    expect(found({ severity: "high" })).toHaveLength(1);
    expect(found({ severity: "low" })).toHaveLength(3);
  });

  test("checks only the rules it is given", () => {
    expect(found({ rules: [OWNER] })).toHaveLength(2);
    expect(found({ rules: [] })).toEqual([]);
  });

  test("says once what a rule says twice", () => {
    expect(found({ rules: [OWNER, OWNER] })).toHaveLength(2);
  });
});

describe("a suppression", () => {
  test.each([
    ["the address", "azurerm_mssql_server.sql"],
    ["a pattern of addresses", "azurerm_mssql_*"],
    ["the path of the construct", "shop/data/sql"],
    ["the path of a construct above it", "shop/data"],
    ["a pattern of paths", "*/data/s*l"],
    ["everything", "*"],
  ])("counts at %s", (_, at) => {
    const { findings, suppressed } = audit([readDocument("shop", shop)], { suppressions: [{ ...suppression, at }] });
    expect(findings.map(({ rule }) => rule)).toEqual([OWNER, OWNER]);
    expect(suppressed).toMatchObject([
      { finding: { address: PASSWORD_AT }, suppression: { reason: suppression.reason } },
    ]);
  });

  test.each(["azurerm_mssql_server", "shop/dat", "shop/data/sql/more", "mssql_server.sql", "*.sqlx", "a*sql*l*z"])(
    "does not count at %s, and is told to have no effect",
    (at) => {
      expect(found({ suppressions: [{ ...suppression, at }], rules: [PASSWORD] })).toEqual([
        "example-password azurerm_mssql_server.sql: a literal password",
        `suppression-without-effect ${at}: the suppression of example-password hides no finding`,
      ]);
    },
  );

  test("of a rule that is not checked is not judged, unless there is no such rule", () => {
    const at = "nowhere";
    expect(found({ rules: [], suppressions: [{ ...suppression, at }] })).toEqual([]);
    expect(found({ rules: [], suppressions: [{ ...suppression, rule: "no-such-rule", at }] })).toHaveLength(1);
  });

  test("hides findings below the threshold, too, and so has an effect", () => {
    expect(found({ severity: "high", suppressions: [{ ...suppression, rule: OWNER.id, at: "*" }] })).toHaveLength(1);
  });

  const expiring = { ...suppression, at: "*", expires: "2026-06-30" };

  test("counts until its last day", () => {
    expect(found({ rules: [PASSWORD], suppressions: [expiring], today: "2026-06-30" })).toEqual([]);
    expect(found({ rules: [PASSWORD], suppressions: [expiring], today: "2026-07-01" })).toEqual([
      "example-password azurerm_mssql_server.sql: a literal password (its suppression expired after 2026-06-30)",
    ]);
  });

  test("does not expire without a date to judge it by", () => {
    expect(found({ rules: [PASSWORD], suppressions: [expiring] })).toEqual([]);
  });

  test("that has expired gives way to one that has not", () => {
    const suppressions = [expiring, { ...expiring, expires: "2027-01-01" }];
    expect(found({ rules: [PASSWORD], suppressions, today: "2026-07-01" })).toEqual([]);
  });

  test("can stand in the Terraform JSON", () => {
    const { source, ...written } = { ...suppression, at: "shop/data" };
    const json = { ...shop, "//": { ...shop["//"], azmi: { suppressions: [written] } } };
    expect(found({ rules: [PASSWORD] }, json)).toEqual([]);
    const gone = { ...json, "//": { azmi: { suppressions: [{ ...written, at: "shop/other" }] } } };
    expect(audit([readDocument("shop", gone)], { rules: [PASSWORD] }).findings.map(({ document }) => document)).toEqual(
      ["shop", "shop"],
    );
    expect(source).toBe("suppressions.json");
  });

  test.each([
    [null],
    [7],
    ["text"],
    [{}],
    [{ rule: 1, at: "*", reason: "x" }],
    [{ rule: "example-password", at: "*" }],
  ])("in the Terraform JSON does not count if it is %p", (wrong) => {
    const json = { ...shop, "//": { azmi: { suppressions: [wrong] } } };
    expect(found({ rules: [PASSWORD] }, json)).toHaveLength(1);
  });
});

describe("a baseline", () => {
  const first = audit([readDocument("shop", shop)]);
  const baseline = baselineOf(first.findings);

  test("lists findings without messages or values", () => {
    expect(baseline.findings).toHaveLength(3);
    expect(Object.keys(baseline.findings[0]!)).toEqual(["fingerprint", "rule", "document", "address", "argument"]);
    expect(JSON.stringify(baseline)).not.toContain("hunter2");
  });

  test("takes away what it lists, also when values and the order of blocks have changed", () => {
    const { azurerm_mssql_server, azurerm_role_assignment } = shop.resource;
    const moved = {
      resource: {
        azurerm_role_assignment,
        azurerm_mssql_server: { sql: { ...azurerm_mssql_server.sql, administrator_login_password: "another" } },
      },
    };
    const again = audit([readDocument("shop", moved)], { baseline });
    expect(again).toMatchObject({ findings: [], fixed: [] });
    expect(again.known).toHaveLength(3);
  });

  test("leaves what is new", () => {
    const azurerm_role_assignment = { ...shop.resource.azurerm_role_assignment, c: { role_definition_name: "Owner" } };
    const more = { resource: { ...shop.resource, azurerm_role_assignment } };
    expect(found({ baseline }, more)).toEqual(["example-owner azurerm_role_assignment.c: an owner"]);
  });

  test("tells entries whose finding is gone, of the rules and documents that are audited", () => {
    const fixed = { resource: { azurerm_mssql_server: shop.resource.azurerm_mssql_server } };
    const gone = audit([readDocument("shop", fixed)], { baseline }).fixed;
    expect(gone.map(({ address }) => address)).toEqual(["azurerm_role_assignment.a", "azurerm_role_assignment.b"]);
    expect(audit([readDocument("shop", fixed)], { baseline, rules: [PASSWORD] }).fixed).toEqual([]);
    expect(audit([readDocument("other", fixed)], { baseline }).fixed).toEqual([]);
  });
});

test("the rules for tests find one thing in their failing examples and nothing in the others", () => {
  ALL_RULES.forEach(({ id, failing, passing }) => {
    expect(found({}, failing).map((text) => text.split(" ")[0])).toEqual([id]);
    expect(found({}, passing)).toEqual([]);
  });
});
