import { readFileSync } from "node:fs";
import { join } from "node:path";
import listedRoles from "../../../tools/catalog/built-in-roles.json";
import { constantName, refuseBrokenConstants, render as renderRoles } from "../../../tools/catalog/built-in-roles";
import { render as renderIdentities, renderPage } from "../../../tools/catalog/identity-support";
import { render as renderDirectoryRoles } from "../../../tools/catalog/directory-roles";
import { render as renderGraphAppRoles } from "../../../tools/catalog/graph-app-roles";
import { renderPage as renderConnectors, unknownNames } from "../../../tools/catalog/connectors";
import { renderPage as renderSettings } from "../../../tools/catalog/settings";
import { renderPage as renderTargets } from "../../../tools/catalog/targets";
import { render as renderReach } from "../../../tools/catalog/role-reach";
import { render as renderSensitive } from "../../../tools/catalog/sensitive-attributes";
import { render as renderTraits } from "../../../tools/catalog/role-traits";
import { compactSchema } from "../../../tools/catalog/compact-schema";
import * as azmi from "../../../lib";
import { BuiltInRole, RolePlane } from "../../../lib";
import { ROOT } from "../../../tools/paths";

const lib = join(ROOT, "lib");

describe("generated files", () => {
  test("identity support is what its script makes of the schema and the overlay", () => {
    expect(readFileSync(join(lib, "source", "identity-support.generated.ts"), "utf8")).toBe(renderIdentities());
    expect(readFileSync(join(lib, "..", "docs", "sources.generated.md"), "utf8")).toBe(renderPage());
  });

  test("the role catalogue is what its script makes of the list of roles", () => {
    expect(readFileSync(join(lib, "access", "built-in-role.generated.ts"), "utf8")).toBe(renderRoles());
  });

  test("the reach of roles is what its script makes of their permissions", () => {
    expect(readFileSync(join(lib, "catalog", "role-reach.generated.ts"), "utf8")).toBe(renderReach());
  });

  test("what the audit knows of roles is what its script makes of their permissions", () => {
    expect(readFileSync(join(lib, "audit", "data", "roles.generated.ts"), "utf8")).toBe(renderTraits());
  });

  test("the secrets of types are what their script makes of the schemas and the overlay", () => {
    expect(readFileSync(join(lib, "audit", "data", "sensitive-attributes.generated.ts"), "utf8")).toBe(
      renderSensitive(),
    );
  });

  test("the names of directory roles are what their script makes of the list", () => {
    expect(readFileSync(join(lib, "access", "directory-roles.generated.ts"), "utf8")).toBe(renderDirectoryRoles());
  });

  test("the application roles of Microsoft Graph are what their script makes of the list", () => {
    expect(readFileSync(join(lib, "catalog", "graph-app-roles.generated.ts"), "utf8")).toBe(renderGraphAppRoles());
  });

  test("the page of services is what its script makes of the tables", () => {
    expect(readFileSync(join(lib, "..", "docs", "targets.generated.md"), "utf8")).toBe(renderTargets());
    expect(readFileSync(join(lib, "..", "docs", "settings.generated.md"), "utf8")).toBe(renderSettings());
  });

  test("the page of connectors is what its script makes of the table, and names what the library exports", () => {
    expect(readFileSync(join(lib, "..", "docs", "connectors.generated.md"), "utf8")).toBe(renderConnectors());
    expect(unknownNames({ ...azmi })).toEqual([]);
    expect(unknownNames({})).toContain("KustoAccess");
  });

  test("a compact schema keeps arguments that are called like what is left out", () => {
    const block = {
      attributes: { description: { type: "string", description: "of it", description_kind: "plain", optional: true } },
      description_kind: "plain",
    };
    expect(compactSchema({ version: 0, block })).toEqual({
      version: 0,
      block: { attributes: { description: { type: "string", optional: true } } },
    });
  });
});

describe("the role catalogue", () => {
  test("has every built-in role by its id", () => {
    const roles = Object.values(BuiltInRole).filter((value) => value instanceof BuiltInRole);
    expect(roles.map(({ roleId }) => roleId).sort()).toEqual(listedRoles.map(({ id }) => id).sort());
    expect(BuiltInRole.READER).toMatchObject({
      roleId: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
      roleName: "Reader",
      plane: RolePlane.CONTROL,
      privileged: false,
      key: "reader",
    });
    expect(BuiltInRole.OWNER.privileged).toBe(true);
    expect(BuiltInRole.STORAGE_BLOB_DATA_READER.plane).toBe(RolePlane.BOTH);
  });

  test("finds roles by id and by name, in any case", () => {
    expect(BuiltInRole.fromId("ACDD72A7-3385-48EF-BD42-F606FBA81AE7")).toBe(BuiltInRole.READER);
    expect(BuiltInRole.fromName("key vault secrets user")).toBe(BuiltInRole.KEY_VAULT_SECRETS_USER);
  });

  test.each([
    ["Key Vault Secrets User", "KEY_VAULT_SECRETS_USER"],
    ["Azure Connected SQL Server Onboarding", "AZURE_CONNECTED_SQL_SERVER_ONBOARDING"],
    [
      "Advisor Recommendations Contributor (Assessments and Reviews)",
      "ADVISOR_RECOMMENDATIONS_CONTRIBUTOR_ASSESSMENTS_AND_REVIEWS",
    ],
    ["Cognitive Services Data Contributor (Preview)", "COGNITIVE_SERVICES_DATA_CONTRIBUTOR"],
  ])("calls %s %s", (name, constant) => {
    expect(constantName(name)).toBe(constant);
  });

  test("never lets a published constant change its role or disappear", () => {
    const published = 'static readonly READER = new BuiltInRole("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader"';
    const row = { id: "acdd72a7-3385-48ef-bd42-f606fba81ae7", category: "General", plane: "control" } as const;
    const renamed = { ...row, name: "Onlooker" };
    expect(() => {
      refuseBrokenConstants([renamed], published);
    }).toThrow("these published constants would change or go: READER");
    expect(() => {
      refuseBrokenConstants([{ ...renamed, publishedAs: "Reader" }], published);
    }).not.toThrow();
  });
});
