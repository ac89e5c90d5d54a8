import { BuiltInRole, ManagedApi, RolePlane, TokenAudience } from "../../lib";
import { PERMISSIONS } from "../../lib/sql/model/fact-rules";
import { type IdentitySupport } from "../../lib/source/identity-support-row";
import { IDENTITY_SUPPORT } from "../../lib/source/identity-support.generated";
import publishedRoles from "../../simulator/data/built-in-roles.json";
import audiences from "../support/published/token-audiences.json";
import connectors from "../support/published/connectors.json";
import { identityTableProblems, rowProblems } from "../support/published/identity-check";
import publishedPermissions from "../support/published/sql-permissions.json";

/**
 * The tables of the library against what Microsoft and the providers publish, which is read directly. A check that finds
 * nothing in a changed table is worth nothing: each is run on every table with one entry changed.
 */
type Row<T> = Readonly<Record<string, T>>;

const without = <T>(table: Row<T>, name: string): Row<T> =>
  Object.fromEntries(Object.entries(table).filter(([key]) => key !== name));

/** Names whose value differs, or that only one of the two has. */
function differences(table: Row<unknown>, published: Row<unknown>): string[] {
  const names = Object.keys({ ...table, ...published });
  return names.filter((name) => JSON.stringify(table[name]) !== JSON.stringify(published[name]));
}

describe("the identities that resources can carry", () => {
  test("are those that azurerm accepts and the services document", () => {
    expect(identityTableProblems(IDENTITY_SUPPORT)).toEqual([]);
  });

  const rows = Object.entries(IDENTITY_SUPPORT);

  test.each(["system", "user", "both", "required", "replacedOnChange", "primaryAlways", "nested"] as const)(
    "a wrong %s is found in every type",
    (name) => {
      const unnoticed = rows.filter(
        ([type, row]) => rowProblems(type, { ...row, [name]: !(row[name] ?? false) }).length === 0,
      );
      // What stands for both there is told by no binary.
      expect(unnoticed.map(([type]) => type)).toEqual(name === "both" ? ["azurerm_redhat_openshift_cluster"] : []);
    },
  );

  test.each<[string, (row: IdentitySupport) => IdentitySupport]>([
    ["limit", (row) => ({ ...row, maxUserAssigned: (row.maxUserAssigned ?? 0) + 1 })],
    ["primary identity", (row) => ({ ...row, primaryAttribute: `${row.primaryAttribute ?? ""}x` })],
    ["exclusion", (row) => ({ ...row, excludedBy: `${row.excludedBy ?? ""}x` })],
    ["need", (row) => ({ ...row, needs: { attribute: "x", otherwise: "" } })],
    ["end", (row) => ({ ...row, removedBy: row.removedBy === undefined ? "5.0" : undefined })],
    ["beginning", (row) => ({ ...row, addedBy: row.addedBy === undefined ? "5.0" : undefined })],
    ["change in azurerm 5", ({ from5, ...row }) => ({ ...row, ...(!from5 && { from5: { both: !row.both } }) })],
  ])("a wrong %s is found in every type", (what, changed) => {
    const unnoticed = rows.filter(([type, row]) => rowProblems(type, changed(row)).length === 0).map(([type]) => type);
    const untold = what === "change in azurerm 5" ? ["azurerm_redhat_openshift_cluster"] : [];
    expect(unnoticed.filter((type) => !untold.includes(type))).toEqual([]);
  });

  test("a type that is missing, or that there is not, is found", () => {
    const [first, row] = rows[0]!;
    expect(identityTableProblems(without(IDENTITY_SUPPORT, first))).toEqual([`${first} is missing`]);
    expect(identityTableProblems({ ...IDENTITY_SUPPORT, azurerm_pony: row })).not.toEqual([]);
  });
});

describe("the permissions that can be granted", () => {
  /** Permissions of SQL Server that the library has no names for: on Azure SQL they cannot be granted, or to nobody's use. */
  const LEFT_OUT = [
    "ALTER ANY DATABASE EVENT SESSION ADD EVENT",
    "ALTER ANY DATABASE EVENT SESSION ADD TARGET",
    "ALTER ANY DATABASE EVENT SESSION DISABLE",
    "ALTER ANY DATABASE EVENT SESSION DROP EVENT",
    "ALTER ANY DATABASE EVENT SESSION DROP TARGET",
    "ALTER ANY DATABASE EVENT SESSION ENABLE",
    "ALTER ANY DATABASE EVENT SESSION OPTION",
    "ALTER ANY EXTERNAL JOB",
    "ALTER ANY EXTERNAL LANGUAGE",
    "ALTER ANY EXTERNAL STREAM",
    "CREATE DATABASE",
    "CREATE EXTERNAL LANGUAGE",
    "CREATE EXTERNAL LIBRARY",
    "DROP ANY DATABASE EVENT SESSION",
    "VIEW CRYPTOGRAPHICALLY SECURED DEFINITION",
    "VIEW DATABASE SECURITY AUDIT",
  ];
  const published = Object.fromEntries(
    Object.entries(publishedPermissions).map(([on, names]) => [
      on,
      names.filter((name) => !LEFT_OUT.includes(name)).sort(),
    ]),
  );
  const problems = (table: Row<readonly string[]>): string[] =>
    differences(Object.fromEntries(Object.entries(table).map(([on, names]) => [on, [...names].sort()])), published);

  test("are those of Microsoft's table", () => {
    expect(problems(PERMISSIONS)).toEqual([]);
  });

  test("one that is changed, missing or made up is found, on whatever it is granted", () => {
    const mutants = Object.entries(PERMISSIONS).flatMap(([on, names]) => [
      { ...PERMISSIONS, [on]: [...names, "HOVER OVER DATABASE"] },
      ...names.map((name) => ({ ...PERMISSIONS, [on]: names.filter((other) => other !== name) })),
      ...names.map((name) => ({ ...PERMISSIONS, [on]: names.map((other) => (other === name ? `${name} X` : other)) })),
    ]);
    expect(mutants.filter((mutant) => problems(mutant).length === 0)).toEqual([]);
  });
});

describe("the built-in roles", () => {
  interface Role {
    readonly id: string;
    readonly name: string;
    readonly plane: string;
  }
  const PLANES: Row<string> = { [RolePlane.CONTROL]: "control", [RolePlane.DATA]: "data", [RolePlane.BOTH]: "both" };
  const roles: Row<Role> = Object.fromEntries(
    Object.values(BuiltInRole)
      .filter((role): role is BuiltInRole => role instanceof BuiltInRole)
      .map(({ roleId: id, roleName: name, plane }) => [id, { id, name, plane: PLANES[plane]! }]),
  );
  const published = Object.fromEntries(publishedRoles.map((role) => [role.id, role]));

  test("are those that Azure lists", () => {
    expect(differences(roles, published)).toEqual([]);
  });

  test("one that is changed, missing or made up is found", () => {
    const changes: readonly ((role: Role) => Role)[] = [
      (role) => ({ ...role, name: `${role.name} ` }),
      (role) => ({ ...role, id: role.id.replace(/.$/, (last) => (last === "0" ? "1" : "0")) }),
      (role) => ({ ...role, plane: role.plane === "data" ? "control" : "data" }),
    ];
    const unnoticed = Object.entries(roles).filter(([id, role]) =>
      changes.some((change) => differences({ [id]: change(role) }, { [id]: published[id] }).length === 0),
    );
    expect(unnoticed).toEqual([]);
    expect(differences(without(roles, publishedRoles[0]!.id), published)).toEqual([publishedRoles[0]!.id]);
    expect(differences({ ...roles, made: { id: "made", name: "Up", plane: "data" } }, published)).toEqual(["made"]);
  });

  test("which Azure calls privileged are told", () => {
    const privileged = Object.values(BuiltInRole).filter((role) => role instanceof BuiltInRole && role.privileged);
    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles#privileged
    expect(privileged.map(({ roleName }: BuiltInRole) => roleName).sort()).toEqual([
      "Contributor",
      "Owner",
      "Reservations Administrator",
      "Role Based Access Control Administrator",
      "User Access Administrator",
    ]);
  });
});

describe("the audiences of tokens", () => {
  const constants = Object.fromEntries(Object.entries(TokenAudience).filter(([, value]) => typeof value === "string"));

  test("are those that Microsoft documents", () => {
    expect(differences(constants, audiences)).toEqual([]);
  });

  test.each(Object.keys(audiences))("a change of %s is found", (name) => {
    const audience = String(constants[name]);
    const slash = audience.endsWith("/") ? audience.slice(0, -1) : `${audience}/`;
    for (const changed of [slash, audience.replace("https", "http"), `${audience}x`]) {
      expect(differences({ ...constants, [name]: changed }, audiences)).toEqual([name]);
    }
    expect(differences(without(constants, name), audiences)).toEqual([name]);
  });
});

describe("how connectors know a managed identity", () => {
  interface Published {
    readonly valueSet?: string;
    readonly parameters?: readonly string[];
    readonly audience?: string;
    readonly additionalAudiences?: readonly string[];
  }
  const known: Row<Published> = Object.fromEntries(
    ManagedApi._all().map(({ name, valueSet, parameters, audience, additionalAudiences }) => [
      name,
      {
        ...(valueSet !== undefined && { valueSet }),
        ...(parameters.length > 0 && { parameters }),
        audience,
        ...(additionalAudiences.length > 0 && { additionalAudiences }),
      },
    ]),
  );

  test("and what their tokens are for, is as it is published", () => {
    expect(differences(known, connectors)).toEqual([]);
  });

  test.each(Object.keys(connectors))("a change of %s is found", (name) => {
    const row = known[name]!;
    const more = (list: readonly string[] = []): string[] => [...list, "more"];
    const mutants: Published[] = [
      { ...row, valueSet: `${row.valueSet ?? ""}x` },
      { ...row, parameters: more(row.parameters) },
      { ...row, audience: `${row.audience ?? ""}/` },
      { ...row, additionalAudiences: more(row.additionalAudiences) },
    ];
    mutants.forEach((mutant) => {
      expect(differences({ ...known, [name]: mutant }, connectors)).toEqual([name]);
    });
  });
});
