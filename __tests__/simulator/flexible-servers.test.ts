import { MARIADB } from "../support/flexible/mysql-server";
import { type FlexibleStackOptions, mysqlStack, postgresStack } from "../support/flexible/stacks";
import { inAzure } from "../support/simulation";
import { testNeeding } from "../support/needed-program";
import { TERRAFORM, testWithTerraform } from "../support/terraform";

const POSTGRES = "shop.postgres.database.azure.com";
const MYSQL = "shop.mysql.database.azure.com";

testWithTerraform("users of PostgreSQL are made with the stack, and dropped when they leave it", async () => {
  await inAzure(async (simulator, session) => {
    const terraform = session(postgresStack());
    expect(await terraform.apply()).toMatchObject({ ok: true, diagnostics: [] });
    expect(await terraform.plan()).toMatchObject({ ok: true, isEmpty: true });
    const roles = async (): Promise<unknown> =>
      simulator.postgres.rows(
        POSTGRES,
        "SELECT rolename, principaltype, isadmin FROM pgaadauth_list_principals(false) ORDER BY 1",
      );
    const administrator = { rolename: "ada@simulated.example", principaltype: "user", isadmin: 1 };
    const orders = { rolename: "id-orders", principaltype: "service", isadmin: 0 };
    expect(await roles()).toEqual([administrator, { ...orders, rolename: "id-audit" }, orders]);
    const table = 'SET ROLE "ada@simulated.example"; CREATE TABLE public.items (id int)';
    await simulator.postgres.rows(POSTGRES, table, "orders");
    const mayInsert = "SELECT has_table_privilege('id-orders', 'public.items', 'INSERT') AS holds";
    expect(await simulator.postgres.rows(POSTGRES, mayInsert, "orders")).toEqual([{ holds: true }]);

    terraform.change(postgresStack({ apps: ["orders"] }));
    expect(await terraform.apply()).toMatchObject({ ok: true, diagnostics: [] });
    expect(await roles()).toEqual([administrator, orders]);

    expect(await terraform.destroy()).toMatchObject({ ok: true, diagnostics: [] });
    expect(simulator.resources()).toEqual([]);
    await expect(roles()).rejects.toThrow(`there is no server ${POSTGRES}`);
  });
});

testNeeding(TERRAFORM, MARIADB)("users of MySQL are made with the stack, and dropped when they leave it", async () => {
  await inAzure(async (simulator, session) => {
    const terraform = session(mysqlStack());
    expect(await terraform.apply()).toMatchObject({ ok: true, diagnostics: [] });
    expect(await terraform.plan()).toMatchObject({ ok: true, isEmpty: true });
    const [, grant = {}] = await simulator.mysql.rows(MYSQL, "SHOW GRANTS FOR 'id-orders'@'%'");
    expect(Object.values(grant)).toEqual(["GRANT SELECT, INSERT, UPDATE, DELETE ON `orders`.* TO `id-orders`@`%`"]);

    terraform.change(mysqlStack({ apps: ["orders"] }));
    expect(await terraform.apply()).toMatchObject({ ok: true, diagnostics: [] });
    const users = "SELECT user AS name FROM mysql.user WHERE plugin = 'aad_auth'";
    expect(await simulator.mysql.rows(MYSQL, users)).toEqual([{ name: "id-orders" }]);

    expect(await terraform.destroy()).toMatchObject({ ok: true, diagnostics: [] });
    expect(simulator.resources()).toEqual([]);
  });
});

testWithTerraform.each<readonly [string, FlexibleStackOptions, string]>([
  ["the firewall does not let the deployer in", { address: "198.51.100.1" }, "no pg_hba.conf entry for host"],
  [
    "the deployer is not the administrator",
    { administrator: "aaaaaaaa-0000-4000-8000-000000000003" },
    "The server rejected the token",
  ],
])("the apply fails where %s", async (_what, options, message) => {
  await inAzure(async (simulator) => {
    const terraform = simulator.terraform(postgresStack(options), { environment: { SQL_RUNNER_RETRY_AT_MOST: "0" } });
    const { ok, output } = await terraform.apply();
    terraform.close();
    expect(ok).toBe(false);
    expect(output).toContain(message);
  });
});
