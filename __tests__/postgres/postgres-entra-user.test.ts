import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LocalBackend, TerraformStack } from "cdktf";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { PostgresqlFlexibleServerActiveDirectoryAdministrator } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-active-directory-administrator";
import { PostgresqlFlexibleServerDatabase } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-database";
import {
  ObjectId,
  PostgresEndpoint,
  PostgresEntraUser,
  PostgresPrivilege,
  PostgresRole,
  Principal,
  type PostgresEntraUserProps,
} from "../../lib";
import { terraformIn } from "../programs/sql-runner/sql-stack";
import { PostgresServer } from "../support/flexible/postgres-server";
import { runNode } from "../support/flexible/runner";
import { testApp } from "../support/synth";
import { testWithTerraform } from "../support/terraform";
import { AZMI } from "../../tools/paths";

const APP = "aaaaaaaa-0000-4000-8000-000000000002";
const HOST = "shop.postgres.database.azure.com";
const principal = Principal.servicePrincipal(ObjectId.of(APP), { displayName: "app" });

type Json = Readonly<Record<string, Record<string, Record<string, unknown>>>>;

function synthesized(build: (stack: TerraformStack) => void, outdir?: string): { root: string; folder: string } {
  const app = testApp(outdir);
  const stack = new TerraformStack(app, "shop");
  new LocalBackend(stack, { path: join(app.outdir, "terraform.tfstate") });
  build(stack);
  app.synth();
  return { root: app.outdir, folder: join(app.outdir, "stacks", "shop") };
}

describe("an app in a stack with its server", () => {
  let resources: Json;

  beforeAll(() => {
    const app = testApp();
    const stack = new TerraformStack(app, "shop");
    new AzurermProvider(stack, "azurerm", { features: [{}] });
    const server = new PostgresqlFlexibleServer(stack, "server", {
      name: "shop",
      location: "westeurope",
      resourceGroupName: "rg",
    });
    const database = new PostgresqlFlexibleServerDatabase(stack, "orders", { name: "orders", serverId: server.id });
    new PostgresEntraUser(stack, "app", {
      endpoint: PostgresEndpoint.server(server, { administrator: "ci" }),
      principal,
      databases: [{ database, privileges: PostgresPrivilege.toRead("public") }],
    });
    // The administrator comes after those who need it.
    new PostgresqlFlexibleServerActiveDirectoryAdministrator(stack, "administrator", {
      serverName: server.name,
      resourceGroupName: "rg",
      objectId: "aaaaaaaa-0000-4000-8000-000000000001",
      principalName: "ci",
      principalType: "ServicePrincipal",
      tenantId: "aaaaaaaa-0000-4000-8000-000000000009",
    });
    app.synth();
    resources = (
      JSON.parse(readFileSync(join(app.outdir, "stacks", "shop", "cdk.tf.json"), "utf8")) as { resource: Json }
    ).resource;
  });

  test("has a resource for every fact, whose address says it", () => {
    expect(Object.keys(resources.terraform_data ?? {}).sort()).toEqual([
      "azmi_postgres_server_orders_role_app_SELECT_all-tables_public",
      "azmi_postgres_server_orders_role_app_SELECT_future-tables_ci_public",
      "azmi_postgres_server_orders_role_app_USAGE_schema_public",
      "azmi_postgres_server_role_app",
      "azmi_postgres_server_run",
      "azmi_sql-ledger",
      "azmi_sql-removals",
      "azmi_sql-removals_sources",
    ]);
  });

  test("waits for the Entra administrator, and privileges for the role and the database", () => {
    const { terraform_data: facts = {} } = resources;
    expect(facts.azmi_postgres_server_role_app?.depends_on).toContain(
      "azurerm_postgresql_flexible_server_active_directory_administrator.administrator",
    );
    const { depends_on: waitsFor, triggers_replace: fact } =
      facts["azmi_postgres_server_orders_role_app_SELECT_all-tables_public"] ?? {};
    expect(waitsFor).toEqual(
      expect.arrayContaining([
        "azurerm_postgresql_flexible_server_database.orders",
        "terraform_data.azmi_postgres_server_role_app",
      ]),
    );
    expect(fact).toEqual({
      kind: "postgres-privilege",
      server: "${azurerm_postgresql_flexible_server.server.fqdn}",
      database: "orders",
      privilege: "SELECT",
      on: "ALL TABLES",
      schema: "public",
      grantee: "app",
      objectId: APP,
    });
  });
});

describe("mistakes end at synth, with what to do instead", () => {
  const at = PostgresEndpoint.at(HOST, { administrator: "ci" });
  const read = { databaseName: "shop", privileges: PostgresPrivilege.toRead("sales") };

  test.each<readonly [string, Partial<PostgresEntraUserProps>, string]>([
    [
      "no administrator",
      { endpoint: PostgresEndpoint.at(HOST, {} as never) },
      "must be the name of the Entra administrator",
    ],
    ["no endpoint", { endpoint: HOST as never }, "use PostgresEndpoint.server or PostgresEndpoint.at"],
    ["an address", { endpoint: PostgresEndpoint.at("10.0.0.1:5432", { administrator: "ci" }) }, "is not a DNS name"],
    ["everybody", { roleName: "public" }, "is a reserved word of PostgreSQL"],
    ["a name that is cut off", { roleName: "ü".repeat(32) }, "has 64 bytes in UTF-8; PostgreSQL allows 63"],
    ["a role of administrators", { roles: [PostgresRole.custom("azure_pg_admin")] }, "makes an administrator"],
    [
      "a privilege that does not exist",
      { databases: [{ ...read, privileges: [PostgresPrivilege.onSchema("SELECT", "sales")] }] },
      'privilege "SELECT" cannot be granted on schema; use one of CREATE, USAGE',
    ],
    [
      "a privilege in another one",
      {
        databases: [
          { ...read, privileges: [...read.privileges, PostgresPrivilege.onTable("SELECT", "sales", "orders")] },
        ],
      },
      "is part of SELECT on all tables",
    ],
    ["no database", { databases: [{ privileges: [] }] }, "needs database or databaseName"],
  ])("%s", (_what, props, message) => {
    expect(() =>
      synthesized(
        (stack) => new PostgresEntraUser(stack, "app", { endpoint: at, principal, databases: [read], ...props }),
      ),
    ).toThrow(message);
  });
});

testWithTerraform(
  "terraform makes it all, removes what leaves the code, verifies the rest, and destroys it all",
  async () => {
    const server = await PostgresServer.start();
    try {
      // Names that a shell, HCL and SQL take for something else.
      const name = `"app' \${1} %{if} \\`;
      const synthesize = (roles: readonly string[], outdir?: string, objectId = APP): ReturnType<typeof synthesized> =>
        synthesized(
          (stack) =>
            new PostgresEntraUser(stack, "app", {
              endpoint: PostgresEndpoint.at(HOST, { administrator: "ci", retryForSeconds: 20 }),
              principal: Principal.servicePrincipal(ObjectId.of(objectId), { displayName: "app" }),
              roleName: name,
              roles: roles.map((role) => PostgresRole.custom(role)),
              databases: [{ databaseName: "shop", privileges: PostgresPrivilege.toWrite("sales") }],
            }),
          outdir,
        );
      await server.rows("CREATE ROLE readers; CREATE ROLE writers", "postgres", "ci");
      const stack = synthesize(["readers", "writers"]);
      const terraform = terraformIn(stack, server.environment);
      expect(await terraform("init")).toMatchObject({ status: 0 });
      expect(await terraform("apply", "-auto-approve")).toMatchObject({ status: 0 });
      expect(await terraform("plan", "-detailed-exitcode")).toMatchObject({ status: 0 });
      expect(await server.rows("INSERT INTO sales.orders (total) VALUES (8) RETURNING total", "shop", name)).toEqual([
        { total: 8 },
      ]);
      const roles = (): Promise<Record<string, unknown>[]> =>
        server.rows(
          "SELECT roleid::regrole::text AS role FROM pg_auth_members WHERE member::regrole::text LIKE '%app%' ORDER BY 1",
        );
      expect(await roles()).toEqual([{ role: "readers" }, { role: "writers" }]);

      synthesize(["readers"], stack.root);
      expect(await terraform("apply", "-auto-approve")).toMatchObject({ status: 0 });
      expect(await roles()).toEqual([{ role: "readers" }]);

      const again = "aaaaaaaa-0000-4000-8000-000000000004";
      synthesize(["readers"], stack.root, again);
      expect(await terraform("apply", "-auto-approve")).toMatchObject({ status: 0 });
      expect(await server.rows("SELECT objectid FROM pgaadauth_list_principals(false)", "postgres")).toContainEqual({
        objectid: again,
      });
      expect(await roles()).toEqual([{ role: "readers" }]);

      const verify = (): ReturnType<typeof runNode> => runNode([AZMI, "sql", "verify", stack.root], server.environment);
      expect(await verify()).toMatchObject({ status: 0, out: "13 of 13 facts of 1 stack hold\n" });
      const quoted = `"${name.replaceAll('"', '""')}"`;
      await server.rows(
        `REVOKE USAGE ON SCHEMA sales FROM ${quoted}; GRANT TRUNCATE ON sales.orders TO ${quoted}`,
        "shop",
        "ci",
      );
      const { status, out } = await verify();
      expect(status).toBe(2);
      expect(out).toContain("12 of 13 facts of 1 stack hold, 1 unexpected");
      await server.rows(`REVOKE TRUNCATE ON sales.orders FROM ${quoted}`, "shop", "ci");

      expect(await terraform("destroy", "-auto-approve")).toMatchObject({ status: 0 });
      expect(await server.rows("SELECT rolename FROM pgaadauth_list_principals(false)", "postgres")).toEqual([
        { rolename: "ci" },
      ]);
    } finally {
      await server.stop();
    }
  },
);
