import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MssqlServer } from "@cdktf/provider-azurerm/lib/mssql-server";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { type App, Aspects, TerraformOutput, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  AccessMap,
  AuditSeverity,
  AuditSuppressions,
  LeastPrivilegeChecks,
  ZeroSecretChecks,
} from "../../../lib/audit/constructs";
import { brokenBy, messagesOf, problemsOf, testApp, testStack, warningsOf } from "../../support/synth";

jest.mock("../../../lib/audit/rules/packs", () => jest.requireActual<object>("../../support/audit-rules"));

function sqlServer(scope: Construct, id = "sql"): MssqlServer {
  return new MssqlServer(scope, id, {
    name: "sql-shop",
    resourceGroupName: "rg-shop",
    location: "westeurope",
    version: "12.0",
    administratorLogin: "boss",
    administratorLoginPassword: "hunter2",
  });
}

function owner(scope: Construct, id = "owner"): RoleAssignment {
  return new RoleAssignment(scope, id, { scope: "/subscriptions/0", principalId: "1", roleDefinitionName: "Owner" });
}

/** Stacks without any construct of this library. */
function shop(app = testApp()): { app: App; first: TerraformStack; second: TerraformStack } {
  return { app, first: testStack("first", app), second: testStack("second", app) };
}

/** What synthesis of the app fails with, a line each. */
function errorsOf(app: App): string[] {
  try {
    app.synth();
  } catch (error) {
    return (error as Error).message
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line.startsWith("["));
  }
  return [];
}

const PASSWORD = (path: string, name: string): string =>
  `[${path}] azurerm_mssql_server.${name}, administrator_login_password: a literal password [example-password]`;

interface Annotation {
  readonly constructPath: string;
  readonly level: string;
  readonly message: string;
}

/** The warnings that the CLI of CDKTF prints: it reads them from the manifest. */
function printedWarnings({ outdir }: App): Pick<Annotation, "constructPath" | "message">[] {
  const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
    stacks: Record<string, { annotations: Annotation[] }>;
  };
  return Object.values(stacks)
    .flatMap(({ annotations }) => annotations)
    .filter(({ level }) => level === "@cdktf/warn")
    .map(({ constructPath, message }) => ({ constructPath, message }));
}

describe("checks of an app", () => {
  test("fail the synthesis, with all findings of all stacks in one error", () => {
    const { app, first, second } = shop();
    Aspects.of(app).add(new ZeroSecretChecks());
    sqlServer(first);
    const other = sqlServer(new Construct(second, "data"));
    expect(errorsOf(app)).toEqual([PASSWORD("first/sql", "sql"), PASSWORD("second/data/sql", other.friendlyUniqueId)]);
    expect(() => {
      app.synth();
    }).not.toThrow(/hunter2/);
  });

  test("find nothing wrong in a clean app", () => {
    const { app, first } = shop();
    Aspects.of(app).add(new ZeroSecretChecks());
    Aspects.of(app).add(new LeastPrivilegeChecks());
    new TerraformOutput(first, "name", { value: "shop" });
    expect(errorsOf(app)).toEqual([]);
  });

  test("see what the synthesis adds last", () => {
    const { app, first } = shop();
    Aspects.of(app).add(new ZeroSecretChecks());
    Aspects.of(first).add({
      visit: (node) => {
        if (node instanceof MssqlServer) {
          node.addOverride("administrator_login_password", undefined);
        }
      },
    });
    sqlServer(first);
    expect(errorsOf(app)).toEqual([]);
  });

  test("warn of less severe findings, once and where the CLI prints it", () => {
    const { app, first } = shop();
    Aspects.of(app).add(new LeastPrivilegeChecks());
    owner(first);
    expect(errorsOf(app)).toEqual([]);
    const warnings = [
      { constructPath: "first/owner", message: "azurerm_role_assignment.owner: an owner [example-owner]" },
    ];
    expect(printedWarnings(app)).toEqual(warnings);
    expect(errorsOf(app)).toEqual([]);
    expect(printedWarnings(app)).toEqual(warnings);
  });

  test("fail on the severity that is asked for", () => {
    const { app, first } = shop();
    Aspects.of(app).add(new LeastPrivilegeChecks({ failOn: AuditSeverity.LOW }));
    owner(first);
    expect(errorsOf(app)).toEqual(["[first/owner] azurerm_role_assignment.owner: an owner [example-owner]"]);
  });

  test("can be of two packs, and are each of one", () => {
    const { app, first } = shop();
    Aspects.of(app).add(new ZeroSecretChecks({ failOn: AuditSeverity.LOW }));
    Aspects.of(app).add(new LeastPrivilegeChecks({ failOn: AuditSeverity.LOW }));
    owner(first);
    sqlServer(first);
    expect(errorsOf(app).map((line) => line.replace(/.*\[/, "["))).toEqual(["[example-password]", "[example-owner]"]);
  });

  test("read the Terraform of an app once, however many they are", () => {
    const { app, first } = shop();
    const read = jest.spyOn(first, "toTerraform");
    app.synth();
    const withoutChecks = read.mock.calls.length;
    Aspects.of(app).add(new ZeroSecretChecks());
    Aspects.of(app).add(new LeastPrivilegeChecks());
    new AccessMap(app, "map");
    app.synth();
    expect(read.mock.calls).toHaveLength(2 * withoutChecks + 1);
  });

  test("see what has changed since the app was synthesized last", () => {
    const { app, first } = shop();
    Aspects.of(app).add(new ZeroSecretChecks());
    const server = sqlServer(first);
    expect(errorsOf(app)).toEqual([PASSWORD("first/sql", "sql")]);
    server.addOverride("administrator_login_password", undefined);
    expect(errorsOf(app)).toEqual([]);
  });

  test("do not run if the app skips validation", () => {
    const { app, first } = shop(testApp());
    Object.assign(app, { skipValidation: true });
    Aspects.of(app).add(new ZeroSecretChecks());
    sqlServer(first);
    expect(errorsOf(app)).toEqual([]);
  });

  test("leave other apps, and other aspects of the app, alone", () => {
    const { app, first } = shop();
    const visited: string[] = [];
    Aspects.of(app).add({ visit: ({ node }) => visited.push(node.path) });
    sqlServer(first);
    expect(errorsOf(app)).toEqual([]);
    expect(visited).toEqual([]);
  });
});

describe("checks of a stack", () => {
  test("look at that stack", () => {
    const { first, second } = shop();
    Aspects.of(first).add(new ZeroSecretChecks());
    sqlServer(first);
    sqlServer(second);
    expect(messagesOf(first)).toEqual([PASSWORD("first", "sql").replace("]", "] first/sql:")]);
    expect(problemsOf(second)).toEqual([]);
  });

  test("warn there", () => {
    const { app, first } = shop();
    Aspects.of(first).add(new LeastPrivilegeChecks());
    owner(first);
    expect(errorsOf(app)).toEqual([]);
    expect(warningsOf(first)).toEqual(["[first/owner] example-owner"]);
    expect(printedWarnings(app)).toHaveLength(1);
  });
});

test("checks of a construct look at what is below it", () => {
  const { first } = shop();
  const data = new Construct(first, "data");
  Aspects.of(data).add(new ZeroSecretChecks());
  sqlServer(first);
  const { friendlyUniqueId } = sqlServer(data);
  expect(messagesOf(first)).toEqual([PASSWORD("first/data", friendlyUniqueId).replace("]", "] first/data/sql:")]);
});

describe("a suppression", () => {
  const suppression = { rule: "example-password", reason: "the server is replaced in June" };

  test("of a construct counts for all below it, and stands in the Terraform JSON", () => {
    const { app, first } = shop();
    Aspects.of(app).add(new ZeroSecretChecks());
    const data = new Construct(first, "data");
    sqlServer(data);
    AuditSuppressions.of(data).add(suppression);
    expect(errorsOf(app)).toEqual([]);
    const written = JSON.parse(readFileSync(join(app.outdir, "stacks", "first", "cdk.tf.json"), "utf8")) as object;
    expect(written).toMatchObject({ "//": { azmi: { suppressions: [{ ...suppression, at: "first/data" }] } } });
    expect(printedWarnings(app)).toEqual([]);
  });

  test("without effect is a warning", () => {
    const { app, first } = shop();
    Aspects.of(app).add(new ZeroSecretChecks());
    const data = new Construct(first, "data");
    AuditSuppressions.of(data).add(suppression);
    AuditSuppressions.of(first).add({ ...suppression, rule: "example-owner" });
    expect(errorsOf(app)).toEqual([]);
    expect(printedWarnings(app)).toEqual([
      {
        constructPath: "first/data",
        message: "first/data: the suppression of example-password hides no finding [suppression-without-effect]",
      },
    ]);
  });

  test("can be an option of the checks", () => {
    const { app, first } = shop();
    Aspects.of(app).add(new ZeroSecretChecks({ suppressions: [{ ...suppression, at: "azurerm_mssql_server.sql" }] }));
    sqlServer(first);
    expect(errorsOf(app)).toEqual([]);
  });

  test("expires on the date that the app gives, not by itself", () => {
    const errors = (today?: string): string[] => {
      const { app, first } = shop();
      Aspects.of(app).add(new ZeroSecretChecks({ today }));
      AuditSuppressions.of(sqlServer(first)).add({ ...suppression, expires: "2020-06-30" });
      return errorsOf(app);
    };
    expect(errors()).toEqual([]);
    expect(errors("2020-06-30")).toEqual([]);
    expect(errors("2020-07-01")).toHaveLength(1);
  });

  test("that is not complete fails the synthesis", () => {
    const { first } = shop();
    AuditSuppressions.of(sqlServer(first)).add({ rule: "no-such-rule", reason: " ", expires: "2026-02-30" });
    expect(problemsOf(first)).toEqual([
      "[first/sql] audit-suppression-invalid",
      "[first/sql] audit-suppression-invalid",
      "[first/sql] audit-rule-unknown",
    ]);
  });

  test("is in a stack", () => {
    const app = testApp();
    expect(brokenBy(() => AuditSuppressions.of(app))).toEqual(["audit-suppressions-outside-stack"]);
  });
});

test("options that cannot be right are refused at once, all of them", () => {
  expect(
    brokenBy(
      () =>
        new ZeroSecretChecks({
          failOn: "worst" as never,
          rules: ["example-password", "example-owner"],
          suppressions: [{ rule: "example-password", at: "", reason: "r" }],
          today: "tomorrow",
        }),
    ),
  ).toEqual(["audit-severity-unknown", "audit-rule-unknown", "audit-suppression-invalid", "audit-date-invalid"]);
});

test("only the rules that are chosen are checked", () => {
  const { app, first } = shop();
  Aspects.of(app).add(new ZeroSecretChecks({ rules: [] }));
  sqlServer(first);
  expect(errorsOf(app)).toEqual([]);
});
